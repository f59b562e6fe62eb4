#if canImport(COpenSSL)
    import COpenSSL
    import JOSE

    /// A context of libcrypto with a copy of the key, since threads that share a key wait for each other.
    ///
    /// Whoever uses it has taken it out of the pool of ``OpenSSLSigner``, so no two threads do at once: hence `@unchecked`.
    final class SigningContext: @unchecked Sendable {
        private let context: OpaquePointer
        private let signatureSize: Int

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: OpenSSLPrivateKey, algorithm: JWSAlgorithm) throws {
            guard let copy = EVP_PKEY_dup(key.pointer) else { throw OpenSSLFailure("EVP_PKEY_dup") }
            // The context holds the copy from now on.
            defer { EVP_PKEY_free(copy) }
            guard let context = EVP_PKEY_CTX_new_from_pkey(nil, copy, nil) else {
                throw OpenSSLFailure("EVP_PKEY_CTX_new_from_pkey")
            }
            self.context = context
            signatureSize = Int(EVP_PKEY_get_size(copy))
            let padding = algorithm == .ps256 ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING
            guard EVP_PKEY_sign_init(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, padding) == 1,
                EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
            else { throw OpenSSLFailure("EVP_PKEY_sign_init") }
            if algorithm == .ps256 {
                // RFC 7518 §3.5: the salt is as long as the digest.
                guard EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1,
                    EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1
                else { throw OpenSSLFailure("EVP_PKEY_CTX_set_rsa_pss_saltlen") }
            }
        }

        deinit {
            EVP_PKEY_CTX_free(context)
        }

        /// - Throws: ``OpenSSLFailure``.
        func signature(ofDigest digest: UnsafeRawBufferPointer) throws -> [UInt8] {
            let address = digest.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let signature = [UInt8](unsafeUninitializedCapacity: signatureSize) { buffer, size in
                size = signatureSize
                if EVP_PKEY_sign(context, buffer.baseAddress, &size, address, digest.count) != 1 { size = 0 }
            }
            guard signature.count == signatureSize else { throw OpenSSLFailure("EVP_PKEY_sign") }
            return signature
        }
    }
#endif
