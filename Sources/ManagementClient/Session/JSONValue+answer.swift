import JOSE

extension JSONValue {
    /// A whole number, also one that stands in a string as protobuf's JSON has 64-bit numbers.
    var lenientInteger: Int64? {
        integer ?? string.flatMap { Int64($0) }
    }

    /// The token of the page behind this one; `nil` on the last.
    var nextPageToken: String? {
        guard let token = self["next_page_token"]?.string, !token.isEmpty else { return nil }
        return token
    }

    /// The member `name`.
    /// - Throws: ``CommandFailure`` when the server's answer has none.
    func required(_ name: String) throws(CommandFailure) -> JSONValue {
        if let value = self[name], value != .null { return value }
        throw CommandFailure(
            "the server's answer has no \"\(name)\"", advice: "--json shows what it answered; is it a Mintmark server?")
    }

    /// The list `name`.
    /// - Throws: ``CommandFailure`` when the server's answer has none.
    func requiredArray(_ name: String) throws(CommandFailure) -> [JSONValue] {
        if let values = try required(name).array { return values }
        throw CommandFailure("\"\(name)\" in the server's answer is no list")
    }
}
