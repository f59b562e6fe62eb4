import ArgumentParser
import ManagementClient

/// The fields of a client beside its name.
struct ClientFieldOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String?

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What its tokens may allow; may be repeated, or several apart by spaces or commas.", valueName: "scope"))
    var scopes: [String] = []

    @Option(help: ArgumentHelp("An API that its tokens are for; may be repeated.", valueName: "audience"))
    var audience: [String] = []

    @Option(
        name: .customLong("claim"),
        help: ArgumentHelp("A custom claim of its tokens; may be repeated.", valueName: "key=value"))
    var claims: [KeyValuePair] = []

    @Option(
        help: ArgumentHelp(
            "How long its tokens live: 3600, 90s, 15m, 24h, 7d, or default for the environment's.",
            valueName: "duration"))
    var lifetime: Lifetime?

    @Option(
        name: .customLong("allowed-address"),
        help: ArgumentHelp(
            "An address or CIDR range from which it may ask for tokens; may be repeated; none for everywhere.",
            valueName: "address"))
    var allowedAddresses: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many tokens it may get in so many seconds: 1000/3600, 1000/3600:warn to only record it, or none for the environment's default.",
            valueName: "tokens/seconds"))
    var quota: QuotaChange?

    func validate() throws {
        if let key = KeyValuePair.repeatedKey(in: claims) { throw ValidationError("--claim gives \(key) twice") }
    }

    /// What was given; a list that was given empty, as by `--scope ""`, is cleared.
    func fields(name: String?) -> ClientFields {
        ClientFields(
            name: name, description: description,
            scopes: scopes.isEmpty ? nil : ScopeList.scopes(in: scopes),
            audience: audience.isEmpty ? nil : audience.filter { !$0.isEmpty },
            customClaims: claims.isEmpty ? nil : claims, lifetime: lifetime,
            allowedAddresses: allowedAddresses.isEmpty ? nil : allowedAddresses.filter { !["", "none"].contains($0) },
            quota: quota)
    }
}
