import ArgumentParser

/// `mintmark org`.
struct OrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "org", abstract: "Register and change organizations, the customers of the API.",
        subcommands: [
            OrganizationCreate.self, OrganizationList.self, OrganizationGet.self, OrganizationSearch.self,
            OrganizationUpdate.self, OrganizationDelete.self,
        ])
}
