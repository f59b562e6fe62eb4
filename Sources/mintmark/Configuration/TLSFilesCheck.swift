import AuthorizationServer
import Logging
import ManagementClient

/// Whether the TLS files can be used, before anything is started with them.
enum TLSFilesCheck {
    /// - Throws: ``CommandFailure``.
    static func check(_ files: CertificateFiles?) throws(CommandFailure) {
        guard let files else { return }
        do {
            _ = try files.reloader(logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
        } catch {
            let reason = "\(error)".split { $0.isNewline }.map { $0.drop { $0 == " " } }.joined(separator: " ")
            throw CommandFailure(
                "the TLS files \(files.certificate) and \(files.privateKey) cannot be used: \(reason)",
                advice: "tls.certificate_file and tls.key_file must hold a PEM certificate chain and its private key",
                status: .usage)
        }
    }
}
