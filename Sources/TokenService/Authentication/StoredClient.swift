/// What reading a client from the store gave.
package enum StoredClient: Sendable {
    case found(ClientRecord)
    case absent
}
