/// Whether and how a ``TokenValidator`` follows its issuer's revocations.
///
/// The issuer serves the rules in force at `revocations_endpoint` of its metadata, by default at
/// `{issuer}/oauth/revocations`: a signed document, and to those who ask for `text/event-stream` a stream in which a new
/// rule arrives within a second. No request waits for the network.
public struct RevocationFollowing: Sendable, Equatable {
    /// What becomes of tokens while it is not known which ones are revoked.
    public enum StalePolicy: Sendable, Equatable {
        /// They are accepted by the rules that are known; they still end when they expire.
        case accept
        /// They are refused with ``TokenValidationError/Code/revocationUnknown`` (503).
        case refuse
    }

    enum Mode: Sendable, Equatable {
        case none
        case stream
        case poll(Duration)
    }

    let mode: Mode
    /// After how many seconds without word from the issuer the state is stale.
    public let staleAfter: Int64
    /// What becomes of tokens then, and before the first word.
    public let whenStale: StalePolicy

    /// Revoked tokens are accepted until they expire.
    public static let none = RevocationFollowing(mode: .none, staleAfter: 60, whenStale: .accept)

    /// Keeps a stream open, stale after a minute, tokens then accepted.
    public static let stream = RevocationFollowing(mode: .stream, staleAfter: 60, whenStale: .accept)

    /// Keeps a stream open.
    /// - Parameters:
    ///   - staleAfter: in seconds, at least 1; the issuer gives word every five seconds.
    ///   - whenStale: what becomes of tokens then, and before the first word.
    public static func stream(staleAfter: Int64 = 60, whenStale: StalePolicy = .accept) -> RevocationFollowing {
        RevocationFollowing(mode: .stream, staleAfter: max(staleAfter, 1), whenStale: whenStale)
    }

    /// Asks again and again.
    /// - Parameters:
    ///   - interval: between two questions, at least a second; give or take a tenth.
    ///   - staleAfter: in seconds; more than the interval.
    ///   - whenStale: what becomes of tokens then, and before the first answer.
    public static func poll(
        every interval: Duration, staleAfter: Int64 = 60, whenStale: StalePolicy = .accept
    ) -> RevocationFollowing {
        RevocationFollowing(
            mode: .poll(max(interval, .seconds(1))), staleAfter: max(staleAfter, 1), whenStale: whenStale)
    }
}
