import JOSE
package import OAuthCore
package import Stores
import Synchronization

/// Tells resource servers which tokens are ended: the revocations as a JWS of the issuer (RFC 7515), whole or what is new.
package final class RevocationFeed: Sendable {
    /// The `typ` of the documents, so that none passes for an access token (RFC 8725 §3.11).
    package static let documentType = "revocations+jwt"

    /// The whole set as it was signed.
    package struct Document: Sendable {
        package let revision: Int64
        /// The compact JWS.
        package let bytes: [UInt8]
        /// Changes whenever the set does, quotes included.
        package let entityTag: String
        fileprivate let keyID: SigningKeyID
        fileprivate let count: Int
        /// `iat`, in seconds since 1970.
        fileprivate let signTime: Int64
    }

    /// For how many seconds a document is handed out. A follower that has heard of the same revision in an event, signed a
    /// moment later, takes no older document.
    private static let longestAge: Int64 = 5

    private let issuer: String
    private let list: RevocationList
    private let keyRing: KeyRing
    private let clock: any WallClock
    private let freshness: Freshness
    private let latest = Mutex<Document?>(nil)

    /// - Parameter freshness: whether revocations that other nodes made are heard of; nothing is signed while they are not,
    ///   since a follower takes for the newest what was signed last.
    package init(
        issuer: String, list: RevocationList, keyRing: KeyRing, clock: any WallClock, freshness: Freshness = .always
    ) {
        self.freshness = freshness
        self.issuer = issuer
        self.list = list
        self.keyRing = keyRing
        self.clock = clock
    }

    /// The revision that is in force.
    package var revision: Int64 { list.current.revision }

    /// Signals that there may be more; see ``RevocationList/changes()``.
    package func changes() -> AsyncStream<Void> { list.changes() }

    /// All revocations, signed once for each change of the set and every few seconds while somebody asks.
    /// - Throws: ``StoreError`` `unavailable` while revocations of other nodes are not heard of.
    package func document() throws -> Document {
        try freshness.require()
        let set = list.current
        let key = keyRing.snapshot.active
        let now = clock.now().seconds
        if let known = latest.withLock({ $0 }), known.revision == set.revision, known.count == set.count,
            known.keyID == key.record.id, (0..<Self.longestAge).contains(now - known.signTime)
        {
            return known
        }
        let document = Document(
            revision: set.revision, bytes: try sign(set.revocations(), set.revision, since: nil, with: key),
            entityTag: "\"\(set.revision)-\(set.count)-\(key.record.id.number)\"", keyID: key.record.id,
            count: set.count, signTime: now)
        latest.withLock { $0 = document }
        return document
    }

    /// The revocations after a revision that the reader has; `nil` when there are none.
    /// - Throws: as ``document()``.
    package func changes(since revision: Int64) throws -> (revision: Int64, bytes: [UInt8])? {
        try freshness.require()
        let set = list.current
        guard set.revision > revision else { return nil }
        let new = set.revocations(after: revision)
        return (set.revision, try sign(new, set.revision, since: revision, with: keyRing.snapshot.active))
    }

    private func sign(
        _ revocations: [Revocation], _ revision: Int64, since: Int64?, with key: SigningKey
    ) throws -> [UInt8] {
        var members: [JSONValue.Member] = [
            .init("iss", .string(issuer)), .init("iat", .integer(clock.now().seconds)),
            .init("revision", .integer(revision)),
        ]
        if let since { members.append(.init("since", .integer(since))) }
        members.append(.init("rules", .array(revocations.map(\.feedRule))))
        return try key.sign(.object(members), type: Self.documentType)
    }
}
