import JOSE
import NIOCore
import NIOHTTP1

/// Answers one connection of a ``TestRevocationServer``.
final class RevocationServerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let feed: TestRevocationFeed
    private var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
    private var heartbeat: RepeatedTask?

    init(feed: TestRevocationFeed) {
        self.feed = feed
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        feed.update { $0.connections[ObjectIdentifier(channel)] = channel }
    }

    func channelInactive(context: ChannelHandlerContext) {
        heartbeat?.cancel()
        let id = ObjectIdentifier(context.channel)
        feed.update { state in
            state.connections[id] = nil
            state.streams[id] = nil
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        let state = feed.value { $0 }
        switch head.uri {
        case "/keys": write((try? state.issuer?.keySet) ?? [], type: "application/jwk-set+json", to: context)
        case "/.well-known/openid-configuration":
            let metadata: JSONValue = [
                "issuer": .string(state.url), "jwks_uri": .string(state.url + "/keys"),
                "revocations_endpoint": .string(state.url + "/oauth/revocations"),
            ]
            write(JSONText.bytes(metadata), type: "application/json", to: context)
        case "/oauth/revocations":
            feed.update { $0.requestCount += 1 }
            respondWithRules(state, context)
        default: write([], status: .notFound, type: "text/plain", to: context)
        }
    }

    private func respondWithRules(_ state: TestRevocationFeed.State, _ context: ChannelHandlerContext) {
        if state.behaviour == .silent { return }
        if case .failing(let status) = state.behaviour {
            return write([], status: .init(statusCode: status), type: "text/html", to: context)
        }
        guard !head.headers["Accept"].contains("text/event-stream") else { return openStream(context) }
        let tag = "\"\(state.revision)\""
        guard head.headers["If-None-Match"] != [tag] else {
            return write([], status: .notModified, tag: tag, type: "application/jwt", to: context)
        }
        write(Array(TestRevocationFeed.document(state).utf8), tag: tag, type: "application/jwt", to: context)
    }

    private func write(
        _ body: [UInt8], status: HTTPResponseStatus = .ok, tag: String? = nil, type: String,
        to context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders([("Content-Type", type), ("Cache-Control", "no-cache")])
        if status != .notModified { headers.add(name: "Content-Length", value: String(body.count)) }
        if let tag { headers.add(name: "ETag", value: tag) }
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !body.isEmpty { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func openStream(_ context: ChannelHandlerContext) {
        let headers = HTTPHeaders([("Content-Type", "text/event-stream"), ("Cache-Control", "no-cache")])
        context.write(
            wrapOutboundOut(.head(.init(version: .http1_1, status: .ok, headers: headers))), promise: nil)
        let channel = context.channel
        let send: @Sendable (String) -> Void = { event in
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: event))), promise: nil)
        }
        // One step, so that no rule falls between the whole set and what is new.
        feed.update { state in
            if let event = TestRevocationFeed.event(state.rules, since: nil, state) { send(event) }
            state.streams[ObjectIdentifier(channel)] = send
        }
        let interval = TimeAmount(feed.heartbeat)
        heartbeat = channel.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { [feed] _ in
            if let event = feed.heartbeatEvent { send(event) }
        }
    }
}
