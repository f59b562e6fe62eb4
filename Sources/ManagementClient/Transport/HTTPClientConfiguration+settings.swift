import AsyncHTTPClient
import NIOCore
import NIOSSL

extension HTTPClient.Configuration {
    /// No redirects, no second try at connecting, TLS with the certificates that the settings name.
    init(_ settings: ConnectionSettings) throws(TransportFailure) {
        self.init(
            redirectConfiguration: .disallow,
            timeout: Timeout(connect: .seconds(Int64(settings.timeout)), read: .seconds(Int64(settings.timeout))))
        connectionPool.retryConnectionEstablishment = false
        guard let file = settings.certificateAuthorityFile else { return }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try Self.certificates(file))
        tlsConfiguration = tls
    }

    private static func certificates(_ file: String) throws(TransportFailure) -> [NIOSSLCertificate] {
        let bytes: [UInt8]
        do { bytes = try BoundedFile.read(file) } catch { throw .certificateFile(error.reason) }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
            throw .certificateFile("it holds no certificate in PEM")
        }
        return certificates
    }
}
