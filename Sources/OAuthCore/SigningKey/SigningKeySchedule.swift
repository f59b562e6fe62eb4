/// The rules by which signing keys follow one another (RFC 8725 §3.5, design rule 3): a key is published for longer
/// than caches keep the key set before it signs, and stays published until its last token has expired.
package struct SigningKeySchedule: Sendable {
    /// For how many seconds a key is published before it may sign; longer than the cache age that `/keys` advertises.
    package let announcement: Int64
    /// The longest lifetime of a token that the environment allows, in seconds.
    package let maximumTokenLifetime: Int64

    /// For how many seconds a key signs before the next one takes its place; 0 for until somebody says so.
    package let interval: Int64

    package init(announcement: Int64, maximumTokenLifetime: Int64, interval: Int64 = 0) {
        self.announcement = announcement
        self.interval = interval
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

    /// When the announced key has been published for long enough to sign, and the active one has signed for
    /// ``interval``; `nil` when keys change by hand alone.
    package func rotationTime(of keys: [SigningKeyRecord]) -> Timestamp? {
        guard interval > 0, let active = keys.last(where: { $0.state == .active }),
            let announced = keys.last(where: { $0.state == .announced })
        else { return nil }
        let begin = active.activateTime ?? active.publishTime
        return max(begin.adding(seconds: interval), announced.publishTime.adding(seconds: announcement))
    }

    /// Takes a key that others may know out at once. When it was the active one, the announced key signs from now on,
    /// however short the time since it was published; `next` is announced wherever that place becomes free.
    /// - Returns: the key taken out; `nil` when there is none with this id.
    package func revoke(
        _ id: SigningKeyID, in keys: inout [SigningKeyRecord], announcing next: SigningKeyRecord,
        replacement: SigningKeyRecord, at time: Timestamp
    ) -> SigningKeyRecord? {
        guard let index = keys.firstIndex(where: { $0.id == id }) else { return nil }
        let revoked = keys.remove(at: index)
        if revoked.state == .active {
            if !keys.contains(where: { $0.state == .announced }) { keys.append(replacement) }
            for index in keys.indices where keys[index].state == .announced {
                keys[index].state = .active
                keys[index].activateTime = time
            }
        }
        if !keys.contains(where: { $0.state == .announced }) { keys.append(next) }
        return revoked
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
