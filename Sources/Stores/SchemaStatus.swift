/// How far the tables of a store are.
package struct SchemaStatus: Sendable, Equatable {
    /// How many of the migrations of this release were applied; 0 when there are no tables yet.
    package let generation: Int64
    /// How many migrations this release has.
    package let newest: Int64
    /// Whether a newer release has applied migrations that this one does not know.
    package let isNewer: Bool

    package init(generation: Int64, newest: Int64, isNewer: Bool) {
        self.generation = generation
        self.newest = newest
        self.isNewer = isNewer
    }

    /// Whether the tables are exactly those of this release.
    package var isCurrent: Bool { generation == newest && !isNewer }
}
