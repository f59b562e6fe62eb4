/// Tells the time of day. Injected wherever time matters, so that tests own it.
public protocol WallClock: Sendable {
    func now() -> Timestamp
}
