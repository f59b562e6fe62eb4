/// To which side of a place rows are read, the nearest first.
package enum ReadingDirection: Sendable {
    case behind
    case before

    /// How the rows compare with the place, in SQL.
    package var comparison: String { self == .behind ? ">" : "<" }
    /// The order that puts the nearest first, in SQL.
    package var order: String { self == .behind ? "ASC" : "DESC" }
}
