import ManagementMessages
import SwiftProtobuf

/// A request of the management API, which the audit log tells of when it is refused.
protocol AuditedMessage: Message {
    var auditSubject: AuditSubject { get }
}

/// A request about an organization, under its own id.
protocol OrganizationRequest: AuditedMessage {
    var id: String { get }
}

extension OrganizationRequest {
    var auditSubject: AuditSubject { AuditSubject(organization: id) }
}

extension Scalekit_V1_Organizations_GetOrganizationRequest: OrganizationRequest {}
extension Scalekit_V1_Organizations_UpdateOrganizationRequest: OrganizationRequest {}
extension Scalekit_V1_Organizations_DeleteOrganizationRequest: OrganizationRequest {}

/// A request that names no organization by its id.
protocol OrganizationsRequest: AuditedMessage {}

extension OrganizationsRequest {
    var auditSubject: AuditSubject { AuditSubject() }
}

extension Scalekit_V1_Organizations_CreateOrganizationRequest: OrganizationsRequest {}
extension Scalekit_V1_Organizations_ListOrganizationsRequest: OrganizationsRequest {}
extension Scalekit_V1_Organizations_SearchOrganizationsRequest: OrganizationsRequest {}

/// A request about the clients of an organization.
protocol ClientsRequest: AuditedMessage {
    var organizationID: String { get }
}

extension ClientsRequest {
    var auditSubject: AuditSubject { AuditSubject(organization: organizationID) }
}

extension Scalekit_V1_Clients_CreateOrganizationClientRequest: ClientsRequest {}
extension Scalekit_V1_Clients_ListOrganizationClientsRequest: ClientsRequest {}

/// A request about one client.
protocol ClientRequest: ClientsRequest {
    var clientID: String { get }
}

extension ClientRequest {
    var auditSubject: AuditSubject { AuditSubject(organization: organizationID, client: clientID) }
}

extension Scalekit_V1_Clients_GetOrganizationClientRequest: ClientRequest {}
extension Scalekit_V1_Clients_UpdateOrganizationClientRequest: ClientRequest {}
extension Scalekit_V1_Clients_DeleteOrganizationClientRequest: ClientRequest {}
extension Scalekit_V1_Clients_CreateOrganizationClientSecretRequest: ClientRequest {}
extension Scalekit_V1_Clients_DeleteOrganizationClientSecretRequest: ClientRequest {}
