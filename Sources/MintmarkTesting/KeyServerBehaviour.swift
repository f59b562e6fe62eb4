/// What a ``MisbehavingKeyServer`` does when it is asked for keys.
public enum KeyServerBehaviour: Sendable, Equatable {
    /// Serves this key set, with this `max-age` in seconds.
    case serving([UInt8], maxAge: Int64 = 300)
    /// Never answers.
    case silent
    /// Answers with this status and an HTML page, like a proxy in trouble.
    case failing(status: Int)
    /// Sends more than any key set has, without end.
    case endless
    /// Sends a page of HTML with status 200.
    case wrongType
    /// Sends to another address.
    case redirecting(to: String)
    /// Closes the connection in the middle of the body.
    case truncated([UInt8])
    /// Serves a set without keys.
    case empty
}
