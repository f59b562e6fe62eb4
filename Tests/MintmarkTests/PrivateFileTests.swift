import Foundation
import ManagementClient
import OAuthCore
import Testing

@testable import mintmark

@Suite struct PrivateFileTests {
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mintmark-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(directory)
    }

    @Test func aFileIsMadeOnceForItsOwnerAlone() throws {
        try withDirectory { directory in
            let file = PrivateFile(path: directory + "/key")
            try file.create(Secret("first"))
            #expect(throws: CommandFailure.self) { try file.create(Secret("second")) }
            #expect(try file.read().reveal() == "first")
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            try file.replace(Secret("third"))
            #expect(try file.read().reveal() == "third")
        }
    }

    @Test func aFileThatOthersCanReadIsRefused() throws {
        try withDirectory { directory in
            let file = PrivateFile(path: directory + "/key")
            try file.create(Secret("x"))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
            #expect(throws: CommandFailure.self) { try file.read() }
        }
    }

    @Test func whatIsNoFileIsNotReplaced() throws {
        try withDirectory { directory in
            let link = directory + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
            #expect(throws: CommandFailure.self) { try PrivateFile(path: link).replace(Secret("x")) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["link"])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
        }
    }

    @Test func credentialsAreReadBack() throws {
        let credentials = Credentials(
            issuer: "https://a", environmentClientID: ClientID(kind: .environment, number: 1),
            environmentClientSecret: Secret("s\"1"),
            demo: .init(
                organizationID: OrganizationID(number: 2), clientID: ClientID(kind: .organization, number: 3),
                clientSecret: Secret("s2")))
        let again = try #require(Credentials(credentials.json))
        #expect(again.json.reveal() == credentials.json.reveal())
        #expect(Credentials(Secret("{}")) == nil)
        #expect(!"\(credentials)".contains("s2"))
    }
}
