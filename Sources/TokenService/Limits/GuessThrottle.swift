import OAuthCore

/// Slows down those who guess client secrets (RFC 6749 §2.3.1): failures are counted for each address together with
/// the client id that it names, and for each address alone. Nobody can lock a client out from another address.
package struct GuessThrottle: Sendable {
    private let perClient: RateLimiter
    private let perAddress: RateLimiter

    /// - Parameter burst: how many failures one address may have with one client id at once; then one every ten
    ///   seconds. With all client ids together, fifty times as many.
    package init(burst: Int64) {
        perClient = RateLimiter(.init(burst: burst, perSecond: 0.1))
        perAddress = RateLimiter(.init(burst: burst * 50, perSecond: 5))
    }

    /// For how many seconds the address must wait before it may try this client again; 0 when it may.
    func wait(clientID: String, address: String, at now: Timestamp) -> Int {
        let group = AddressGroup.name(of: address)
        return max(perClient.wait(Self.key(clientID, group), at: now), perAddress.wait(group, at: now))
    }

    func noteFailure(clientID: String, address: String, at now: Timestamp) {
        let group = AddressGroup.name(of: address)
        perClient.note(Self.key(clientID, group), at: now)
        perAddress.note(group, at: now)
    }

    private static func key(_ clientID: String, _ group: String) -> String {
        "\(group) \(clientID.prefix(64))"
    }
}
