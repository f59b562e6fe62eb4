import HTTPTypes
import Testing
import Traces

@testable import AuthorizationServer

@Suite struct RequestTracingTests {
    private let queue = SpanQueue()

    private func span(
        _ method: String = "GET", issuer: String = "https://auth.example.com", route: String = "/keys",
        path: String = "/keys", status: Int = 200, grpcStatus: Int64? = nil
    ) throws -> (FinishedSpan, [String: SpanAttribute]) {
        let tracing = RequestTracing(Tracer(sampler: Sampler(.alwaysOn), queue: queue), issuer: issuer)
        let method = try #require(HTTPRequest.Method(method))
        let head = HTTPRequest(method: method, scheme: nil, authority: nil, path: "/keys?secret=1")
        let open = tracing.begin(head)
        tracing.end(
            open, method: method, route: route, path: path, client: "10.0.0.1", status: status, grpcStatus: grpcStatus)
        let span = try #require(queue.take().first)
        var said: [String: SpanAttribute] = [:]
        for attribute in span.attributes {
            switch attribute {
            case .text(let name, _), .number(let name, _): #expect(said.updateValue(attribute, forKey: name) == nil)
            }
        }
        return (span, said)
    }

    @Test(arguments: [
        ("https://auth.example.com", "https", "auth.example.com", 443), ("http://a:8080/x", "http", "a", 8080),
        ("http://[::1]:99", "http", "::1", 99), ("https://[::1]", "https", "::1", 443), ("http://a", "http", "a", 80),
    ])
    func theServerIsWhereItsClientsFindIt(_ issuer: String, _ scheme: String, _ host: String, _ port: Int64) throws {
        let (_, said) = try span(issuer: issuer)
        #expect(said["url.scheme"] == .text("url.scheme", scheme))
        #expect(said["server.address"] == .text("server.address", host))
        #expect(said["server.port"] == .number("server.port", port))
    }

    @Test(arguments: [(200, false), (404, false), (429, false), (500, true), (503, true)])
    func onlyFaultsOfTheServerAreErrors(_ status: Int, _ isError: Bool) throws {
        let (span, said) = try span(status: status)
        #expect(span.isError == isError && span.name == "GET /keys" && span.kind == .server)
        #expect(said["error.type"] == (isError ? .text("error.type", String(status)) : nil))
    }

    @Test func anUnknownMethodIsNotNamed() throws {
        let (span, said) = try span("PROPFIND", route: "none")
        #expect(span.name == "HTTP" && said["http.request.method"] == .text("http.request.method", "_OTHER"))
        #expect(said["http.route"] == nil)
    }

    @Test(arguments: [(0, false), (5, false), (16, false), (12, true), (14, true)] as [(Int64, Bool)])
    func aCallHasTheNamesOfItsMethod(_ status: Int64, _ isError: Bool) throws {
        let (span, said) = try span("POST", path: "/a.B/C", grpcStatus: status)
        #expect(span.name == "a.B/C" && span.isError == isError)
        #expect(said["rpc.service"] == .text("rpc.service", "a.B") && said["rpc.method"] == .text("rpc.method", "C"))
        #expect(said["rpc.grpc.status_code"] == .number("rpc.grpc.status_code", status))
    }

    @Test func aPlainRequestBelongsToItsCaller() throws {
        let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        func read(_ headers: String) throws -> PlainTokenRequest {
            let text =
                "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + headers + "Content-Length: 0\r\n\r\n"
            guard case .request(let request) = PlainTokenRequest.read(Array(text.utf8).span.bytes) else {
                throw CancellationError()
            }
            return request
        }
        let tracing = RequestTracing(Tracer(sampler: Sampler(.parentBasedAlwaysOff), queue: queue), issuer: "http://a")
        let span = tracing.begin(try read("TraceParent: \(header)\r\ntracestate: a=1\r\ntracestate: b=2\r\n"))
        #expect(span.context.traceID.description == "0af7651916cd43dd8448eb211c80319c")
        #expect(span.context.isSampled && span.context.state == "a=1,b=2")
        for headers in [
            "traceparent: \(header)x\r\ntracestate: a=1\r\n", "traceparent: \(header)\r\ntraceparent: \(header)\r\n",
            "",
            "traceparent: \(header)\r\ntraceparent: \(header)\r\ntraceparent: \(header)\r\n",
        ] {
            let span = tracing.begin(try read(headers))
            #expect(!span.context.isSampled && span.context.state.isEmpty)
        }
    }
}
