import JOSE

/// A token with a header that was accepted before, taken apart where it stands: most tokens of most servers, which so
/// need no memory of their own. Lent for a call.
struct TokenInPlace {
    /// Longer tokens are taken apart in the general way.
    private static let maximumSize = 4096

    private let algorithm: JWSAlgorithm
    private let signingInput: UnsafeRawBufferPointer
    private let signature: UnsafeRawBufferPointer
    private let payload: UnsafeBufferPointer<UInt8>

    /// Lends the token.
    /// - Returns: what `body` returns; `nil` when the token is none of these, or is not well-formed.
    static func read<Value>(
        _ token: String, _ header: AcceptedHeader, _ body: (TokenInPlace) throws(TokenValidationError) -> Value?
    ) throws(TokenValidationError) -> Value? {
        let result = token.utf8.withContiguousStorageIfAvailable { bytes -> Result<Value?, TokenValidationError> in
            let token = UnsafeRawBufferPointer(bytes)
            guard token.count <= maximumSize, header.known.begins(token),
                let dot = CompactJWS.dot(in: token, from: header.known.encoded.count + 1), dot + 1 < token.count
            else { return .success(nil) }
            return withUnsafeTemporaryAllocation(byteCount: token.count, alignment: 1) { room in
                let inPlace = TokenInPlace(header.known, token, dot: dot, room)
                return Result { () throws(TokenValidationError) in try inPlace.flatMap(body) }
            }
        }
        return try result?.get()
    }

    /// - Parameters:
    ///   - dot: where the payload ends.
    ///   - room: as many bytes as the token has, for payload and signature.
    private init?(
        _ header: KnownHeader, _ token: UnsafeRawBufferPointer, dot: Int, _ room: UnsafeMutableRawBufferPointer
    ) {
        algorithm = header.header.algorithm
        signingInput = UnsafeRawBufferPointer(rebasing: token[..<dot])
        let text = UnsafeRawBufferPointer(rebasing: token[(header.encoded.count + 1)..<dot])
        guard let payloadSize = Base64URL.decode(text, into: room) else { return nil }
        let rest = UnsafeMutableRawBufferPointer(rebasing: room[payloadSize...])
        let end = UnsafeRawBufferPointer(rebasing: token[(dot + 1)...])
        guard let signatureSize = Base64URL.decode(end, into: rest) else { return nil }
        payload = UnsafeRawBufferPointer(rebasing: room[..<payloadSize]).bindMemory(to: UInt8.self)
        signature = UnsafeRawBufferPointer(rebasing: rest[..<signatureSize])
    }

    /// Whether the key made the signature: the header's `alg` must be the one algorithm of the key (RFC 8725 §3.1).
    func isSigned(by key: VerificationKey) -> Bool {
        algorithm == key.key.algorithm && key.key.isValid(signature, for: signingInput)
    }

    /// The claims, if they are plain.
    func claims(isComplete: Bool, expected: ExpectedTexts) -> StandardClaims? {
        PlainClaimsReader.read(payload, isComplete: isComplete, expected: expected)
    }

    /// The payload in memory of its own.
    var ownPayload: VerifiedPayload { VerifiedPayload(bytes: Array(payload)) }
}
