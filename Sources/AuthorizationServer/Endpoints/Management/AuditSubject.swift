import OAuthCore

/// Whom a management call names, as far as that is an id.
struct AuditSubject {
    let organization: OrganizationID?
    let client: ClientID?

    init(organization: String = "", client: String = "") {
        self.organization = OrganizationID(organization)
        self.client = ClientID(client)
    }
}
