import OAuthCore

/// Slows down those who guess client secrets (RFC 6749 §2.3.1): failures are counted for each address together with
/// the client id that it names, and for each address alone. Nobody can lock a client out from another address.
///
/// Who shares an address with a guesser (NAT, an IPv6 network) is not locked out either where it has presented the right
/// secret in the last day: its secret is checked all the same, and only a wrong one is answered as throttled. That gives
/// guessers at such an address as many guesses as the server can answer, which is nothing against 190 bits.
///
/// One throttle serves all endpoints where clients authenticate, so that a guesser has no second account.
package struct GuessThrottle: Sendable {
    private struct Pair: LimitKey {
        let group: AddressGroup
        /// `nil` for all ids that no client can have.
        let client: ClientID?

        init(group: AddressGroup, client: ClientID?) {
            self.group = group
            self.client = client
        }

        init?(limitKey: String) {
            let parts = limitKey.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let group = AddressGroup(limitKey: String(parts[0])) else { return nil }
            let client = ClientID(parts[1])
            guard client != nil || parts[1].isEmpty else { return nil }
            self.init(group: group, client: client)
        }

        var limitKey: String { "\(group.limitKey) \(client?.description ?? "")" }
    }

    private let perClient: RateLimiter<Pair>
    private let perAddress: RateLimiter<AddressGroup>
    private let proven = ProvenAddresses()

    /// - Parameters:
    ///   - burst: how many failures one address may have with one client id at once; then one every ten seconds. With
    ///     all client ids together, fifty times as many.
    ///   - sharing: with other nodes; `nil` when there are none.
    package init(burst: Int64, sharing: LimitSharing? = nil) {
        perClient = RateLimiter(.init(burst: burst, perSecond: 0.1), name: "failures.client", sharing: sharing)
        perAddress = RateLimiter(.init(burst: burst * 50, perSecond: 5), name: "failures.address", sharing: sharing)
    }

    /// How many addresses and pairs are remembered.
    var count: Int { perClient.count + perAddress.count }

    /// For how many seconds the address must wait before it may try this client again; 0 when it may.
    func wait(client: ClientID?, group: AddressGroup, at now: Timestamp) -> Int {
        max(perClient.wait(Pair(group: group, client: client), at: now), perAddress.wait(group, at: now))
    }

    /// Whether the address has presented a right secret of the client not long ago.
    func isProven(client: ClientID?, group: AddressGroup, at now: Timestamp) -> Bool {
        client.map { proven.contains($0, group, at: now) } ?? false
    }

    func noteFailure(client: ClientID?, group: AddressGroup, at now: Timestamp) {
        perClient.note(Pair(group: group, client: client), at: now)
        perAddress.note(group, at: now)
    }

    func noteSuccess(client: ClientID, group: AddressGroup, at now: Timestamp) {
        proven.note(client, group, at: now)
    }
}
