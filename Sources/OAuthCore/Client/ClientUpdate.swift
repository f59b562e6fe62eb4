/// What a caller wants a client to be; also serves to create one. Lists are replaced whole.
package struct ClientUpdate: Sendable, Equatable {
    package var name: FieldUpdate<String> = .keep
    package var description: FieldUpdate<String> = .keep
    package var scopes: FieldUpdate<[String]> = .keep
    package var audience: FieldUpdate<[String]> = .keep
    package var customClaims: FieldUpdate<[CustomClaim]> = .keep
    /// Seconds.
    package var lifetime: FieldUpdate<Int64> = .keep
    package var status: FieldUpdate<Client.Status> = .keep
    /// Addresses and CIDR ranges, as the caller wrote them.
    package var allowedAddresses: FieldUpdate<[String]> = .keep
    package var quota: FieldUpdate<TokenQuota> = .keep

    package init() {}
}
