import ArgumentParser
import ManagementClient

/// The fields of an organization beside its name.
struct OrganizationFieldOptions: ParsableArguments {
    @Option(
        name: .customLong("external-id"),
        help: ArgumentHelp("The customer's id in your own systems; unique.", valueName: "id"))
    var externalID: String?

    @Option(help: ArgumentHelp("A pair to keep with it; may be repeated.", valueName: "key=value"))
    var metadata: [KeyValuePair] = []

    @Option(help: ArgumentHelp("A short name.", valueName: "text"))
    var slug: String?

    @Option(name: .customLong("logo-url"), help: ArgumentHelp("The address of a picture.", valueName: "url"))
    var logoURL: String?

    @Option(
        help: ArgumentHelp(
            "How many tokens all its clients may get in so many seconds: 1000/3600, 1000/3600:warn to only record it, or none for the environment's default.",
            valueName: "tokens/seconds"))
    var quota: QuotaChange?

    func validate() throws {
        if let key = KeyValuePair.repeatedKey(in: metadata) { throw ValidationError("--metadata gives \(key) twice") }
    }

    func fields(name: String?) -> OrganizationFields {
        OrganizationFields(
            name: name, externalID: externalID, metadata: metadata.isEmpty ? nil : metadata, slug: slug,
            logoURL: logoURL, quota: quota)
    }
}
