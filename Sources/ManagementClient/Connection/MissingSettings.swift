/// The settings that no source has, and every way to give them.
struct MissingSettings {
    let issuer: Bool
    let clientID: Bool
    let clientSecret: Bool
    /// Decides the member names of the profile.
    let role: ClientRole
    /// The profile that was read; empty for none.
    let profile: String

    var failure: CommandFailure {
        let names = [
            issuer ? "the issuer URL" : nil, clientID ? "the client id" : nil, clientSecret ? "the client secret" : nil,
        ].compactMap(\.self)
        let verb = names.count == 1 ? "is" : "are"
        return .usage(
            "\(list(names)) \(verb) missing", details: ways,
            advice: "`mintmark dev --credentials FILE` writes such a profile file")
    }

    private var ways: [String] {
        let prefix = role == .environment ? "environment_" : ""
        var ways: [String] = []
        if issuer { ways.append(#"issuer URL: --issuer URL, or MINTMARK_ISSUER, or "issuer" in the profile file"#) }
        if clientID {
            ways.append(
                #"client id: --client-id ID, or MINTMARK_CLIENT_ID, or "\#(prefix)client_id" in the profile file"#)
        }
        if clientSecret {
            ways.append(
                "client secret: MINTMARK_CLIENT_SECRET, or --client-secret SECRET (visible in process lists), "
                    + #"or "\#(prefix)client_secret" beside that client id in the profile file"#)
        }
        let places = "./\(ProfileSearch.placeInWorkingDirectory), or ~/\(ProfileSearch.placeInHomeDirectory)"
        let state = profile.isEmpty ? "none was found" : "\(profile) was read"
        return ways + ["profile file: --profile FILE, or MINTMARK_PROFILE, or \(places); \(state)"]
    }

    private func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
