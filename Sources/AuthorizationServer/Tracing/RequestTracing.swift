import HTTPTypes
import OAuthCore
import Traces

/// The span of each request: what it is called and what is said of it, by OpenTelemetry's semantic conventions for
/// servers of HTTP and gRPC. The query of a target is left out, since it may hold what should not be there.
struct RequestTracing: Sendable {
    private let tracer: Tracer
    /// What is the same for all requests: where the server is, for its clients.
    private let place: [SpanAttribute]

    /// - Parameter issuer: the environment's URL.
    init(_ tracer: Tracer, issuer: String) {
        self.tracer = tracer
        place = Self.place(issuer)
    }

    private static func place(_ issuer: String) -> [SpanAttribute] {
        let parts = issuer.split(separator: "/", omittingEmptySubsequences: true)
        guard parts.count > 1, let scheme = parts[0].split(separator: ":").first else { return [] }
        let authority = parts[1]
        let isLiteral = authority.hasPrefix("[")
        let host = isLiteral ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        let rest = authority.dropFirst(host.count + (isLiteral ? 2 : 0))
        let port = Int64(rest.dropFirst()) ?? (scheme == "https" ? 443 : 80)
        return [
            .text("url.scheme", String(scheme)), .text("server.address", String(host)), .number("server.port", port),
        ]
    }

    func begin(_ head: HTTPRequest) -> OpenSpan {
        let parents = head.headerFields[values: Self.traceparent]
        guard !parents.isEmpty else { return tracer.begin("", .server) }
        let states = head.headerFields[values: Self.tracestate]
        return tracer.begin("", .server, caller: SpanContext(traceparent: parents, tracestate: states))
    }

    func begin(_ plain: PlainTokenRequest) -> OpenSpan {
        var caller = plain.caller
        if caller != nil, !plain.traceState.isEmpty { caller?.state = TraceState.read(plain.traceState) ?? "" }
        return tracer.begin("", .server, caller: caller)
    }

    /// - Parameters:
    ///   - route: begins with a slash, unless nothing has the path.
    ///   - grpcStatus: of a call by gRPC.
    func end(
        _ span: OpenSpan, method: HTTPRequest.Method, route: String, path: String, client: String, status: Int,
        grpcStatus: Int64?
    ) {
        guard span.recorded != nil else { return }
        if let grpcStatus {
            endCall(span, path: path, client: client, grpcStatus)
            return
        }
        let isKnown = HTTPRequest.Method.implemented.contains(method)
        let name = isKnown ? method.rawValue : "HTTP"
        var attributes = place
        attributes += [
            .text("http.request.method", isKnown ? method.rawValue : "_OTHER"), .text("url.path", path),
            .number("http.response.status_code", Int64(status)), .text("client.address", client),
        ]
        let isRoute = route.hasPrefix("/")
        if isRoute { attributes.append(.text("http.route", route)) }
        if status >= 500 { attributes.append(.text("error.type", String(status))) }
        span.end(name: isRoute ? "\(name) \(route)" : name, attributes, isError: status >= 500)
    }

    private func endCall(_ span: OpenSpan, path: String, client: String, _ status: Int64) {
        let parts = path.drop { $0 == "/" }.split(separator: "/", maxSplits: 1).map(String.init)
        var attributes = place
        attributes += [
            .text("rpc.system", "grpc"), .number("rpc.grpc.status_code", status), .text("client.address", client),
        ]
        if parts.count == 2 {
            attributes += [.text("rpc.service", parts[0]), .text("rpc.method", parts[1])]
        }
        // Of the others, the caller is the cause.
        let isError = Self.serverFaults.contains(status)
        if isError { attributes.append(.text("error.type", String(status))) }
        span.end(name: parts.joined(separator: "/"), attributes, isError: isError)
    }

    /// UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE and DATA_LOSS.
    private static let serverFaults: Set<Int64> = [2, 4, 12, 13, 14, 15]
    private static let traceparent = HTTPField.Name("traceparent") ?? .via
    private static let tracestate = HTTPField.Name("tracestate") ?? .via
}
