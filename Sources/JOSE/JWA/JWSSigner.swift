/// Signs with one key and one algorithm.
///
/// Several messages may be handed over at once, since some implementations sign a batch for little more than the
/// cost of one message; the others sign one after the other.
package protocol JWSSigner: Sendable {
    /// The algorithm that the signatures are made with.
    var algorithm: JWSAlgorithm { get }

    /// One signature for each message, in the same order.
    func signatures(for messages: [[UInt8]]) throws -> [[UInt8]]
}
