import ManagementClient
import OAuthCore
import Stores

/// The clients of `mintmark dev`, kept in the data directory so that a later start can show their secrets again.
struct DevelopmentCredentials {
    let assembly: ServerAssembly

    private var configuration: ServerConfiguration { assembly.installation.configuration }
    private var file: PrivateFile { DataDirectory(path: configuration.dataDirectory).credentials }

    /// - Throws: ``CommandFailure``.
    func readOrMake() async throws -> Credentials {
        guard file.exists else { return try await make() }
        guard var known = Credentials(try file.read()) else {
            throw CommandFailure(
                "\(file.path) does not hold the credentials that mintmark dev wrote",
                advice: "remove the file to have new ones made", status: .usage)
        }
        guard try await assembly.installation.store.client(known.environmentClientID) != nil else {
            return try await make()
        }
        if known.issuer != configuration.environment.issuer {
            known.issuer = configuration.environment.issuer
            try file.replace(known.json)
        }
        return known
    }

    private func make() async throws -> Credentials {
        let first = FirstCredentials(assembly: assembly, actor: Actor(name: "mintmark dev"))
        var credentials = try await first.make()
        credentials.demo = try await first.makeDemo()
        try file.replace(credentials.json)
        return credentials
    }
}
