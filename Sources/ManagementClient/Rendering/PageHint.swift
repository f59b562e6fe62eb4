package import JOSE

/// Says that a list goes on.
package enum PageHint {
    /// How to get the next page; `nil` on the last.
    /// - Parameter size: the page size that was asked for.
    package static func text(_ document: JSONValue, size: Int?) -> String? {
        guard let token = document.nextPageToken else { return nil }
        let total = document["total_size"]?.lenientInteger.map { " of \($0)" } ?? ""
        let sizeOption = size.map { "--page-size \($0) " } ?? ""
        return "more\(total): \(sizeOption)--page-token \(TerminalText.line(token)), or --all"
    }
}
