/// A pair as the command line takes it: `key=value`, split at the first `=`.
package struct KeyValuePair: Sendable, Equatable {
    package let key: String
    package let value: String

    /// `nil` without `=` or with nothing before it.
    package init?(_ text: String) {
        guard let split = text.firstIndex(of: "="), split != text.startIndex else { return nil }
        key = String(text[..<split])
        value = String(text[text.index(after: split)...])
    }

    /// The first key that stands more than once.
    package static func repeatedKey(in pairs: [KeyValuePair]) -> String? {
        var seen: Set<String> = []
        return pairs.first { !seen.insert($0.key).inserted }?.key
    }
}
