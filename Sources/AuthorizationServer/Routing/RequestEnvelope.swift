import HTTPTypes
import Hummingbird
import Logging
import Management
import OAuthCore
import TokenService
import Traces

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
    /// `nil` when tracing is off.
    let tracing: RequestTracing?
    let logger: Logger

    func handle(
        _ request: Request, context: ServerRequestContext,
        next: (Request, ServerRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.clientAddress = proxies.clientAddress(peer: context.peerAddress, headers: request.headers)
        let span = tracing?.begin(request.head)
        var (response, status, grpcStatus) =
            if let span {
                await OpenSpan.$current.withValue(span) { await answer(request, context, next) }
            } else {
                await answer(request, context, next)
            }
        // RFC 9110 §9.3.2: the length of the answer to GET, and no body.
        if request.method == .head { response = Response(status: response.status, headers: response.headers) }
        finish(&response.headers, of: request.head, requestID: context.requestID)
        report(
            request.method, route: context.endpointPath ?? "none", requestID: context.requestID,
            client: context.clientAddress, status, ContinuousClock.now - start, span: span, path: request.uri.path,
            grpcStatus: request.isGRPC ? grpcStatus : nil)
        return response
    }

    /// - Returns: also the statuses that HTTP and gRPC have for the outcome.
    private func answer(
        _ request: Request, _ context: ServerRequestContext,
        _ next: (Request, ServerRequestContext) async throws -> Response
    ) async -> (response: Response, status: HTTPResponse.Status, grpcStatus: Int64) {
        do {
            try admit(
                request.head, path: request.uri.path, peer: context.peerAddress, client: context.clientAddress)
            let response = try await next(request, context)
            return (response, response.status, 0)
        } catch {
            return ErrorResponse(
                dialect: ErrorResponse.Dialect(request), requestID: context.requestID, logger: logger
            ).answer(for: error)
        }
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

    /// Counts the request, ends its span and writes its log line.
    /// - Parameters:
    ///   - path: of the target, when it is not the route.
    ///   - grpcStatus: of a call by gRPC.
    func report(
        _ method: HTTPRequest.Method, route: String, requestID: String, client: String,
        _ status: HTTPResponse.Status, _ duration: Duration, span: OpenSpan?, path: String? = nil,
        grpcStatus: Int64? = nil
    ) {
        metrics.record(route: route, method: method, status: status.code, duration: duration)
        if let span {
            tracing?.end(
                span, method: method, route: route, path: path ?? route, client: client, status: status.code,
                grpcStatus: grpcStatus)
        }
        let isRoutine = status.code < 400 && !route.hasPrefix("/api/") && !route.hasPrefix(GRPCMethod.prefix)
        guard logger.logLevel <= (isRoutine ? .debug : .info) else { return }
        var metadata: Logger.Metadata = [
            "request_id": "\(requestID)", "method": "\(method.rawValue.prefix(16))",
            "route": "\(route)", "status": .stringConvertible(status.code), "address": "\(client)",
            "milliseconds": .stringConvertible(duration.milliseconds),
        ]
        if let span {
            metadata["trace_id"] = "\(span.context.traceID)"
            metadata["span_id"] = "\(span.context.spanID)"
        }
        logger.log(level: isRoutine ? .debug : .info, "request", metadata: metadata)
    }

    /// What probes of an orchestrator ask for, which carries no secrets.
    private static let openToPlainHTTP: Set<String> = [
        "/healthz", "/readyz", "/metrics", "/\(HealthMethods.service)/Check", "/\(HealthMethods.service)/List",
        "/\(HealthMethods.service)/Watch",
    ]
    static let requestIDField = HTTPField.Name("x-request-id") ?? .via
    static let contentTypeOptionsField = HTTPField.Name("x-content-type-options") ?? .via
}
