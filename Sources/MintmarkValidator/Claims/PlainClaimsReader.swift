/// Reads the standard claims in one pass over the payload, without a tree, when it is in the plain form that issuers
/// write: names in ASCII, no escapes, whole numbers, little nesting. All else is left to `JSONParser` and
/// `StandardClaims.init(_:isComplete:)`, which alone refuse; so what is read here must be read the same there.
struct PlainClaimsReader {
    private var scanner: PlainJSONScanner
    private let expected: ExpectedTexts
    private var found = FoundClaims()

    /// - Parameter isComplete: whether all claims that RFC 9068 §2.2 requires must be there.
    /// - Returns: `nil` when the payload is not plain, or not right.
    static func read(
        _ payload: UnsafeBufferPointer<UInt8>, isComplete: Bool, expected: ExpectedTexts
    ) -> StandardClaims? {
        PlainJSONScanner.scan(payload) { scanner throws(NotPlain) in
            var reader = PlainClaimsReader(scanner: scanner, expected: expected)
            try reader.readAll()
            return try reader.found.claims(isComplete: isComplete)
        }
    }

    private init(scanner: PlainJSONScanner, expected: ExpectedTexts) {
        self.scanner = scanner
        self.expected = expected
    }

    private mutating func readAll() throws(NotPlain) {
        try scanner.begin(UInt8(ascii: "{"))
        var isFirst = true
        while let name = try scanner.memberName(&isFirst) {
            if let claim = StandardClaimName(name) {
                try found.note(claim)
                try read(claim)
            } else {
                try scanner.noteName(name, after: 0)
                try scanner.skipValue(depth: 1)
            }
        }
        try scanner.end()
    }

    private mutating func read(_ claim: StandardClaimName) throws(NotPlain) {
        switch claim {
        case .issuer:
            let text = try scanner.text()
            found.issuer = expected.issuer(text) ?? text.string
        case .subject: found.subject = try identifier(or: found.clientID)
        case .clientID: found.clientID = try identifier(or: found.subject)
        case .audience: found.audience = try audience()
        case .expiry: found.expiry = try time()
        case .issuedAt: found.issuedAt = try time()
        case .notBefore: found.notBefore = try time()
        case .tokenID: found.tokenID = try scanner.text().string
        case .organizationID: found.organizationID = try scanner.text().string
        case .scope: found.scope = try scanner.text()
        case .scopes: found.scopes = try strings()
        case .secretID: found.secretID = try scanner.text().string
        case .customClaims: found.customClaims = try customClaims()
        case .confirmation: try scanner.skipValue(depth: 1)
        }
    }

    /// The subject of a machine's token is the client, so one string mostly serves both claims.
    private mutating func identifier(
        or other: (text: PlainText, string: String)?
    ) throws(NotPlain) -> (text: PlainText, string: String) {
        let text = try scanner.text()
        if let other, other.text.isEqual(to: text) { return other }
        return (text, text.string)
    }

    private mutating func time() throws(NotPlain) -> Int64 {
        let time = try scanner.integer()
        guard (0...253_402_300_799).contains(time) else { throw NotPlain() }
        return time
    }

    private mutating func audience() throws(NotPlain) -> [String] {
        guard scanner.isAt(UInt8(ascii: "[")) else { return list(try scanner.text()) }
        try scanner.begin(UInt8(ascii: "["))
        var isFirst = true
        guard try scanner.hasElement(&isFirst) else { return [] }
        let first = try scanner.text()
        guard try scanner.hasElement(&isFirst) else { return list(first) }
        var texts = [first.string]
        repeat { texts.append(try scanner.text().string) } while try scanner.hasElement(&isFirst)
        return texts
    }

    private func list(_ text: PlainText) -> [String] {
        expected.audience(text) ?? [text.string]
    }

    private mutating func strings() throws(NotPlain) -> [String] {
        try scanner.begin(UInt8(ascii: "["))
        var texts: [String] = []
        var isFirst = true
        guard try scanner.hasElement(&isFirst) else { return texts }
        texts.reserveCapacity(4)
        repeat { texts.append(try scanner.text().string) } while try scanner.hasElement(&isFirst)
        return texts
    }

    private mutating func customClaims() throws(NotPlain) -> [String: String] {
        var claims: [String: String] = [:]
        let outer = scanner.nameCount
        try scanner.begin(UInt8(ascii: "{"))
        var isFirst = true
        while let name = try scanner.memberName(&isFirst) {
            try scanner.noteName(name, after: outer)
            if scanner.isAt(UInt8(ascii: "\"")) {
                claims[name.string] = try scanner.text().string
            } else {
                try scanner.skipValue(depth: 2)
            }
        }
        scanner.forgetNames(after: outer)
        return claims
    }
}
