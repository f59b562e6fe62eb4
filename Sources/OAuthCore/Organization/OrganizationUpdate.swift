/// What a caller wants an organization to be; also serves to create one.
public struct OrganizationUpdate: Sendable, Equatable {
    public var displayName: FieldUpdate<String> = .keep
    public var externalID: FieldUpdate<String> = .keep
    public var metadata: FieldUpdate<[String: String]> = .keep
    public var slug: FieldUpdate<String> = .keep
    public var logoURL: FieldUpdate<String> = .keep

    public init() {}
}
