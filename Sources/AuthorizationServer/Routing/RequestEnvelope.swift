import HTTPTypes
import Hummingbird
import Logging
import Management
import OAuthCore
import TokenService

/// What surrounds every request: who is calling, the limits, errors in the right dialect, the log line and the figures.
/// The router has it as middleware; ``TokenRequestHandler`` calls its parts.
struct RequestEnvelope: RouterMiddleware {
    typealias Context = ServerRequestContext

    let proxies: TrustedProxies
    /// Whether a connection without TLS must come from this machine or from a trusted proxy.
    let refusesPlainHTTP: Bool
    /// Requests of one address; `nil` for no limit.
    let addressLimit: RateLimiter<AddressGroup>?
    /// The paths of the methods that there are.
    let grpcMethods: Set<String>
    let clock: any WallClock
    let metrics: RequestMetrics
    let logger: Logger

    func handle(
        _ request: Request, context: ServerRequestContext,
        next: (Request, ServerRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.clientAddress = proxies.clientAddress(peer: context.peerAddress, headers: request.headers)
        var response: Response
        let status: HTTPResponse.Status
        do {
            try admit(
                request.head, path: request.uri.path, peer: context.peerAddress, client: context.clientAddress)
            response = try await next(request, context)
            status = response.status
        } catch {
            let dialect = ErrorResponse.Dialect(request)
            (response, status) = ErrorResponse(dialect: dialect, requestID: context.requestID, logger: logger)
                .answer(for: error)
        }
        // RFC 9110 §9.3.2: the length of the answer to GET, and no body.
        if request.method == .head { response = Response(status: response.status, headers: response.headers) }
        finish(&response.headers, of: request.head, requestID: context.requestID)
        report(
            request.method, route: context.endpointPath ?? "none", requestID: context.requestID,
            client: context.clientAddress, status, ContinuousClock.now - start)
        return response
    }

    /// Adds the headers that every answer has.
    func finish(_ headers: inout HTTPFields, of request: HTTPRequest, requestID: String) {
        if request.headerFields[.connection] == "close" { headers[.connection] = "close" }
        headers[Self.requestIDField] = requestID
        headers[Self.contentTypeOptionsField] = "nosniff"
    }

    /// - Parameters:
    ///   - peer: the address at the other end of the connection.
    ///   - client: the address of the client itself.
    /// - Throws: ``WireError``, `ManagementError` when the request is refused.
    func admit(_ request: HTTPRequest, path: String, peer: String, client: String) throws {
        guard HTTPRequest.Method.implemented.contains(request.method) else {
            throw WireError(.unimplemented, "This method is not known to the server.")
        }
        try admitCaller(
            path: path, mayBePlain: proxies.mayBePlain(peer: peer),
            saysPlainHTTP: proxies.saysPlainHTTP(peer: peer, headers: request.headerFields), client: client)
        if request.isGRPC, !grpcMethods.contains(path) {
            throw WireError(.unimplemented, "The server has no method \(path.prefix(128)).")
        }
        // Also where no body is read: what comes in chunks instead is dropped as it comes.
        if let length = request.headerFields[.contentLength].flatMap({ Int($0) }),
            length > Self.maximumBodySize(path)
        {
            throw WireError(httpStatus: .contentTooLarge)
        }
    }

    /// - Parameters:
    ///   - mayBePlain: ``TrustedProxies/mayBePlain(peer:)``.
    ///   - saysPlainHTTP: whether a trusted proxy says that the client spoke plain HTTP to it.
    ///   - client: the address of the client itself.
    /// - Throws: ``WireError``, `ManagementError` when the caller is refused, whatever it asks for.
    func admitCaller(
        path: String, mayBePlain: @autoclosure () -> Bool, saysPlainHTTP: Bool, client: String
    ) throws {
        if refusesPlainHTTP, !Self.openToPlainHTTP.contains(path), !mayBePlain() {
            throw WireError(
                .invalidArgument,
                "Use https through the proxy: this request came over plain HTTP. If it carried a secret, replace it.")
        }
        if saysPlainHTTP {
            throw WireError(
                .invalidArgument, "Use https: this request came over plain HTTP. If it carried a secret, replace it.")
        }
        if let addressLimit {
            let seconds = addressLimit.take(AddressGroup(client), at: clock.now())
            guard seconds == 0 else { throw ManagementError.rateLimited(seconds) }
        }
    }

    private static func maximumBodySize(_ path: String) -> Int {
        path == SecretScanningRoute.path ? SecretScanningRoute.maximumBodySize : ServerSettings.maximumBodySize
    }

    /// Counts the request and writes its log line.
    func report(
        _ method: HTTPRequest.Method, route: String, requestID: String, client: String,
        _ status: HTTPResponse.Status, _ duration: Duration
    ) {
        metrics.record(route: route, method: method, status: status.code, duration: duration)
        let isRoutine = status.code < 400 && !route.hasPrefix("/api/") && !route.hasPrefix(GRPCMethod.prefix)
        guard logger.logLevel <= (isRoutine ? .debug : .info) else { return }
        logger.log(
            level: isRoutine ? .debug : .info, "request",
            metadata: [
                "request_id": "\(requestID)", "method": "\(method.rawValue.prefix(16))",
                "route": "\(route)", "status": .stringConvertible(status.code), "address": "\(client)",
                "milliseconds": .stringConvertible(duration.milliseconds),
            ])
    }

    /// What probes of an orchestrator ask for, which carries no secrets.
    private static let openToPlainHTTP: Set<String> = [
        "/healthz", "/readyz", "/metrics", "/\(HealthMethods.service)/Check", "/\(HealthMethods.service)/List",
        "/\(HealthMethods.service)/Watch",
    ]
    static let requestIDField = HTTPField.Name("x-request-id") ?? .via
    static let contentTypeOptionsField = HTTPField.Name("x-content-type-options") ?? .via
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
