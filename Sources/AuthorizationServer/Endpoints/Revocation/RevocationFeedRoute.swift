import HTTPTypes
import Hummingbird
import NIOCore
import TokenService

/// Serves `GET /oauth/revocations`: the set of revocations as a signed document, or as a stream of server-sent events.
struct RevocationFeedRoute: Sendable {
    let feed: RevocationFeed
    let streams: StreamLimit

    var route: Route {
        Route(.get, "/oauth/revocations", Self.documentation, handler: respond)
    }

    @Sendable private func respond(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        let accepted = request.headers[values: .accept].joined(separator: ",").lowercased()
        if accepted.contains("text/event-stream"), request.method == .get { return try stream() }
        let document = try feed.document()
        let current = CacheableDocument(
            bytes: document.bytes, contentType: "application/jwt", entityTag: document.entityTag,
            cacheControl: "no-cache")
        return current.response(to: request)
    }

    private func stream() throws -> Response {
        guard let place = streams.take() else {
            throw WireError(
                .unavailable,
                "Too many servers follow the revocations of this one already. Poll without Accept: "
                    + "text/event-stream instead, or ask the operator to raise limits.revocation_streams.",
                retryAfter: 30)
        }
        let body = ResponseBody { [feed] writer in
            defer { place.giveBack() }
            var events = RevocationEvents(feed: feed)
            try await events.write { try await writer.write(ByteBuffer(string: $0)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store", Self.bufferingField: "no",
            ], body: body)
    }

    /// Tells nginx to pass events on as they come.
    private static let bufferingField = HTTPField.Name("x-accel-buffering") ?? .via

    private static let documentation = RouteDocumentation(
        operationID: "revocations",
        summary: "Get all revocations as a JWS of the issuer; with Accept: text/event-stream, as a stream of changes.",
        access: .everyone,
        success: .init(
            status: 200, description: "A compact JWS with typ revocations+jwt.", mediaType: "application/jwt"),
        refusals: [503])
}
