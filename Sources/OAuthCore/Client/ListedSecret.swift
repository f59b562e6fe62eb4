/// A client secret in a list that goes across clients, with what tells whose it is.
package struct ListedSecret: Sendable, Equatable {
    package let secret: ClientSecret
    package let clientID: ClientID
    /// `nil` for a client of the environment.
    package let organizationID: OrganizationID?
    package let clientName: String

    package init(_ secret: ClientSecret, of client: Client) {
        self.secret = secret
        clientID = client.id
        organizationID = client.organizationID
        clientName = client.name
    }
}
