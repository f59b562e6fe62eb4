import ArgumentParser
import ManagementClient
import OAuthCore

/// When a secret ends.
struct SecretExpiryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("From when on it is refused: a time as in 2027-01-31T00:00:00Z.", valueName: "time"))
    var expireTime: Timestamp?

    @Option(
        help: ArgumentHelp(
            "For how long it is accepted, counted from now by this machine's clock: 90d, 24h.", valueName: "duration"))
    var expiresIn: TimeSpan?

    func validate() throws {
        if expireTime != nil && expiresIn != nil {
            throw ValidationError("give --expire-time or --expires-in, not both")
        }
        if let expiresIn, !(1...315_360_000).contains(expiresIn.seconds) {
            throw ValidationError("--expires-in takes from one second to ten years")
        }
    }

    /// The end that was given.
    var time: Timestamp? {
        expireTime ?? expiresIn.map { SystemClock().now().adding(seconds: $0.seconds) }
    }
}
