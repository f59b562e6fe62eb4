package import OAuthCore

/// A client secret that expires soon.
package struct ExpiringSecret: Sendable, Equatable {
    package let id: SecretID
    package let clientID: ClientID
    package let organizationID: OrganizationID?
    package let expireTime: Timestamp

    package init(id: SecretID, clientID: ClientID, organizationID: OrganizationID?, expireTime: Timestamp) {
        self.id = id
        self.clientID = clientID
        self.organizationID = organizationID
        self.expireTime = expireTime
    }
}
