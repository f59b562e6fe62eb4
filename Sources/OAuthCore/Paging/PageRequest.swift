/// Which part of a list a caller wants. Lists are ordered by id, oldest first.
package struct PageRequest: Sendable, Equatable {
    /// The most rows that one answer holds.
    package static let maximumSize = 100
    package static let defaultSize = 30

    /// The most rows to answer with, 1 to ``maximumSize``.
    package let size: Int
    /// Where to go on; `nil` for the beginning.
    package let cursor: PageCursor?

    /// - Parameters:
    ///   - size: 0 or `nil` for the default; more than the maximum is cut to it.
    ///   - token: what an earlier answer gave as `next_page_token` or `prev_page_token`.
    ///   - isByTime: whether the list is ordered by a time instead of by id.
    /// - Throws: ``InvalidFields`` for a negative size or a token that no answer gave.
    package init(size: Int? = nil, token: String? = nil, isByTime: Bool = false) throws(InvalidFields) {
        let size = size ?? 0
        guard size >= 0 else { throw InvalidFields("page_size", "must be 1 to \(Self.maximumSize); it is \(size)") }
        self.size = size == 0 ? Self.defaultSize : min(size, Self.maximumSize)
        guard let token, !token.isEmpty else {
            cursor = nil
            return
        }
        guard let cursor = PageCursor(token: token), cursor.isInTime == isByTime else {
            throw InvalidFields("page_token", "must be a next_page_token or prev_page_token of an earlier answer")
        }
        self.cursor = cursor
    }
}
