/// A part of a list.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Where the next part begins; `nil` at the end.
    package let next: PageCursor?
    /// Where the part before ends; `nil` at the beginning.
    package let previous: PageCursor?
    /// How many items the whole list has.
    package let totalCount: Int

    package init(items: [Item], next: PageCursor?, previous: PageCursor?, totalCount: Int) {
        self.items = items
        self.next = next
        self.previous = previous
        self.totalCount = totalCount
    }
}
