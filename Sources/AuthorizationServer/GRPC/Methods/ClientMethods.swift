import Management
import ManagementMessages
import OAuthCore
import SwiftProtobuf

/// `scalekit.v1.clients.ClientService`, over the same service as the routes of the REST API.
struct ClientMethods: Sendable {
    static let service = "scalekit.v1.clients.ClientService"

    let service: ClientService
    let authentication: CallerAuthentication
    let audit: RefusalAudit

    var all: [GRPCMethod] { clients + secrets }

    private var clients: [GRPCMethod] {
        [
            method("CreateOrganizationClient") {
                (request: Scalekit_V1_Clients_CreateOrganizationClientRequest, caller) in
                let (client, secret) = try await service.create(
                    ClientUpdate(request.client), of: try GRPCIdentifier.organization(request.organizationID),
                    by: caller)
                return Scalekit_V1_Clients_CreateOrganizationClientResponse.with {
                    $0.client = client.message
                    $0.plainSecret = secret.plain.reveal()
                }
            },
            method("GetOrganizationClient") { (request: Scalekit_V1_Clients_GetOrganizationClientRequest, caller) in
                let client = try await service.get(
                    try GRPCIdentifier.client(request.clientID),
                    of: try GRPCIdentifier.organization(request.organizationID), by: caller)
                return Scalekit_V1_Clients_GetOrganizationClientResponse.with { $0.client = client.message }
            },
            method("ListOrganizationClients") { (request: Scalekit_V1_Clients_ListOrganizationClientsRequest, caller) in
                let page = try await service.list(
                    try PageRequest(size: Int(request.pageSize), token: request.pageToken),
                    of: try GRPCIdentifier.organization(request.organizationID), by: caller)
                return Scalekit_V1_Clients_ListOrganizationClientsResponse.with {
                    $0.clients = page.items.map(\.message)
                    $0.totalSize = UInt32(clamping: page.totalCount)
                    $0.nextPageToken = page.next?.token ?? ""
                    $0.prevPageToken = page.previous?.token ?? ""
                }
            },
            method("UpdateOrganizationClient") {
                (request: Scalekit_V1_Clients_UpdateOrganizationClientRequest, caller) in
                let client = try await service.update(
                    try GRPCIdentifier.client(request.clientID), ClientUpdate(request.client),
                    of: try GRPCIdentifier.organization(request.organizationID), by: caller)
                return Scalekit_V1_Clients_UpdateOrganizationClientResponse.with { $0.client = client.message }
            },
            method("DeleteOrganizationClient") {
                (request: Scalekit_V1_Clients_DeleteOrganizationClientRequest, caller) in
                try await service.delete(
                    try GRPCIdentifier.client(request.clientID),
                    of: try GRPCIdentifier.organization(request.organizationID), by: caller)
                return Google_Protobuf_Empty()
            },
        ]
    }

    private var secrets: [GRPCMethod] {
        [
            method("CreateOrganizationClientSecret") {
                (request: Scalekit_V1_Clients_CreateOrganizationClientSecretRequest, caller) in
                let secret = try await service.addSecret(
                    to: try GRPCIdentifier.client(request.clientID),
                    of: try GRPCIdentifier.organization(request.organizationID), by: caller)
                return Scalekit_V1_Clients_CreateOrganizationClientSecretResponse.with {
                    $0.secret = secret.stored.message
                    $0.plainSecret = secret.plain.reveal()
                }
            },
            method("DeleteOrganizationClientSecret") {
                (request: Scalekit_V1_Clients_DeleteOrganizationClientSecretRequest, caller) in
                // The request has no way to insist, so it is taken as insisting.
                try await service.deleteSecret(
                    try GRPCIdentifier.secret(request.secretID), of: try GRPCIdentifier.client(request.clientID),
                    try GRPCIdentifier.organization(request.organizationID), isForced: true, by: caller)
                return Google_Protobuf_Empty()
            },
        ]
    }

    private func method<Input: AuditedMessage, Output: Message>(
        _ name: String, _ action: @escaping @Sendable (Input, Caller) async throws -> Output
    ) -> GRPCMethod {
        GRPCMethod("/\(Self.service)/\(name)", authentication, audit, action)
    }
}
