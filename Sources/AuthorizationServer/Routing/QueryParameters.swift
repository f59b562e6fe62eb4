import OAuthCore

/// The parameters of a query, decoded as form data.
struct QueryParameters {
    private let pairs: [(name: String, value: String)]

    /// - Throws: ``InvalidFields`` for a malformed query.
    init(_ query: String) throws(InvalidFields) {
        var pairs: [(name: String, value: String)] = []
        for part in query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(sides[0], plusIsSpace: true),
                let value = PercentEncoding.decode(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
            else { throw InvalidFields(String(sides[0].prefix(64)), "is not valid percent-encoding of UTF-8") }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    func values(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }
}
