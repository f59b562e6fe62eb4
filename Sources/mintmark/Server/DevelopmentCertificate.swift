import AuthorizationServer
import Crypto
import Foundation
import ManagementClient
import OAuthCore
import SwiftASN1
import X509

/// The certificate of `mintmark dev` for localhost, signed by a private authority whose key is thrown away at once: nobody
/// can sign another certificate with it, so it is safe to trust. Both are made anew, in the same files, when they near
/// their end or the host is another one.
struct DevelopmentCertificate {
    let directory: DataDirectory
    /// The host that the server listens on.
    let host: String

    private var certificate: PrivateFile { PrivateFile(path: directory.path + "/tls-cert.pem") }
    private var key: PrivateFile { PrivateFile(path: directory.path + "/tls-key.pem") }
    /// What clients have to trust.
    var authority: String { URL(fileURLWithPath: directory.path).path + "/tls-ca.pem" }

    private static let lifetime: TimeInterval = 397 * 86_400
    private static let renewal: TimeInterval = 30 * 86_400

    /// - Throws: ``CommandFailure``.
    func readOrMake() throws -> CertificateFiles {
        if !isUsable() { try make() }
        return CertificateFiles(certificate: certificate.path, privateKey: key.path, refreshInterval: .seconds(3600))
    }

    private func isUsable() -> Bool {
        guard key.exists, PrivateFile(path: authority).exists, let text = try? certificate.read().reveal(),
            let known = try? Certificate(pemEncoded: text),
            let names = try? known.extensions.subjectAlternativeNames
        else { return false }
        return known.notValidAfter > Date().addingTimeInterval(Self.renewal)
            && Set(names.map(\.description)) == Set(self.names.map(\.description))
    }

    private func make() throws {
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let ownKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        // A name of its own: who trusts two authorities of one name finds the wrong one for every second certificate.
        let number = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
        let issuer = try DistinguishedName { CommonName("Mintmark development authority \(number)") }
        let root = try sign(
            authorityKey.publicKey, issuer, issuer, authorityKey,
            try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            })
        let own = try sign(
            ownKey.publicKey, try DistinguishedName { CommonName("localhost") }, issuer, authorityKey,
            try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
            })
        try PrivateFile(path: authority).replace(Secret(try root.serializeAsPEM().pemString + "\n"))
        try key.replace(Secret(try ownKey.serializeAsPEM().pemString + "\n"))
        try certificate.replace(Secret(try own.serializeAsPEM().pemString + "\n"))
    }

    private func sign(
        _ key: Certificate.PublicKey, _ subject: DistinguishedName, _ issuer: DistinguishedName,
        _ authority: Certificate.PrivateKey, _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        let now = Date()
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
            notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(Self.lifetime),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: authority)
    }

    private var names: [GeneralName] {
        var names: [GeneralName] = [
            .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
            .ipAddress(ASN1OctetString(contentBytes: [UInt8](repeating: 0, count: 15) + [1])),
        ]
        let isKnown = ["localhost", "127.0.0.1", "::1", "0.0.0.0", "::"].contains(host)
        if !isKnown, AddressRange(host) == nil { names.append(.dnsName(host)) }
        return names
    }
}
