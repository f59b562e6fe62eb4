import JOSE
import Management

/// What the OpenAPI document says of a route.
struct RouteDocumentation: Sendable {
    /// Who may call it.
    enum Access: Sendable {
        case everyone
        /// A client with its id and secret.
        case client
        /// A management token with this scope.
        case management(ManagementScope)
        /// A management token with one or more of these scopes.
        case managementWithAny([ManagementScope])

        /// The management scopes of which one is enough; empty when no management token is needed.
        var scopes: [ManagementScope] {
            switch self {
            case .everyone, .client: []
            case .management(let scope): [scope]
            case .managementWithAny(let scopes): scopes
            }
        }
    }

    /// A query parameter.
    struct Parameter: Sendable {
        let name: String
        let description: String
        let schema: JSONValue
        var isRequired = false

        static let pageSize = Parameter(
            name: "page_size", description: "The most rows to answer with, up to 100; 30 when it is absent or 0.",
            schema: ["type": "integer", "minimum": 0, "maximum": 1000])
        static let pageToken = Parameter(
            name: "page_token", description: "`next_page_token` or `prev_page_token` of an earlier answer.",
            schema: ["type": "string"])
    }

    /// A response.
    struct Result: Sendable {
        let status: Int
        let description: String
        /// The name of a schema in `components`; `nil` for no JSON body.
        var schema: String?
        var mediaType = "application/json"

        /// What the document says of a body that is not JSON, by its media type alone where it is no plain text; `nil`
        /// when there is no body.
        var textContent: JSONValue? {
            guard mediaType != "application/json" else { return nil }
            return mediaType.hasPrefix("text/") ? ["schema": ["type": "string"]] : [:]
        }
    }

    let operationID: String
    let summary: String
    let access: Access
    var parameters: [Parameter] = []
    /// The name of the schema of the request body; `nil` for none.
    var body: String?
    var bodyMediaType = "application/json"
    let success: Result
    /// The statuses of its refusals beside those that follow from ``access``.
    var refusals: [Int] = []
}
