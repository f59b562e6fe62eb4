/// What ``PlainClaimsReader`` has found so far.
struct FoundClaims {
    var issuer: String?
    var subject: (text: PlainText, string: String)?
    var clientID: (text: PlainText, string: String)?
    var audience: [String]?
    var expiry: Int64?
    var issuedAt: Int64?
    var notBefore: Int64?
    var tokenID: String?
    var organizationID: String?
    var secretID: String?
    var scope: PlainText?
    var scopes: [String]?
    var customClaims: [String: String] = [:]
    private var names: UInt32 = 0

    /// - Throws: ``NotPlain`` when the claim was there before.
    mutating func note(_ name: StandardClaimName) throws(NotPlain) {
        guard !has(name) else { throw NotPlain() }
        names |= 1 << name.rawValue
    }

    private func has(_ name: StandardClaimName) -> Bool { names & 1 << name.rawValue != 0 }

    /// The claims, by the rules of `StandardClaims.init(_:isComplete:)`.
    func claims(isComplete: Bool) throws(NotPlain) -> StandardClaims {
        guard let issuer, !issuer.isEmpty, let audience, let expiry, issuedAt != nil || !isComplete,
            organizationID?.isEmpty != true
        else { throw NotPlain() }
        return StandardClaims(
            ClaimValues(
                issuer: issuer, subject: try text(subject?.string, isComplete), audience: audience, expiry: expiry,
                issuedAt: issuedAt ?? 0, notBefore: notBefore, tokenID: try text(tokenID, isComplete),
                clientID: try text(clientID?.string, isComplete), organizationID: organizationID,
                scopes: try agreedScopes(), customClaims: customClaims, secretID: secretID,
                isBoundToKey: has(.confirmation)))
    }

    private func text(_ text: String?, _ isRequired: Bool) throws(NotPlain) -> String {
        guard let text else {
            guard !isRequired else { throw NotPlain() }
            return ""
        }
        guard !text.isEmpty else { throw NotPlain() }
        return text
    }

    private func agreedScopes() throws(NotPlain) -> [String] {
        guard let scope else { return scopes ?? [] }
        guard let scopes else {
            // The tree takes characters apart, which beyond ASCII are more than a byte.
            guard scope.isASCII else { throw NotPlain() }
            return scope.bytes.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        }
        guard Self.isJoined(scope, of: scopes) else { throw NotPlain() }
        return scopes
    }

    /// Whether the text is the list with single spaces between.
    private static func isJoined(_ text: PlainText, of list: [String]) -> Bool {
        var position = 0
        for (index, element) in list.enumerated() {
            if index > 0 {
                guard position < text.bytes.count, text.bytes[position] == UInt8(ascii: " ") else { return false }
                position += 1
            }
            var element = element
            let isThere = element.withUTF8 { bytes in
                guard text.bytes.count - position >= bytes.count else { return false }
                let part = UnsafeBufferPointer(rebasing: text.bytes[position..<position + bytes.count])
                return PlainText(bytes: part, isASCII: true).isEqual(to: bytes)
            }
            guard isThere else { return false }
            position += element.utf8.count
        }
        return position == text.bytes.count
    }
}
