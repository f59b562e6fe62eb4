/// How long keys are kept and how often they are fetched. All in seconds.
public struct KeyCacheSettings: Sendable, Equatable {
    /// The longest time that keys are kept before they are fetched anew, whatever the issuer advertises.
    public var maximumAge: Int64
    /// For how long keys that could not be renewed are still used; then nothing can be decided (503).
    public var staleBound: Int64
    /// How much time must lie between two fetches for unknown key ids: any number of forged ones causes one fetch.
    public var cooldown: Int64
    /// The largest document that is read, in bytes.
    public var maximumSize: Int

    /// Ten minutes, a day, and ten seconds.
    public init(
        maximumAge: Int64 = 600, staleBound: Int64 = 86_400, cooldown: Int64 = 10, maximumSize: Int = 256 * 1024
    ) {
        self.maximumAge = maximumAge
        self.staleBound = staleBound
        self.cooldown = cooldown
        self.maximumSize = maximumSize
    }
}
