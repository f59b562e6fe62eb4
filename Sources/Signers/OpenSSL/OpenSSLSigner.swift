#if canImport(COpenSSL)
    import Crypto
    import JOSE
    import Synchronization

    /// RSA signatures by OpenSSL 3's libcrypto, one after the other. They are not checked here.
    final class OpenSSLSigner: JWSSigner {
        let algorithm: JWSAlgorithm
        private let key: OpenSSLPrivateKey
        /// Contexts that no thread uses now; the one used last is taken first.
        private let idle: Mutex<[SigningContext]>

        var name: String { SignerName.openSSL.rawValue }

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: OpenSSLPrivateKey, algorithm: JWSAlgorithm) throws {
            self.algorithm = algorithm
            self.key = key
            idle = Mutex([try SigningContext(key, algorithm: algorithm)])
        }

        func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
            try signatures(ofDigests: messages.map { SHA256.hash(data: $0) })
        }

        func signatures(ofDigests digests: [SHA256Digest]) throws -> [[UInt8]] {
            let context = try idle.withLock { $0.popLast() } ?? SigningContext(key, algorithm: algorithm)
            defer { idle.withLock { $0.append(context) } }
            return try digests.map { digest in try digest.withUnsafeBytes { try context.signature(ofDigest: $0) } }
        }
    }
#endif
