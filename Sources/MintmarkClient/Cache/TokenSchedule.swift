/// When a token is renewed, and until when it is given out.
struct TokenSchedule: Sendable, Equatable {
    /// From here on a new token is asked for while this one is still given out: a tenth of the lifetime before the
    /// end, at least two seconds and at most five minutes, but never before half of it.
    var refreshTime: Duration
    /// From here on it is not given out any more, so that it does not expire on its way and clocks may differ.
    var usableUntil: Duration
    /// How long before its end the renewal begins.
    let margin: Duration

    /// - Parameter sent: when the request was sent: the server cannot have begun to count earlier.
    init(lifetime: Duration, sent: Duration) {
        margin = min(max(lifetime / 10, .seconds(2)), .seconds(300), lifetime / 2)
        refreshTime = sent + lifetime - margin
        usableUntil = sent + lifetime - min(margin / 2, .seconds(10))
    }
}
