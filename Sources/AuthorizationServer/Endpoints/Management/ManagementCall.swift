import HTTPTypes
import Hummingbird
import Management
import OAuthCore

/// One call of the management API, with its caller known.
struct ManagementCall {
    /// The largest body that is read, in bytes.
    static let maximumBodySize = ServerSettings.maximumBodySize

    let request: Request
    let caller: Caller
    private let context: ServerRequestContext

    init(_ request: Request, _ context: ServerRequestContext, _ authentication: CallerAuthentication) async throws {
        self.request = request
        self.context = context
        caller = try await authentication.caller(of: request, context)
    }

    /// The JSON body, not yet parsed.
    /// - Throws: 413, or 415 for another media type.
    func body() async throws -> [UInt8] {
        let bytes = try await request.boundedBody(Self.maximumBodySize)
        guard !bytes.isEmpty else { return bytes }
        let mediaType = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard mediaType == "application/json" else {
            var error = WireError(.invalidArgument, "Content-Type must be application/json.")
            error.status = .unsupportedMediaType
            throw error
        }
        return bytes
    }

    /// - Parameter isByTime: whether the list is ordered by a time instead of by id.
    // Swift 6.3.1 crashes when its optimiser puts this into an asynchronous closure.
    @inline(never)
    func page(isByTime: Bool = false) throws -> PageRequest {
        try PageRequest(
            size: try number("page_size"), token: try request.queryParameter("page_token"), isByTime: isByTime)
    }

    /// A whole number in the query; `nil` when it is not given.
    func number<Number: FixedWidthInteger>(_ name: String) throws -> Number? {
        guard let text = try request.queryParameter(name) else { return nil }
        guard let number = Number(text) else { throw InvalidFields(name, "must be a whole number") }
        return number
    }

    /// A parameter of the query that is `true` or `false`; false when it is not given.
    func flag(_ name: String) throws -> Bool {
        switch try request.queryParameter(name) {
        case "true": return true
        case "false", nil: return false
        default: throw InvalidFields(name, "must be true or false")
        }
    }

    /// A part of the path, decoded.
    func pathParameter(_ name: String) throws -> String {
        guard let text = PercentEncoding.decode(context.parameters.get(name) ?? "", plusIsSpace: false),
            !text.isEmpty
        else { throw InvalidFields(name, "is not valid in the path") }
        return text
    }

    func organizationID() throws -> OrganizationID {
        try identifier("organization_id", example: "org_ and digits", OrganizationID.init)
    }

    func clientID() throws -> ClientID {
        try identifier("client_id", example: "m2morg_ or skc_ and digits", ClientID.init)
    }

    func secretID() throws -> SecretID {
        try identifier("secret_id", example: "sks_ and digits", SecretID.init)
    }

    func signingKeyID() throws -> SigningKeyID {
        try identifier("kid", example: "snk_ and digits", SigningKeyID.init)
    }

    func webhookID() throws -> WebhookID {
        try identifier("webhook_id", example: "whe_ and digits", WebhookID.init)
    }

    func webhookDeliveryID() throws -> WebhookDeliveryID {
        try identifier("delivery_id", example: "whd_ and digits", WebhookDeliveryID.init)
    }

    private func identifier<ID>(_ name: String, example: String, _ read: (String) -> ID?) throws -> ID {
        let text = try pathParameter(name)
        guard let id = read(text) else {
            throw InvalidFields(name, "must be \(example), at most 32 characters; it is \(text.prefix(40))")
        }
        return id
    }
}
