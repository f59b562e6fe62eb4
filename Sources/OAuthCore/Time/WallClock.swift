/// Tells the time of day. Injected wherever time matters, so that tests own it.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}
