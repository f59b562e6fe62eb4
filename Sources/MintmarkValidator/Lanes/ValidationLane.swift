import Synchronization

/// What one thread needs to check a token from a known issuer, in memory that other threads leave alone: processors that
/// change one count of references or one lock wait for each other at every token.
final class ValidationLane: Sendable {
    let checks: ClaimChecks
    private let lastHeader = Mutex<AcceptedHeader?>(nil)
    /// Keeps the lock out of the cache lines of other lanes.
    private let distance = SIMD16<UInt64>.zero

    init(issuers: [String], audiences: [String], options: ValidationOptions) {
        checks = ClaimChecks(
            issuers: issuers.map(\.ownCopy), audiences: audiences.map(\.ownCopy), options: options)
    }

    /// The header of the last good token: an issuer's tokens all have the same until it rotates its keys.
    var acceptedHeader: AcceptedHeader? {
        get { lastHeader.withLock { $0 } }
        set { lastHeader.withLock { $0 = newValue } }
    }
}

extension String {
    /// The same text in memory of its own.
    fileprivate var ownCopy: String { String(decoding: Array(utf8), as: UTF8.self) }
}
