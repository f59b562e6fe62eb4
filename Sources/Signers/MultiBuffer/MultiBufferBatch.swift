#if canImport(COpenSSL)
    import Crypto

    /// Makes up to eight RS256 signatures with one call of the library.
    struct MultiBufferBatch: Sendable {
        let library: MultiBufferLibrary
        let key: MultiBufferKey

        /// A signature for each of at most eight messages, checked with the public key; `nil` where it was wrong.
        func signatures(for messages: ArraySlice<[UInt8]>) -> [[UInt8]?] {
            let size = MultiBufferLibrary.lanes * MultiBufferLibrary.blockSize
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * size) { buffer in
                let encoded = UnsafeMutableBufferPointer(rebasing: buffer[..<size])
                let signed = UnsafeMutableBufferPointer(rebasing: buffer[size..<(2 * size)])
                let opened = UnsafeMutableBufferPointer(rebasing: buffer[(2 * size)...])
                signed.initialize(repeating: 0)
                opened.initialize(repeating: 0)
                Self.encode(messages, to: encoded)
                let isDone = compute(encoded, signed, opened)
                return messages.indices.map { index in
                    let lane = index - messages.startIndex
                    let block = lane * MultiBufferLibrary.blockSize..<(lane + 1) * MultiBufferLibrary.blockSize
                    guard isDone, encoded[block].elementsEqual(opened[block]) else { return nil }
                    return Array(signed[block])
                }
            }
        }

        /// Signs what is encoded and opens the signatures again with the public key.
        private func compute(
            _ encoded: UnsafeMutableBufferPointer<UInt8>, _ signed: UnsafeMutableBufferPointer<UInt8>,
            _ opened: UnsafeMutableBufferPointer<UInt8>
        ) -> Bool {
            guard let input = encoded.baseAddress, let output = signed.baseAddress, let check = opened.baseAddress,
                let primes = key.primes.baseAddress, let modulus = key.modulus.baseAddress
            else { return false }
            return library.privateOperation(input, output, primes) && library.publicOperation(output, check, modulus)
        }

        /// The encoded message of each; lanes without one repeat the first.
        private static func encode(_ messages: ArraySlice<[UInt8]>, to blocks: UnsafeMutableBufferPointer<UInt8>) {
            var offset = 0
            for lane in 0..<MultiBufferLibrary.lanes {
                let index = messages.startIndex + lane
                let message = index < messages.endIndex ? messages[index] : messages[messages.startIndex]
                offset = blocks[offset...].initialize(fromContentsOf: prefix)
                offset = SHA256.hash(data: message).withUnsafeBytes { digest in
                    blocks[offset...].initialize(fromContentsOf: digest)
                }
            }
        }

        private static let prefix = EncodedMessage.prefix(size: MultiBufferLibrary.blockSize)
    }
#endif
