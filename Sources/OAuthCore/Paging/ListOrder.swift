/// From which end a list is read.
package enum ListOrder: String, Sendable, CaseIterable {
    case oldestFirst = "asc"
    case newestFirst = "desc"
}
