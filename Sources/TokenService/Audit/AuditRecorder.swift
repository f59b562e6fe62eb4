package import OAuthCore

/// Takes events of request paths that write no row themselves.
package protocol AuditRecorder: Sendable {
    /// Remembers the event, without waiting. It reaches the store soon; in a flood some are dropped and counted.
    func note(_ event: AuditEvent)
}
