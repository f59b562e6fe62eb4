import Management
import ManagementMessages
import OAuthCore
import SwiftProtobuf

/// `scalekit.v1.organizations.OrganizationService`, over the same service as the routes of the REST API.
struct OrganizationMethods: Sendable {
    static let service = "scalekit.v1.organizations.OrganizationService"

    let service: OrganizationService
    let authentication: CallerAuthentication
    let audit: RefusalAudit

    var all: [GRPCMethod] {
        [
            method("CreateOrganization") { (request: Scalekit_V1_Organizations_CreateOrganizationRequest, caller) in
                let organization = try await service.create(OrganizationUpdate(request.organization), by: caller)
                return Scalekit_V1_Organizations_CreateOrganizationResponse.with {
                    $0.organization = organization.message
                }
            },
            method("GetOrganization", get), method("GetOrganizationByExternalId", get),
            method("ListOrganization") { (request: Scalekit_V1_Organizations_ListOrganizationsRequest, caller) in
                try await list(request, caller)
            },
            method("SearchOrganization") { (request: Scalekit_V1_Organizations_SearchOrganizationsRequest, caller) in
                let page = try await service.list(
                    try PageRequest(size: Int(request.pageSize), token: request.pageToken), matching: request.query,
                    by: caller)
                return Scalekit_V1_Organizations_SearchOrganizationsResponse.with {
                    $0.organizations = page.items.map(\.message)
                    $0.totalSize = UInt32(clamping: page.totalCount)
                    $0.nextPageToken = page.next?.token ?? ""
                    $0.prevPageToken = page.previous?.token ?? ""
                }
            },
            method("UpdateOrganization") { (request: Scalekit_V1_Organizations_UpdateOrganizationRequest, caller) in
                let id: OrganizationID =
                    switch request.identities {
                    case .id(let text): try GRPCIdentifier.organization(text)
                    case .externalID(let text): try await service.get(externalID: text, by: caller).id
                    case nil: throw Self.noIdentity
                    }
                let organization = try await service.update(id, try OrganizationUpdate(request), by: caller)
                return Scalekit_V1_Organizations_UpdateOrganizationResponse.with {
                    $0.organization = organization.message
                }
            },
            method("DeleteOrganization") { (request: Scalekit_V1_Organizations_DeleteOrganizationRequest, caller) in
                let id: OrganizationID =
                    switch request.identities {
                    case .id(let text): try GRPCIdentifier.organization(text)
                    case .externalID(let text): try await service.get(externalID: text, by: caller).id
                    case nil: throw Self.noIdentity
                    }
                try await service.delete(id, by: caller)
                return Google_Protobuf_Empty()
            },
        ]
    }

    @Sendable private func get(
        _ request: Scalekit_V1_Organizations_GetOrganizationRequest, _ caller: Caller
    ) async throws -> Scalekit_V1_Organizations_GetOrganizationResponse {
        let organization =
            switch request.identities {
            case .id(let text): try await service.get(try GRPCIdentifier.organization(text), by: caller)
            case .externalID(let text): try await service.get(externalID: text, by: caller)
            case nil: throw Self.noIdentity
            }
        return .with { $0.organization = organization.message }
    }

    /// With an external id, the list of the one organization that has it, or of none.
    @Sendable private func list(
        _ request: Scalekit_V1_Organizations_ListOrganizationsRequest, _ caller: Caller
    ) async throws -> Scalekit_V1_Organizations_ListOrganizationsResponse {
        if request.hasExternalID, !request.externalID.isEmpty {
            do {
                let found = try await service.get(externalID: request.externalID, by: caller)
                return .with {
                    $0.organizations = [found.message]
                    $0.totalSize = 1
                }
            } catch ManagementError.notFound {
                return .init()
            }
        }
        let page = try await service.list(
            try PageRequest(size: Int(request.pageSize), token: request.pageToken), by: caller)
        return .with {
            $0.organizations = page.items.map(\.message)
            $0.totalSize = UInt32(clamping: page.totalCount)
            $0.nextPageToken = page.next?.token ?? ""
            $0.prevPageToken = page.previous?.token ?? ""
        }
    }

    private func method<Input: AuditedMessage, Output: Message>(
        _ name: String, _ action: @escaping @Sendable (Input, Caller) async throws -> Output
    ) -> GRPCMethod {
        GRPCMethod("/\(Self.service)/\(name)", authentication, audit, action)
    }

    private static var noIdentity: InvalidFields { InvalidFields("id", "is missing; send id or external_id") }
}
