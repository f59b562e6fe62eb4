/// Hears of every committed change to clients, so that nothing answers from an old copy.
package protocol ClientChangeObserver: Sendable {
    /// Called in the order of the commits and before the write that made the change returns. Must not block.
    func clientsChanged(_ change: ClientChange)
}
