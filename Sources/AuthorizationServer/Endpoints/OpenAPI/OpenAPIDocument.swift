import HTTPTypes
import JOSE
import Management

/// The description of all routes in the words of OpenAPI 3.1.
struct OpenAPIDocument {
    let issuer: String
    let routes: [Route]

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Mintmark", "version": "1",
                "summary": "An OAuth 2.0 authorization server for machine-to-machine authentication.",
            ],
            "servers": [["url": .string(issuer)]],
            "paths": .object(paths),
            "components": [
                "schemas": OpenAPISchemas.all,
                "securitySchemes": [
                    "management": [
                        "type": "oauth2",
                        "flows": [
                            "clientCredentials": [
                                "tokenUrl": .string(issuer + "/oauth/token"),
                                "scopes": .object(
                                    ManagementScope.allCases.map { .init($0.rawValue, .string($0.rawValue)) }),
                            ]
                        ],
                    ],
                    "client": ["type": "http", "scheme": "basic"],
                ],
            ],
        ]
    }

    private var paths: [JSONValue.Member] {
        Set(routes.map(\.path)).sorted().map { path in
            let operations = routes.filter { $0.path == path }.map { route in
                JSONValue.Member(route.method.rawValue.lowercased(), operation(route))
            }
            return .init(path, .object(operations))
        }
    }

    private func operation(_ route: Route) -> JSONValue {
        let documentation = route.documentation
        var members: [JSONValue.Member] = [
            .init("operationId", .string(documentation.operationID)),
            .init("summary", .string(documentation.summary)),
        ]
        let parameters = pathParameters(route.path) + documentation.parameters.map(queryParameter)
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if let body = documentation.body {
            members.append(
                .init(
                    "requestBody",
                    [
                        "required": .bool(documentation.bodyMediaType != "application/json"),
                        "content": .object([.init(documentation.bodyMediaType, ["schema": Self.reference(body)])]),
                    ]))
        }
        members.append(.init("responses", .object(responses(route))))
        switch documentation.access {
        case .everyone: members.append(.init("security", []))
        case .client: members.append(.init("security", [["client": []], [:]]))
        case .management, .managementWithAny:
            let choices = documentation.access.scopes.map { scope -> JSONValue in
                ["management": [.string(scope.rawValue)]]
            }
            members.append(.init("security", .array(choices)))
        }
        return .object(members)
    }

    private func pathParameters(_ path: String) -> [JSONValue] {
        path.split(separator: "{").dropFirst().map { part in
            let name = String(part.prefix { $0 != "}" })
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": OpenAPISchemas.pathParameters[name] ?? ["type": "string", "minLength": 1],
            ]
        }
    }

    private func queryParameter(_ parameter: RouteDocumentation.Parameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": "query", "description": .string(parameter.description),
            "required": .bool(parameter.isRequired), "schema": parameter.schema,
        ]
    }

    private func responses(_ route: Route) -> [JSONValue.Member] {
        let documentation = route.documentation
        let success = documentation.success
        var answer: [JSONValue.Member] = [.init("description", .string(success.description))]
        if let body = success.schema.map({ ["schema": Self.reference($0)] }) ?? success.textContent {
            answer.append(.init("content", .object([.init(success.mediaType, body)])))
        }
        var content: [JSONValue.Member] = [.init(String(success.status), .object(answer))]
        // Every route has limits.
        var refusals = documentation.refusals + [413, 429, 431]
        if !documentation.access.scopes.isEmpty { refusals += [401, 403, 503] }
        let isOAuth = route.path.hasPrefix("/oauth/")
        for status in Set(refusals).sorted() {
            let isHealth = route.path == "/readyz" && status == 503
            // The answer to oversized headers is made before the path is known.
            let name = isHealth ? "Health" : isOAuth && status != 431 ? "OAuthError" : "Error"
            content.append(
                .init(
                    String(status),
                    [
                        "description": .string(HTTPResponse.Status(code: status).reasonPhrase),
                        "content": ["application/json": ["schema": Self.reference(name)]],
                    ]))
        }
        return content
    }

    private static func reference(_ schema: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/\(schema)")]
    }
}
