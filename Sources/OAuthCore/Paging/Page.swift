/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
    public let items: [Item]
    /// Where the next part begins; `nil` at the end.
    public let next: PageCursor?
    /// Where the part before ends; `nil` at the beginning.
    public let previous: PageCursor?
    /// How many items the whole list has.
    public let totalCount: Int

    public init(items: [Item], next: PageCursor?, previous: PageCursor?, totalCount: Int) {
        self.items = items
        self.next = next
        self.previous = previous
        self.totalCount = totalCount
    }
}
