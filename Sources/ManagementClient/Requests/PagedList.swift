/// A list that the server answers in pages.
public struct PagedList: Sendable {
    /// The member of the answer that holds the entries.
    public let member: String
    private let path: String
    private let query: [FormParameter]

    private init(_ member: String, at path: String, query: [FormParameter] = []) {
        self.member = member
        self.path = path
        self.query = query
    }

    /// All organizations.
    public static let organizations = PagedList("organizations", at: "organizations")

    /// The organizations that match a text.
    public static func organizations(matching text: String) -> PagedList {
        PagedList("organizations", at: "organizations:search", query: [FormParameter("query", text)])
    }

    /// The clients of an owner.
    public static func clients(of owner: ClientOwner) -> PagedList {
        PagedList("clients", at: owner.clientsPath)
    }

    /// The request for one page.
    public func request(_ page: PageQuery) -> ManagementRequest {
        ManagementRequest(.get, path, query: query + page.parameters)
    }
}
