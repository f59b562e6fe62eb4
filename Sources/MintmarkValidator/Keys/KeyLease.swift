/// A key that may be used without asking for it again, as long as its source says that the lease holds.
struct KeyLease: Sendable {
    let key: VerificationKey
    /// Counts the changes of the source's keys.
    let epoch: Int
    /// When it ends, in seconds since 1970.
    let end: Int64

    /// The same with a key in memory of its own.
    var ownCopy: KeyLease { KeyLease(key: key.ownCopy, epoch: epoch, end: end) }
}

/// A source whose keys can be used for some time without a lock.
protocol LendingKeySource: KeySource {
    /// A key that is at hand and fresh.
    func lease(id: String, algorithm: TokenAlgorithm) -> KeyLease?

    /// Whether a lease has not ended and the keys are still those that it was given for.
    func holds(_ lease: KeyLease) -> Bool
}
