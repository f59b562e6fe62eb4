import Synchronization

/// The header of the last good token: an issuer's tokens all have the same until it rotates its keys.
final class LastHeader: Sendable {
    private let value = Mutex<AcceptedHeader?>(nil)

    var accepted: AcceptedHeader? {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
