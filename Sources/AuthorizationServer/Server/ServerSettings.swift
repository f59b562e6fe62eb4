/// How the server listens and what it accepts.
package struct ServerSettings: Sendable {
    package var host: String
    /// 0 for any free port.
    package var port: Int
    package var tls: CertificateFiles?
    /// For development: a certificate for clients that begin a TLS handshake at an address of plain HTTP, as one SDK
    /// of this market does with half of its calls. Not looked at beside ``tls``.
    package var offeredTLS: CertificateFiles?
    package var trustedProxies: TrustedProxies
    /// Whether connections without TLS from other machines than trusted proxies are refused.
    package var refusesPlainHTTP: Bool
    /// How long a client may take to send one request, in seconds.
    package var requestTimeout: Int64
    /// How long a connection may stay open without a request, in seconds.
    package var idleTimeout: Int64
    package var maximumConnections: Int
    /// Requests of one address in a second; 0 for no limit.
    package var requestsPerAddress: Int
    /// Management calls of one client in a second; 0 for no limit.
    package var managementCallsPerClient: Int

    /// How many resource servers may follow the revocations at once.
    package var revocationStreams: Int

    /// The most bytes that the headers of a request may have.
    static let maximumHeaderSize = 16 * 1024
    static let maximumHeaderCount = 100
    /// The most bytes of a body that a route reads, but for reports of secret scanners.
    static let maximumBodySize = 64 * 1024

    package init(
        host: String = "127.0.0.1", port: Int = 8080, tls: CertificateFiles? = nil,
        trustedProxies: TrustedProxies = TrustedProxies([]), refusesPlainHTTP: Bool = true, requestTimeout: Int64 = 10,
        idleTimeout: Int64 = 60,
        maximumConnections: Int = 10_000, requestsPerAddress: Int = 0, managementCallsPerClient: Int = 500,
        revocationStreams: Int = 1000
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.trustedProxies = trustedProxies
        self.refusesPlainHTTP = refusesPlainHTTP
        self.requestTimeout = requestTimeout
        self.idleTimeout = idleTimeout
        self.maximumConnections = maximumConnections
        self.requestsPerAddress = requestsPerAddress
        self.managementCallsPerClient = managementCallsPerClient
        self.revocationStreams = revocationStreams
    }
}
