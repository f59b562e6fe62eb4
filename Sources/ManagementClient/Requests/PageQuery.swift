/// Which part of a list is wanted.
package struct PageQuery: Sendable, Equatable {
    /// The most entries; `nil` leaves it to the server.
    package let size: Int?
    /// The `next_page_token` or `prev_page_token` of an earlier answer; `nil` for the beginning.
    package let token: String?

    package init(size: Int? = nil, token: String? = nil) {
        self.size = size
        self.token = token
    }

    var parameters: [FormParameter] {
        [size.map { FormParameter("page_size", String($0)) }, token.map { FormParameter("page_token", $0) }]
            .compactMap(\.self)
    }
}
