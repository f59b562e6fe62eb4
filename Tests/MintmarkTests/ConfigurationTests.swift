import ArgumentParser
import AuthorizationServer
import Foundation
import JOSE
import ManagementClient
import OAuthCore
import Testing

@testable import mintmark

@Suite struct ConfigurationTests {
    private let required = ["MINTMARK_ISSUER": "https://auth.example.com", "MINTMARK_DATA_DIR": "/srv/mintmark"]

    private func read(
        flags: [String: String] = [:], environment: [String: String] = [:],
        for purpose: ServerConfiguration.Purpose = .production
    ) async throws -> ServerConfiguration {
        let sources = await ConfigurationSources(flags: flags, environment: environment, file: nil)
        return try ServerConfiguration(sources, for: purpose)
    }

    private func problems(_ environment: [String: String]) async -> [String] {
        do {
            _ = try await read(environment: environment)
            return []
        } catch {
            return (error as? CommandFailure)?.details ?? ["\(error)"]
        }
    }

    @Test func everythingButIssuerAndDirectoryHasADefault() async throws {
        let configuration = try await read(environment: required)
        #expect(configuration.environment.issuer == "https://auth.example.com")
        #expect(configuration.environment.defaultAudience == ["https://auth.example.com"])
        #expect(configuration.environment.tokenLifetime == 86_400)
        #expect(configuration.keysAlgorithm == .rs256)
        #expect(configuration.server.port == 8080)
        #expect(await problems([:]).count == 2)
    }

    @Test func developmentNeedsNothing() async throws {
        let configuration = try await read(for: .development)
        #expect(configuration.environment.issuer == "http://127.0.0.1:8080")
        #expect(configuration.dataDirectory == ".mintmark")
    }

    @Test func flagsWin() async throws {
        let environment = required.merging(["MINTMARK_PORT": "1"]) { $1 }
        #expect(try await read(flags: ["MINTMARK_PORT": "2"], environment: environment).server.port == 2)
        #expect(try await read(environment: environment).server.port == 1)
    }

    @Test(arguments: [
        ("MINTMARK_PORT", "65536"), ("MINTMARK_PORT", "-1"), ("MINTMARK_PORT", "x"),
        ("MINTMARK_ISSUER", "auth.example.com"),
        ("MINTMARK_ISSUER", "https://a/"), ("MINTMARK_ISSUER", "http://auth.example.com"),
        ("MINTMARK_ISSUER", "https://a?b"),
        ("MINTMARK_ISSUER", "https://u@a"), ("MINTMARK_TOKEN_LIFETIME", "0"), ("MINTMARK_TOKEN_LIFETIME", "999999999"),
        ("MINTMARK_TOKEN_TYPE", "jwt"), ("MINTMARK_KEYS_ALGORITHM", "HS256"), ("MINTMARK_KEYS_ALGORITHM", "none"),
        ("MINTMARK_SECRET_PREFIX", "a-b"), ("MINTMARK_TRUSTED_PROXIES", "10.0.0.0/99"), ("MINTMARK_LOG_LEVEL", "loud"),
        ("MINTMARK_TLS_KEY_FILE", "only.pem"), ("MINTMARK_HOST", "0.0.0.0"), ("MINTMARK_TYPO", "x"),
        ("MINTMARK_WEBHOOKS_RETRY_DELAYS", "5,soon"), ("MINTMARK_WEBHOOKS_CA_FILE", "/nowhere.pem"),
        ("MINTMARK_WEBHOOKS_DISABLE_AFTER", "1"), ("MINTMARK_WEBHOOKS_ALLOW_PRIVATE_DESTINATIONS", "maybe"),
    ])
    func aBadSettingIsNamed(name: String, value: String) async {
        let found = await problems(required.merging([name: value]) { $1 })
        #expect(found.count == 1, "\(found)")
    }

    @Test func namesOfOneSettingAgree() {
        let names = ConfigurationKey.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(ConfigurationKey.tlsCertificateFile.variable == "MINTMARK_TLS_CERTIFICATE_FILE")
        #expect(ConfigurationKey.tlsCertificateFile.flag == "--tls-certificate-file")
    }

    @Test func everyKeyButTheSecretIsAFlag() throws {
        let help = ServeCommand.helpMessage(columns: 200)
        for key in ConfigurationKey.all {
            #expect(help.contains("\(key.flag) <") == !key.isSecret, "\(key.name)")
        }
    }
}
