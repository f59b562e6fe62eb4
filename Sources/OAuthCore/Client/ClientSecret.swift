/// One of the secrets of an API client, as it is kept: a keyed hash, never the secret.
package struct ClientSecret: Sendable, Equatable {
    /// Whether a secret may be used.
    package enum Status: String, Sendable {
        case active = "ACTIVE"
        case inactive = "INACTIVE"
    }

    package let id: SecretID
    package let hash: SecretHash
    /// The last four characters of the secret, so that people can tell secrets apart.
    package let suffix: String
    package var status: Status
    package let createTime: Timestamp
    package var updateTime: Timestamp
    /// From when on it is refused; `nil` for never.
    package var expireTime: Timestamp?
    /// When it was last accepted; the time of creation until then.
    package var lastUsedTime: Timestamp
    /// Where it was last accepted from; `nil` until then.
    package var lastUsedAddress: String?

    package init(
        id: SecretID, hash: SecretHash, suffix: String, status: Status = .active, createTime: Timestamp,
        updateTime: Timestamp, expireTime: Timestamp? = nil, lastUsedTime: Timestamp,
        lastUsedAddress: String? = nil
    ) {
        self.id = id
        self.hash = hash
        self.suffix = suffix
        self.status = status
        self.createTime = createTime
        self.updateTime = updateTime
        self.expireTime = expireTime
        self.lastUsedTime = lastUsedTime
        self.lastUsedAddress = lastUsedAddress
    }

    /// Whether it was ever accepted. Creation is not a use, although it sets the time of one.
    package var wasUsed: Bool { lastUsedAddress != nil || lastUsedTime > createTime }

    /// Whether its time was over by `time`. One that was switched off can be switched on again, and has not ended.
    package func hasEnded(by time: Timestamp) -> Bool {
        expireTime.map { $0 <= time } ?? false
    }

    /// Takes over a use that is newer than the one that is known.
    package mutating func note(_ use: SecretUse) {
        guard use.secretID == id, use.time >= lastUsedTime else { return }
        lastUsedTime = use.time
        lastUsedAddress = use.address
    }

    /// Whether it may be used at `time`.
    package func isUsable(at time: Timestamp) -> Bool {
        Self.isUsable(isActive: status == .active, expireTime: expireTime, at: time)
    }

    /// The rule behind ``isUsable(at:)``, also for what is kept of a secret in memory.
    package static func isUsable(isActive: Bool, expireTime: Timestamp?, at time: Timestamp) -> Bool {
        isActive && (expireTime.map { time < $0 } ?? true)
    }
}
