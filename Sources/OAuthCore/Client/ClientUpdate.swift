/// What a caller wants a client to be; also serves to create one. Lists are replaced whole.
public struct ClientUpdate: Sendable, Equatable {
    public var name: FieldUpdate<String> = .keep
    public var description: FieldUpdate<String> = .keep
    public var scopes: FieldUpdate<[String]> = .keep
    public var audience: FieldUpdate<[String]> = .keep
    public var customClaims: FieldUpdate<[CustomClaim]> = .keep
    /// Seconds.
    public var lifetime: FieldUpdate<Int64> = .keep

    public init() {}
}
