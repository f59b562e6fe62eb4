package import JOSE

extension ManagementSession {
    /// The most entries that the server gives at once.
    private static let largestPage = 100

    /// Gets a list from its beginning to its end, page after page.
    /// - Returns: one document like that of a page, with all entries and without a next page.
    package func all(_ list: PagedList, pageSize: Int? = nil) async throws -> JSONValue {
        var entries: [JSONValue] = []
        var token: String?
        var seen: Set<String> = []
        repeat {
            let page = try await send(list.request(PageQuery(size: pageSize ?? Self.largestPage, token: token)))
            entries += try page.requiredArray(list.member)
            token = page.nextPageToken
            if let token, !seen.insert(token).inserted {
                throw CommandFailure("the server's list does not end: it gave the same next page twice")
            }
        } while token != nil
        return .object([
            JSONValue.Member(list.member, .array(entries)), JSONValue.Member("next_page_token", ""),
            JSONValue.Member("prev_page_token", ""), JSONValue.Member("total_size", .integer(Int64(entries.count))),
        ])
    }
}
