#if canImport(COpenSSL)
    import Crypto
    import JOSE

    /// RS256 signatures by OpenSSL, made one after the other and checked together. A faulty one is found by looking at
    /// each, and made anew.
    struct ScreenedSigner: JWSSigner {
        /// How many are checked together: more gain little, and wait for each other.
        private static let screened = 8

        let screen: SignatureScreen
        /// Makes the signatures of messages; not checked.
        let sign: @Sendable ([[UInt8]]) throws -> [[UInt8]]
        let publicKey: PublicKey
        /// Signs and checks what comes alone, and what came out wrong.
        let single: CheckedSigner
        /// Called for each signature that was wrong.
        let faultFound: @Sendable () -> Void

        var algorithm: JWSAlgorithm { .rs256 }
        var name: String { SignerName.openSSL.rawValue }
        var batchSize: Int { Self.screened }
        var checksItsSignatures: Bool { true }

        func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
            guard messages.count > Self.screened else { return try together(messages[...]) }
            var signatures: [[UInt8]] = []
            signatures.reserveCapacity(messages.count)
            for start in stride(from: 0, to: messages.count, by: Self.screened) {
                signatures += try together(messages[start...].prefix(Self.screened))
            }
            return signatures
        }

        private func together(_ slice: ArraySlice<[UInt8]>) throws -> [[UInt8]] {
            let messages = Array(slice)
            guard messages.count > 1 else { return try single.signatures(for: messages) }
            let signatures = try sign(messages)
            // Digests of its own, so that one which was wrong when it was signed is found, too.
            let digests = messages.map { SHA256.hash(data: $0) }
            guard try !screen.passes(signatures, of: digests) else { return signatures }
            guard signatures.count == messages.count else { throw CheckedSigner.FaultySignature() }
            return try zip(messages, signatures).map { message, signature in
                guard !publicKey.isValid(signature, for: message) else { return signature }
                faultFound()
                return try single.signatures(for: [message])[0]
            }
        }
    }
#endif
