/// Follows an issuer's revocations for as long as it is held: the task ends with the last validator that holds it.
final class RevocationFollower: Sendable {
    let feed: RevocationFeed
    private let task: Task<Void, Never>

    /// Begins to follow.
    init(_ feed: RevocationFeed) {
        self.feed = feed
        task = Task.detached { await feed.run() }
    }

    deinit {
        task.cancel()
    }
}
