import NIOCore

/// What connections may take, whichever HTTP they speak.
struct ConnectionLimits: Sendable {
    /// From the first byte of a request to its last.
    let requestTimeout: TimeAmount
    /// Without a request.
    let idleTimeout: TimeAmount

    /// Connections of HTTP/2 are made to be kept: SDKs of this market send a PING every minute and expect to find the
    /// connection open for four.
    var http2IdleTimeout: TimeAmount { .nanoseconds(idleTimeout.nanoseconds * 5) }

    /// Requests at once on one connection of HTTP/2.
    static let maximumStreams = 100
}
