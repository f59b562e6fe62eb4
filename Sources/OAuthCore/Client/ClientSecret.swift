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

    package init(
        id: SecretID, hash: SecretHash, suffix: String, status: Status = .active, createTime: Timestamp,
        updateTime: Timestamp, expireTime: Timestamp? = nil, lastUsedTime: Timestamp
    ) {
        self.id = id
        self.hash = hash
        self.suffix = suffix
        self.status = status
        self.createTime = createTime
        self.updateTime = updateTime
        self.expireTime = expireTime
        self.lastUsedTime = lastUsedTime
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
