import ArgumentParser

/// `mintmark client`.
struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Register and change API clients, the applications that ask for tokens.",
        subcommands: [
            ClientCreate.self, ClientList.self, ClientGet.self, ClientUpdate.self, ClientDisable.self,
            ClientEnable.self, ClientDelete.self,
            ClientInspect.self,
        ])
}
