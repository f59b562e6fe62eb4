import NIOCore

/// What ends a call of a streaming method, beside the method itself.
struct GRPCCall: Sendable {
    /// The stream of HTTP/2, or the connection of HTTP/1.1: closed when the caller goes away.
    let channel: any Channel
    /// When the caller waits no longer; `nil` for ever.
    let deadline: ContinuousClock.Instant?
}
