import Testing

@testable import ManagementClient

@Suite struct ProfileSearchTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func find(flag: String? = nil, variable: String? = nil) throws -> ProfileSearch.Found? {
        var environment = ["HOME": directory.path + "/home"]
        environment["MINTMARK_PROFILE"] = variable
        return try ProfileSearch(path: flag, environment: environment, workingDirectory: directory.path).find()
    }

    private func issuer(_ name: String) -> String { #"{"issuer":"http://\#(name)"}"# }

    @Test func firstPlaceThatHasOneWins() throws {
        #expect(try find() == nil)
        try directory.write("home/" + ProfileSearch.placeInHomeDirectory, issuer("home"))
        #expect(try find()?.profile.issuer == "http://home")
        #expect(try find()?.isFromWorkingDirectory == false)
        try directory.write(ProfileSearch.placeInWorkingDirectory, issuer("here"))
        #expect(try find()?.profile.issuer == "http://here")
        #expect(try find()?.isFromWorkingDirectory == true)
        let variable = try directory.write("variable.json", issuer("variable"))
        #expect(try find(variable: variable)?.profile.issuer == "http://variable")
        let flag = try directory.write("flag.json", issuer("flag"))
        #expect(try find(flag: flag, variable: variable)?.profile.issuer == "http://flag")
        #expect(try find(flag: flag)?.isFromWorkingDirectory == false)
    }

    @Test func aNamedFileThatIsAbsentIsAFault() throws {
        let failure = #expect(throws: CommandFailure.self) { try find(variable: "/does/not/exist") }
        #expect(failure?.status == .usage)
        #expect(failure?.message.contains("/does/not/exist that MINTMARK_PROFILE names") == true)
    }

    @Test(arguments: [
        ("", "ends too early"), ("{", "expected a member name"), ("[]", "must hold a JSON object"),
        (#"{"issuer":1}"#, #""issuer" must be a text"#),
        (#"{"client_secret":"acme_hidden","client_secret":"x"}"#, "stands twice"),
    ])
    func malformedFiles(text: String, reason: String) throws {
        let path = try directory.write(ProfileSearch.placeInWorkingDirectory, text)
        let failure = #expect(throws: CommandFailure.self) { try find() }
        #expect(failure?.status == .usage)
        #expect(failure?.message.contains(reason) == true)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.description.contains("acme_hidden") == false)
    }

    @Test func aProfileTooLargeIsRefused() throws {
        let path = try directory.write("large.json", String(repeating: " ", count: 1 << 20 + 1))
        let failure = #expect(throws: CommandFailure.self) { try find(flag: path) }
        #expect(failure?.message.contains("bytes") == true)
    }
}
