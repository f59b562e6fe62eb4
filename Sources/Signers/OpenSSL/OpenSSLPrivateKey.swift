#if canImport(COpenSSL)
    import COpenSSL
    import JOSE

    /// An RSA private key that libcrypto has read. It is wiped when it is released.
    ///
    /// The key is only read after it was made, and libcrypto's counts of references are atomic: hence `@unchecked`.
    final class OpenSSLPrivateKey: @unchecked Sendable {
        let pointer: OpaquePointer

        /// - Throws: ``OpenSSLFailure``.
        init(_ key: PrivateKey) throws {
            var bytes = key.serialized()
            defer { bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
            let pointer = bytes.withUnsafeBufferPointer { buffer in
                var start = buffer.baseAddress
                return d2i_PrivateKey(EVP_PKEY_RSA, nil, &start, buffer.count)
            }
            guard let pointer else { throw OpenSSLFailure("d2i_PrivateKey") }
            self.pointer = pointer
        }

        deinit {
            EVP_PKEY_free(pointer)
        }

        /// A number of the key, which the caller frees.
        /// - Parameter name: as in EVP_PKEY-RSA(7).
        /// - Throws: ``OpenSSLFailure``.
        func number(_ name: String) throws -> OpaquePointer {
            var number: OpaquePointer?
            guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else {
                throw OpenSSLFailure("EVP_PKEY_get_bn_param")
            }
            return number
        }

        /// A number of the key as little-endian bytes.
        /// - Parameters:
        ///   - name: as in EVP_PKEY-RSA(7).
        ///   - bits: the exact size of the number, or the most it may have.
        /// - Returns: false when the number is not of that size.
        func write(_ name: String, bits: ClosedRange<Int32>, to bytes: UnsafeMutableRawBufferPointer) throws -> Bool {
            let number = try number(name)
            defer { BN_clear_free(number) }
            guard bits.contains(BN_num_bits(number)) else { return false }
            let address = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return BN_bn2lebinpad(number, address, Int32(bytes.count)) == bytes.count
        }
    }
#endif
