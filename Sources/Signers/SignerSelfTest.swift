import JOSE

/// Tests a signer with the key that it is to sign with, against another library.
enum SignerSelfTest {
    private static let messages: [[UInt8]] = (0..<8).map { [UInt8](repeating: $0, count: 400) }

    /// PKCS #1 v1.5 is deterministic, so the signatures of all libraries are equal; those of PSS are checked with the
    /// public key by ``CheckedSigner``.
    /// - Throws: ``SignerUnavailable`` when the two disagree.
    static func compare(_ signer: CheckedSigner, with reference: CheckedSigner, name: SignerName) throws {
        let message = messages[1]
        let signature = try signer.signatures(for: [message])
        guard signer.algorithm == .rs256 else { return }
        guard try signature == reference.signatures(for: [message]) else {
            throw SignerUnavailable(name, "its signatures differ from those of swift-crypto")
        }
    }

    #if canImport(COpenSSL)
        /// From how many messages on the batch is faster, measured, after the signatures were compared.
        /// - Throws: ``SignerUnavailable`` when the two disagree.
        static func crossing(of batch: MultiBufferBatch, over single: CheckedSigner) throws -> Int {
            guard try batch.signatures(for: messages[...]) == single.signatures(for: messages) else {
                throw SignerUnavailable(.multiBuffer, "its signatures differ from those of OpenSSL")
            }
            let together = shortest { _ = batch.signatures(for: messages[...]) }
            let alone = try shortest { _ = try single.signatures(for: [messages[0]]) }
            return min(max(Int((together / alone).rounded(.up)), 2), MultiBufferLibrary.lanes)
        }

        /// Of a few, since the machine may have other things to do.
        private static func shortest(_ work: () throws -> Void) rethrows -> Double {
            let clock = ContinuousClock()
            var shortest = try clock.measure(work)
            for _ in 0..<2 { shortest = min(shortest, try clock.measure(work)) }
            return shortest / .nanoseconds(1)
        }
    #endif
}
