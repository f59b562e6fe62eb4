import JOSE
import Management

extension OrganizationRoutes {
    private static let found = RouteDocumentation.Result(
        status: 200, description: "The organization.", schema: "OrganizationResponse")
    private static let page = RouteDocumentation.Result(
        status: 200, description: "A part of the list.", schema: "OrganizationList")

    static let create = RouteDocumentation(
        operationID: "create_organization", summary: "Create an organization.",
        access: .management(.organizationsWrite), body: "OrganizationFields",
        success: .init(status: 201, description: "The organization.", schema: "OrganizationResponse"),
        refusals: [400, 409, 413, 415])

    static let list = RouteDocumentation(
        operationID: "list_organizations", summary: "List organizations, oldest first.",
        access: .management(.organizationsRead), parameters: [.pageSize, .pageToken], success: page, refusals: [400])

    static let search = RouteDocumentation(
        operationID: "search_organizations", summary: "Find organizations by name, id or external id.",
        access: .management(.organizationsRead),
        parameters: [
            .init(
                name: "query", description: "What one of them must contain.",
                schema: ["type": "string", "minLength": 3, "maxLength": 100], isRequired: true),
            .pageSize, .pageToken,
        ], success: page, refusals: [400])

    static let getByExternalID = RouteDocumentation(
        operationID: "get_organization_by_external_id", summary: "Get the organization with an external id.",
        access: .management(.organizationsRead), success: found, refusals: [400, 404])

    static let get = RouteDocumentation(
        operationID: "get_organization", summary: "Get an organization.", access: .management(.organizationsRead),
        success: found, refusals: [400, 404])

    static let update = RouteDocumentation(
        operationID: "update_organization",
        summary: "Change an organization: fields that are not sent stay, null clears one.",
        access: .management(.organizationsWrite), body: "OrganizationFields", success: found,
        refusals: [400, 404, 409, 413, 415])

    static let delete = RouteDocumentation(
        operationID: "delete_organization", summary: "Delete an organization and end all its clients at once.",
        access: .management(.organizationsWrite),
        success: .init(status: 200, description: "It is gone.", schema: "Empty"), refusals: [400, 404])
}
