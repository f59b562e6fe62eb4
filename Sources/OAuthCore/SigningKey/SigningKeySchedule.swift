/// The rules by which signing keys follow one another (RFC 8725 §3.5, design rule 3): a key is published for longer
/// than caches keep the key set before it signs, and stays published until its last token has expired.
package struct SigningKeySchedule: Sendable {
    /// For how many seconds a key is published before it may sign; longer than the cache age that `/keys` advertises.
    package let announcement: Int64
    /// The longest lifetime of a token that the environment allows, in seconds.
    package let maximumTokenLifetime: Int64

    package init(announcement: Int64, maximumTokenLifetime: Int64) {
        self.announcement = announcement
        self.maximumTokenLifetime = maximumTokenLifetime
    }

    /// The announced key has not been published for long enough.
    package struct TooEarly: Error, Equatable {
        package let key: SigningKeyID
        package let earliestSwitchTime: Timestamp
    }

    /// The two keys of a new installation: one signs, one is announced.
    package func start(active: inout SigningKeyRecord, announced: inout SigningKeyRecord) {
        active.state = .active
        active.activateTime = active.publishTime
        announced.state = .announced
    }

    /// Puts the announced key in the place of the active one and announces `next`.
    /// - Throws: ``TooEarly``; nothing is changed then.
    package func rotate(
        _ keys: inout [SigningKeyRecord], announcing next: SigningKeyRecord, at time: Timestamp
    ) throws(TooEarly) {
        guard let successor = keys.firstIndex(where: { $0.state == .announced }) else {
            keys.append(next)
            return
        }
        let earliest = keys[successor].publishTime.adding(seconds: announcement)
        guard time >= earliest else { throw TooEarly(key: keys[successor].id, earliestSwitchTime: earliest) }
        for index in keys.indices where keys[index].state == .active {
            keys[index].state = .retiring
            keys[index].switchTime = time
        }
        keys[successor].state = .active
        keys[successor].activateTime = time
        keys.append(next)
    }

    /// Takes out the keys whose last token has expired.
    /// - Returns: the keys taken out.
    package func removeEnded(_ keys: inout [SigningKeyRecord], at time: Timestamp) -> [SigningKeyID] {
        let ended = keys.filter { key in key.removeTime.map { $0 <= time } ?? false }.map(\.id)
        keys.removeAll { ended.contains($0.id) }
        return ended
    }

    /// Raises what each key that can still sign remembers as the longest lifetime, when the environment now allows a
    /// longer one. It is never lowered: tokens issued before are still alive.
    package func noteMaximumLifetime(_ keys: inout [SigningKeyRecord]) {
        for index in keys.indices where keys[index].state != .retiring {
            keys[index].longestTokenLifetime = max(keys[index].longestTokenLifetime, maximumTokenLifetime)
        }
    }
}
