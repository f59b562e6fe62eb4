package import JOSE

/// Chooses the library that signs with a key, and tests it with that key before it is used.
package struct Signers: JWSSignerSource {
    /// The signer that must be used for RSA keys; `nil` for the fastest that works.
    private let demanded: SignerName?
    private let faultFound: @Sendable () -> Void
    #if canImport(COpenSSL)
        private let multiBuffer: Result<MultiBufferLibrary, MultiBufferLibrary.Unusable>
    #endif

    /// - Parameters:
    ///   - demanded: the signer that must be used for RSA keys; `nil` for the fastest that works.
    ///   - library: where the multi-buffer library is; `nil` to look in the usual places.
    ///   - faultFound: called for each signature that was found to be wrong and was made anew.
    /// - Throws: ``SignerUnavailable`` when the demanded one does not work here.
    package init(
        _ demanded: SignerName? = nil, library: String? = nil, faultFound: @escaping @Sendable () -> Void = {}
    ) throws(SignerUnavailable) {
        self.demanded = demanded
        self.faultFound = faultFound
        #if canImport(COpenSSL)
            multiBuffer = Result { () throws(MultiBufferLibrary.Unusable) in try MultiBufferLibrary.find(library) }
            if demanded == .multiBuffer, case .failure(let problem) = multiBuffer {
                throw SignerUnavailable(.multiBuffer, problem.description)
            }
        #else
            if let demanded, demanded != .swiftCrypto {
                throw SignerUnavailable(demanded, "this program was built without OpenSSL")
            }
        #endif
    }

    #if canImport(COpenSSL)
        /// With a library of the test's own.
        init(_ library: MultiBufferLibrary, faultFound: @escaping @Sendable () -> Void) {
            demanded = .multiBuffer
            multiBuffer = .success(library)
            self.faultFound = faultFound
        }
    #endif

    /// Why signatures are not made in batches; `nil` when they are, or when nobody asked for it.
    package var batchingProblem: String? {
        #if canImport(COpenSSL)
            guard demanded == nil, case .failure(let problem) = multiBuffer else { return nil }
            return problem.description
        #else
            return nil
        #endif
    }

    /// The fastest signer that works with the key, or the demanded one. Only RSA keys have a choice: swift-crypto is
    /// fastest for the others.
    /// - Throws: ``SignerUnavailable`` when the demanded one does not work with the key.
    package func signer(for key: PrivateKey) throws -> any JWSSigner {
        let publicKey = try key.publicKey
        guard key.algorithm.keyType == .rsa else { return key }
        let portable = CheckedSigner(key, publicKey: publicKey)
        guard demanded != .swiftCrypto else { return portable }
        #if canImport(COpenSSL)
            do {
                return try fast(key, publicKey, reference: portable)
            } catch  where demanded == nil {
                return portable
            }
        #else
            return portable
        #endif
    }

    #if canImport(COpenSSL)
        private func fast(
            _ key: PrivateKey, _ publicKey: PublicKey, reference: CheckedSigner
        ) throws -> any JWSSigner {
            let opened = try OpenSSLPrivateKey(key)
            let openSSL = try OpenSSLSigner(opened, algorithm: key.algorithm)
            let single = CheckedSigner(openSSL, publicKey: publicKey)
            try SignerSelfTest.compare(single, with: reference, name: .openSSL)
            // The encoding of PSS holds a random number, which only the signature tells.
            guard key.algorithm == .rs256 else { return single }
            let screened = ScreenedSigner(
                screen: try SignatureScreen(opened), sign: openSSL.signatures(for:), publicKey: publicKey,
                single: single, faultFound: faultFound)
            guard demanded != .openSSL, case .success(let library) = multiBuffer,
                let numbers = try MultiBufferKey(opened)
            else { return screened }
            let batch = MultiBufferBatch(library: library, key: numbers)
            do {
                let crossing = try SignerSelfTest.crossing(of: batch, over: single)
                return MultiBufferSigner(batch: batch, single: single, crossing: crossing, faultFound: faultFound)
            } catch  where demanded == nil {
                return screened
            }
        }
    #endif
}
