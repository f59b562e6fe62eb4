/// Which part of a list is wanted.
public struct PageQuery: Sendable, Equatable {
    /// The most entries; `nil` leaves it to the server.
    public let size: Int?
    /// The `next_page_token` or `prev_page_token` of an earlier answer; `nil` for the beginning.
    public let token: String?

    public init(size: Int? = nil, token: String? = nil) {
        self.size = size
        self.token = token
    }

    var parameters: [FormParameter] {
        [size.map { FormParameter("page_size", String($0)) }, token.map { FormParameter("page_token", $0) }]
            .compactMap(\.self)
    }
}
