/// Carries requests to a server. Does not follow redirects, so that a secret goes only where it was meant to go.
package protocol Transport: Sendable {
    /// - Throws: ``TransportFailure`` when there is no complete response.
    func send(_ request: TransportRequest) async throws -> TransportResponse
}
