import PostgreSQLStore

/// What a node needs to follow the changes of others.
struct PostgreSQLFollowing: Sendable {
    let store: PostgreSQLStore
    /// The newest change before anything was read into memory.
    let start: Int64
}
