import JOSE
import Management

/// What the OpenAPI document says of the routes of one kind of client.
struct ClientRouteDocumentation {
    let owner: ClientRoutes.Owner

    private var suffix: String { owner == .organization ? "organization_client" : "environment_client" }
    private var whose: String { owner == .organization ? "an organization's client" : "an environment client" }
    private var read: RouteDocumentation.Access {
        .management(owner == .organization ? .clientsRead : .environmentRead)
    }
    private var write: RouteDocumentation.Access {
        .management(owner == .organization ? .clientsWrite : .environmentWrite)
    }
    private static let found = RouteDocumentation.Result(
        status: 200, description: "The client.", schema: "ClientResponse")
    private static let empty = RouteDocumentation.Result(status: 200, description: "It is gone.", schema: "Empty")

    var create: RouteDocumentation {
        .init(
            operationID: "create_\(suffix)", summary: "Register \(whose). The secret is shown this once.",
            access: write, body: "ClientFields",
            success: .init(status: 201, description: "The client and its secret.", schema: "CreatedClient"),
            refusals: [400, 404, 413, 415])
    }

    var list: RouteDocumentation {
        .init(
            operationID: "list_\(suffix)s", summary: "List the clients, oldest first.", access: read,
            parameters: [.pageSize, .pageToken],
            success: .init(status: 200, description: "A part of the list.", schema: "ClientList"), refusals: [400])
    }

    var get: RouteDocumentation {
        .init(
            operationID: "get_\(suffix)", summary: "Get \(whose).", access: read, success: Self.found,
            refusals: [400, 404])
    }

    var update: RouteDocumentation {
        .init(
            operationID: "update_\(suffix)",
            summary: "Change \(whose): fields that are not sent or sent empty stay, null clears one.",
            access: write, body: "ClientFields", success: Self.found, refusals: [400, 404, 413, 415])
    }

    var delete: RouteDocumentation {
        .init(
            operationID: "delete_\(suffix)", summary: "End \(whose) and its secrets at once.", access: write,
            success: Self.empty, refusals: [400, 404])
    }

    var disable: RouteDocumentation {
        .init(
            operationID: "disable_\(suffix)",
            summary: "Disable \(whose): it gets no tokens, and this server refuses those that it has.",
            access: write, body: "StatusReason", success: Self.found, refusals: [400, 404, 413, 415])
    }

    var enable: RouteDocumentation {
        .init(
            operationID: "enable_\(suffix)", summary: "Enable \(whose) again.", access: write,
            body: "StatusReason", success: Self.found, refusals: [400, 404, 413, 415])
    }

    var createSecret: RouteDocumentation {
        .init(
            operationID: "create_\(suffix)_secret",
            summary: "Add a secret beside the others; one that has ended makes room. It is shown this once.",
            access: write, body: "NewSecretFields",
            success: .init(status: 201, description: "The secret.", schema: "CreatedSecret"),
            refusals: [400, 404, 413, 415])
    }

    var rotateSecrets: RouteDocumentation {
        .init(
            operationID: "rotate_\(suffix)_secrets",
            summary: "Add a secret, and let every other one that is in force end after an overlap.", access: write,
            body: "SecretRotation",
            success: .init(status: 201, description: "The secret and those that end.", schema: "RotatedSecret"),
            refusals: [400, 404, 413, 415])
    }

    var updateSecret: RouteDocumentation {
        .init(
            operationID: "update_\(suffix)_secret", summary: "Switch a secret off or on, or let it expire.",
            access: write, body: "SecretFields",
            success: .init(status: 200, description: "The secret.", schema: "SecretResponse"),
            refusals: [400, 404, 413, 415])
    }

    var deleteSecret: RouteDocumentation {
        .init(
            operationID: "delete_\(suffix)_secret",
            summary: "End a secret at once: not the last one, and one that was used a moment ago only by force.",
            access: write,
            parameters: [
                .init(
                    name: "force", description: "Whether a secret that was used a moment ago is deleted all the same.",
                    schema: ["type": "boolean"])
            ], success: Self.empty, refusals: [400, 404])
    }
}
