#if canImport(COpenSSL)
    import JOSE

    /// RS256 signatures, eight at once. One that is wrong is made anew, singly.
    ///
    /// A call costs the same for two messages as for eight, so a few are signed singly.
    struct MultiBufferSigner: JWSSigner {
        let batch: MultiBufferBatch
        /// Signs what is left over, and what came out wrong.
        let single: CheckedSigner
        /// From how many messages on a call pays.
        let crossing: Int
        /// Called for each signature that was wrong.
        let faultFound: @Sendable () -> Void

        var algorithm: JWSAlgorithm { .rs256 }
        var name: String { SignerName.multiBuffer.rawValue }
        var batchSize: Int { MultiBufferLibrary.lanes }
        var checksItsSignatures: Bool { true }

        func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
            var signatures: [[UInt8]] = []
            signatures.reserveCapacity(messages.count)
            var rest = messages[...]
            while !rest.isEmpty {
                let part = rest.prefix(MultiBufferLibrary.lanes)
                rest = rest.dropFirst(part.count)
                signatures += part.count >= crossing ? try together(part) : try single.signatures(for: Array(part))
            }
            return signatures
        }

        private func together(_ messages: ArraySlice<[UInt8]>) throws -> [[UInt8]] {
            try zip(messages, batch.signatures(for: messages)).map { message, signature in
                if let signature { return signature }
                faultFound()
                return try single.signatures(for: [message])[0]
            }
        }
    }
#endif
