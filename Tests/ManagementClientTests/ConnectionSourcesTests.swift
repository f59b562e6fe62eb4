import OAuthCore
import Testing

@testable import ManagementClient

@Suite struct ConnectionSourcesTests {
    static let profile = """
        {"issuer":"http://localhost:8080","environment_client_id":"skc_1","environment_client_secret":"env_secret",
        "organization_id":"org_1","client_id":"m2morg_1","client_secret":"org_secret","more":true}
        """
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func sources(
        _ flags: ConnectionValues = ConnectionValues(), _ environment: [String: String] = [:], profile: String? = nil
    ) -> ConnectionSources {
        let search = ProfileSearch(path: profile, environment: environment, workingDirectory: directory.path)
        return ConnectionSources(flags: flags, environment: environment, search: search)
    }

    @Test func flagsThenEnvironmentThenProfile() throws {
        try directory.write(ProfileSearch.placeInWorkingDirectory, Self.profile)
        let environment = [
            "MINTMARK_ISSUER": "http://127.0.0.1:2", "MINTMARK_CLIENT_SECRET": "variable", "MINTMARK_CLIENT_ID": "",
        ]
        let settings = try sources(ConnectionValues(issuer: "http://127.0.0.1:3"), environment).settings(
            for: .environment)
        #expect(settings.issuer.description == "http://127.0.0.1:3")
        #expect(settings.issuerOrigin == "--issuer")
        #expect(settings.credentials.clientID == "skc_1")
        #expect(settings.credentials.clientSecret.reveal() == "variable")
        #expect(settings.credentialsOrigin == "MINTMARK_CLIENT_SECRET")
    }

    @Test func theRoleChoosesTheClientOfTheProfile() throws {
        try directory.write(ProfileSearch.placeInWorkingDirectory, Self.profile)
        let management = try sources().settings(for: .environment).credentials
        #expect(management.clientSecret.reveal() == "env_secret")
        let customer = try sources().settings(for: .organization).credentials
        #expect(customer.clientID == "m2morg_1")
        #expect(customer.clientSecret.reveal() == "org_secret")
    }

    @Test func aSecretOfTheProfileGoesWithItsOwnClientOnly() throws {
        try directory.write(ProfileSearch.placeInWorkingDirectory, Self.profile)
        let known = try sources(ConnectionValues(clientID: "m2morg_1")).settings(for: .environment)
        #expect(known.credentials.clientSecret.reveal() == "org_secret")
        let failure = #expect(throws: CommandFailure.self) {
            try sources(ConnectionValues(clientID: "skc_9")).settings(for: .environment)
        }
        #expect(failure?.message == "the client secret is missing")
    }

    @Test func everyMissingSettingIsNamedWithEachWayToGiveIt() throws {
        let failure = try #require(throws: CommandFailure.self) { try sources().settings(for: .environment) }
        #expect(failure.status == .usage)
        #expect(failure.message == "the issuer URL, the client id and the client secret are missing")
        for way in [
            "--issuer", "MINTMARK_ISSUER", "--client-id", "MINTMARK_CLIENT_ID", "--client-secret", "MINTMARK_PROFILE",
            "MINTMARK_CLIENT_SECRET", "--profile", "environment_client_id", "./.mintmark/credentials.json",
            "~/.config/mintmark/profile.json", "none was found",
        ] {
            #expect(failure.description.contains(way), "\(way)")
        }
        let other = try #require(throws: CommandFailure.self) {
            try sources(ConnectionValues(issuer: "http://a", clientSecret: Secret("s"))).settings(for: .organization)
        }
        #expect(other.message == "the client id is missing")
        #expect(!other.description.contains("environment_client_id"))
    }

    @Test func aMalformedProfileMattersOnlyWhenItIsNeeded() throws {
        try directory.write(ProfileSearch.placeInWorkingDirectory, "{")
        let flags = ConnectionValues(issuer: "http://a", clientID: "skc_1", clientSecret: Secret("secret"))
        #expect(try sources(flags).settings(for: .environment).credentials.clientID == "skc_1")
        #expect(throws: CommandFailure.self) { try sources().settings(for: .environment) }
    }

    @Test func noSecretGoesToAServerThatOnlyTheWorkingDirectoryNames() throws {
        let foreign = #"{"issuer":"https://collector.example","environment_client_id":"skc_1"}"#
        let path = try directory.write(ProfileSearch.placeInWorkingDirectory, foreign)
        let environment = ["MINTMARK_CLIENT_SECRET": "variable"]
        let failure = #expect(throws: CommandFailure.self) {
            try sources(.init(), environment).settings(for: .environment)
        }
        #expect(failure?.status == .usage)
        #expect(failure?.message.contains("https://collector.example") == true)
        #expect(
            try sources(.init(), environment, profile: path).settings(for: .environment).credentials.clientID == "skc_1"
        )
    }

    @Test func anIssuerThatIsNoURLNamesItsOrigin() {
        let flags = ConnectionValues(issuer: "ftp://a", clientID: "skc_1", clientSecret: Secret("secret"))
        let failure = #expect(throws: CommandFailure.self) { try sources(flags).settings(for: .environment) }
        #expect(failure?.message == "the issuer URL from --issuer is no URL of a server: ftp://a")
    }

    @Test func theOrganizationOfTheProfileBelongsToItsIssuer() throws {
        try directory.write(ProfileSearch.placeInWorkingDirectory, Self.profile)
        #expect(try sources().defaultOrganization() == "org_1")
        #expect(try sources(.init(issuer: "http://localhost:8080/")).defaultOrganization() == "org_1")
        #expect(try sources(.init(issuer: "https://prod.example")).defaultOrganization() == nil)
    }
}
