import OAuthCore

/// What `mintmark dev` prints once it is ready: three commands to paste.
struct Welcome {
    let credentials: Credentials
    /// The certificate of the private authority; `nil` when the certificate is the operator's own.
    let authority: String?
    let isTLS: Bool

    var text: String {
        let issuer = credentials.issuer
        let curl = isTLS && authority != nil ? "curl --cacert \(authority ?? "")" : "curl"
        var lines = ["Mintmark is ready at \(issuer)", ""]
        if let demo = credentials.demo {
            lines += [
                "Get a token:",
                "  \(curl) -X POST \(issuer)/oauth/token -d grant_type=client_credentials "
                    + "-d client_id=\(demo.clientID) -d client_secret=\(demo.clientSecret.reveal())", "",
            ]
        }
        lines += [
            "See the keys that verify it:", "  \(curl) \(issuer)/keys", "",
            "Call the management API:",
            "  \(curl) \(issuer)/api/v1/organizations -H \"Authorization: Bearer $(\(curl) -s \(issuer)/oauth/token "
                + "-d grant_type=client_credentials -d client_id=\(credentials.environmentClientID) "
                + "-d client_secret=\(credentials.environmentClientSecret.reveal()) | sed 's/.*\"access_token\":\"//;s/\".*//')\"",
            "",
        ]
        lines += trust
        lines += [
            "Stop with Ctrl-C. These secrets are for development only.", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// What each language reads to trust the authority.
    private var trust: [String] {
        guard let authority else { return [] }
        let grpc = "  export GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=\(authority)"
        guard isTLS else {
            return [
                "Let the Scalekit SDK of Python, whose management calls are always TLS, use this address as well:",
                grpc, "",
            ]
        }
        return [
            "Let programs trust the certificate:", "\(grpc) REQUESTS_CA_BUNDLE=\(authority)   # Python",
            "  export NODE_EXTRA_CA_CERTS=\(authority)   # Node",
            "  export SSL_CERT_FILE=\(authority)   # Go, curl, Ruby",
            "  keytool -importcert -noprompt -alias mintmark -file \(authority) -keystore mintmark.p12 "
                + "-storepass changeit   # Java, then:",
            "  export JAVA_TOOL_OPTIONS=\"-Djavax.net.ssl.trustStore=mintmark.p12 "
                + "-Djavax.net.ssl.trustStorePassword=changeit\"", "",
        ]
    }
}
