#if canImport(COpenSSL)
    import COpenSSL

    /// The numbers of an RSA key of 2048 bits as ``MultiBufferLibrary`` takes them. They are wiped when it is released.
    ///
    /// The memory is only read after it was filled: hence `@unchecked`.
    final class MultiBufferKey: @unchecked Sendable {
        /// p, q, d mod (p - 1), d mod (q - 1) and q⁻¹ mod p, 16 words each.
        let primes: UnsafeMutableBufferPointer<UInt64>
        /// 32 words.
        let modulus: UnsafeMutableBufferPointer<UInt64>

        /// - Returns: `nil` for a key that the library does not take: of another size than 2048 bits, or with another
        ///   public exponent than 65537.
        /// - Throws: ``OpenSSLFailure``.
        init?(_ key: OpenSSLPrivateKey) throws {
            primes = .allocate(capacity: 5 * 16)
            primes.initialize(repeating: 0)
            modulus = .allocate(capacity: 32)
            modulus.initialize(repeating: 0)
            let parts: [(name: String, bits: ClosedRange<Int32>)] = [
                ("rsa-factor1", 1024...1024), ("rsa-factor2", 1024...1024), ("rsa-exponent1", 1...1024),
                ("rsa-exponent2", 1...1024), ("rsa-coefficient1", 1...1024),
            ]
            for (index, part) in parts.enumerated() {
                let words = UnsafeMutableBufferPointer(rebasing: primes[index * 16..<(index + 1) * 16])
                guard try key.write(part.name, bits: part.bits, to: UnsafeMutableRawBufferPointer(words)) else {
                    return nil
                }
            }
            var exponent: UInt64 = 0
            let isUsual = try withUnsafeMutableBytes(of: &exponent) {
                try key.write("e", bits: 1...64, to: $0)
            }
            guard isUsual, UInt64(littleEndian: exponent) == 65_537,
                try key.write("n", bits: 2048...2048, to: UnsafeMutableRawBufferPointer(modulus))
            else { return nil }
        }

        deinit {
            OPENSSL_cleanse(primes.baseAddress, primes.count * MemoryLayout<UInt64>.size)
            primes.deallocate()
            modulus.deallocate()
        }
    }
#endif
