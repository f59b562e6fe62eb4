/// How to reach a server and as whom.
package struct ConnectionSettings: Sendable {
    /// The environment.
    package let issuer: IssuerURL
    /// Where the issuer was given, as a person would name it: `--issuer`, `MINTMARK_ISSUER` or a file.
    package let issuerOrigin: String
    /// The client to act as.
    package let credentials: ClientCredentials
    /// Where the secret of the client was given.
    package let credentialsOrigin: String
    /// A PEM file with the certificates to trust instead of the system's; `nil` for the system's.
    package let certificateAuthorityFile: String?
    /// How long one request may take, in seconds.
    package let timeout: Int

    package init(
        issuer: IssuerURL, issuerOrigin: String, credentials: ClientCredentials, credentialsOrigin: String,
        certificateAuthorityFile: String? = nil, timeout: Int = 30
    ) {
        self.issuer = issuer
        self.issuerOrigin = issuerOrigin
        self.credentials = credentials
        self.credentialsOrigin = credentialsOrigin
        self.certificateAuthorityFile = certificateAuthorityFile
        self.timeout = timeout
    }
}
