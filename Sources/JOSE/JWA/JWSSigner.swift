/// Signs with one key and one algorithm.
///
/// Several messages may be handed over at once, since some implementations sign a batch for little more than the
/// cost of one message; the others sign one after the other.
package protocol JWSSigner: Sendable {
    /// The algorithm that the signatures are made with.
    var algorithm: JWSAlgorithm { get }

    /// What makes the signatures, for the operator: `swift-crypto`.
    var name: String { get }

    /// How many messages are best signed in one call.
    var batchSize: Int { get }

    /// Whether every signature was checked with the public key before it is given away.
    var checksItsSignatures: Bool { get }

    /// One signature for each message, in the same order.
    func signatures(for messages: [[UInt8]]) throws -> [[UInt8]]
}

extension JWSSigner {
    package var batchSize: Int { 1 }
    package var checksItsSignatures: Bool { false }
}
