package import Logging
package import NIOCertificateReloading
import NIOSSL

/// The PEM files of the server's certificate chain and private key, read anew when they change.
package struct CertificateFiles: Sendable {
    package let certificate: String
    package let privateKey: String
    /// How often the files are looked at.
    package let refreshInterval: Duration

    package init(certificate: String, privateKey: String, refreshInterval: Duration = .seconds(10)) {
        self.certificate = certificate
        self.privateKey = privateKey
        self.refreshInterval = refreshInterval
    }

    /// Reads both files, and keeps the last good pair when a later one cannot be read.
    /// - Throws: when they are not a certificate chain and its private key.
    package func reloader(logger: Logger) throws -> TimedCertificateReloader {
        var configuration = TimedCertificateReloader.Configuration(
            refreshInterval: refreshInterval,
            certificateSource: .init(location: .file(path: certificate), format: .pem),
            privateKeySource: .init(location: .file(path: privateKey), format: .pem))
        configuration.logger = logger
        configuration.onCertificateLoadFailed = { [certificate] failure in
            logger.error(
                "the new TLS certificate cannot be used; the one before stays in force",
                metadata: ["certificate": "\(certificate)", "reason": "\(failure.error)"])
        }
        return try .makeReloaderValidatingSources(configuration: configuration)
    }
}
