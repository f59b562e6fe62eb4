/// What a caller wants an organization to be; also serves to create one.
package struct OrganizationUpdate: Sendable, Equatable {
    package var displayName: FieldUpdate<String> = .keep
    package var externalID: FieldUpdate<String> = .keep
    package var metadata: FieldUpdate<[String: String]> = .keep
    package var slug: FieldUpdate<String> = .keep
    package var logoURL: FieldUpdate<String> = .keep
    package var quota: FieldUpdate<TokenQuota> = .keep

    package init() {}
}
