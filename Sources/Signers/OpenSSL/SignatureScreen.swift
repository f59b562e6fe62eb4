#if canImport(COpenSSL)
    import Crypto
    import Synchronization

    /// Checks RS256 signatures of one key together (fault screening: Bellare, Garay and Rabin 1998): the product of the
    /// signatures, raised to the public exponent, must be the product of the encoded messages. One power for all of them,
    /// where checking each takes one each. Why that is enough against faults: docs/decisions/0009.
    final class SignatureScreen: Sendable {
        private let key: OpenSSLPrivateKey
        private let prefix: [UInt8]
        /// Those that no thread uses now.
        private let idle: Mutex<[ScreeningContext]>

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: OpenSSLPrivateKey) throws {
            self.key = key
            let first = try ScreeningContext(key.number)
            prefix = EncodedMessage.prefix(size: first.size)
            idle = Mutex([first])
        }

        /// Whether no signature is faulty. When it is not, each has to be looked at by itself.
        func passes(_ signatures: [[UInt8]], of digests: [SHA256Digest]) throws -> Bool {
            guard signatures.count == digests.count else { return false }
            let context = try idle.withLock { $0.popLast() } ?? ScreeningContext(key.number)
            defer { idle.withLock { $0.append(context) } }
            return try context.passes(signatures, of: digests.map { prefix + $0 })
        }
    }
#endif
