/// Why something that a revocation feed sent is not taken.
enum RevocationFault: Error, Equatable, CustomStringConvertible {
    /// It is not what the feed must send.
    case malformed(String)
    /// It is larger than allowed.
    case tooLarge
    /// No key of the issuer signed it.
    case wrongSignature
    /// It is older than what is held already.
    case outdated
    /// It adds to another revision than the one that is held.
    case gap
    /// The server answered with this status.
    case status(Int)
    /// Nothing came for too long, or the stream ended.
    case silent
    /// It could not be fetched.
    case unreachable(String)

    var description: String {
        switch self {
        case .malformed(let reason): "it cannot be read: \(reason)"
        case .tooLarge: "it is too large"
        case .wrongSignature: "no key of the issuer signed it"
        case .outdated: "it is older than what is held"
        case .gap: "rules are missing between what is held and what came"
        case .status(let status): "the server answered \(status)"
        case .silent: "the stream ended or fell silent"
        case .unreachable(let reason): reason
        }
    }
}
