/// How a ``TokenProvider`` asks and how long it waits. The defaults suit most applications.
public struct TokenProviderSettings: Sendable {
    /// How client id and secret are sent (RFC 6749 §2.3.1). `client_secret_post` unless set.
    public var authenticationMethod: ClientAuthenticationMethod = .clientSecretPost
    /// The form parameter that carries an audience: `audience` unless set, `resource` for servers that follow RFC 8707.
    /// Mintmark takes both.
    public var audienceParameter: String = "audience"
    /// How long a caller waits for a token at most, all attempts and pauses included. 30 seconds unless set.
    public var timeout: Duration = .seconds(30)
    /// How long one attempt may take. 10 seconds unless set.
    public var attemptTimeout: Duration = .seconds(10)
    /// How many attempts are made for one token on connection errors, HTTP 429 and 5xx. 5 unless set.
    public var maximumAttempts: Int = 5
    /// The pause after the first failed attempt; it doubles with each further one, and half of it is random.
    /// 200 milliseconds unless set. A longer `Retry-After` (RFC 9110 §10.2.3) counts instead.
    public var initialBackoff: Duration = .milliseconds(200)
    /// The longest pause between attempts that is chosen without a `Retry-After`. 5 seconds unless set.
    public var maximumBackoff: Duration = .seconds(5)
    /// How long a refusal that a repetition cannot change (RFC 6749 §5.2) is given to callers without asking the server
    /// again. 10 seconds unless set.
    public var refusalMemory: Duration = .seconds(10)
    /// How much time must lie between two tokens that are dropped since an API answered 401 (RFC 6750 §3.1), so that
    /// an API which refuses every token does not cause a token request per call. 10 seconds unless set.
    public var rejectionPause: Duration = .seconds(10)
    /// The lifetime of a token whose answer has no `expires_in` (RFC 6749 §5.1). 60 seconds unless set.
    public var unstatedLifetime: Duration = .seconds(60)
    /// How many tokens for different scopes and audiences are kept. 1,000 unless set.
    public var maximumTokens: Int = 1000
    /// The most bytes of an answer that are read. 64 KiB unless set.
    public var maximumAnswerSize: Int = 64 * 1024
    /// Whether secrets and tokens may go over plain HTTP to other machines (against RFC 6749 §3.2 and RFC 6750 §5.3).
    /// Only where something else protects the network, as a service mesh does. This machine is always allowed.
    public var allowsInsecureHTTP: Bool = false

    /// The defaults.
    public init() {}
}
