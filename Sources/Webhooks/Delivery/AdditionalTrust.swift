import NIOSSL

/// Certificate authorities that are trusted beside the system's, for receivers in the operator's own network.
package struct AdditionalTrust: Sendable {
    let certificates: [NIOSSLCertificate]

    /// - Parameter file: one or more certificates in PEM.
    /// - Throws: ``Unreadable``.
    package init(file: String) throws(Unreadable) {
        guard let found = try? NIOSSLCertificate.fromPEMFile(file), !found.isEmpty else {
            throw Unreadable()
        }
        certificates = found
    }

    /// The file is not there, cannot be read, or holds no certificate.
    package struct Unreadable: Error {}
}
