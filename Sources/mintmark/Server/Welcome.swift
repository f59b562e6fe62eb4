import OAuthCore

/// What `mintmark dev` prints once it is ready: three commands to paste.
struct Welcome {
    let credentials: Credentials

    var text: String {
        let issuer = credentials.issuer
        var lines = ["Mintmark is ready at \(issuer)", ""]
        if let demo = credentials.demo {
            lines += [
                "Get a token:",
                "  curl -X POST \(issuer)/oauth/token -d grant_type=client_credentials "
                    + "-d client_id=\(demo.clientID) -d client_secret=\(demo.clientSecret.reveal())", "",
            ]
        }
        lines += [
            "See the keys that verify it:", "  curl \(issuer)/keys", "",
            "Call the management API:",
            "  curl \(issuer)/api/v1/organizations -H \"Authorization: Bearer $(curl -s \(issuer)/oauth/token "
                + "-d grant_type=client_credentials -d client_id=\(credentials.environmentClientID) "
                + "-d client_secret=\(credentials.environmentClientSecret.reveal()) | sed 's/.*\"access_token\":\"//;s/\".*//')\"",
            "", "Stop with Ctrl-C. These secrets are for development only.", "",
        ]
        return lines.joined(separator: "\n")
    }
}
