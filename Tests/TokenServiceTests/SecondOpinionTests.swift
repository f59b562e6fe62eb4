import JOSE
import JWTKit
import OAuthCore
import Testing
import TokenService

/// Another library reads our keys and believes our tokens.
@Suite struct SecondOpinionTests {
    private struct Claims: JWTPayload {
        let iss: IssuerClaim
        let sub: SubjectClaim
        let aud: AudienceClaim
        let exp: ExpirationClaim
        let scopes: [String]

        func verify(using algorithm: some JWTAlgorithm) async throws {
            try aud.verifyIntendedAudience(includes: "https://api.example.com")
        }
    }

    @Test(arguments: [JWSAlgorithm.rs256, .ps256, .es256, .edDSA])
    func jwtKitValidatesEveryAlgorithm(algorithm: JWSAlgorithm) async throws {
        let bench = try await Workbench(algorithm: algorithm)
        defer { bench.remove() }
        let client = try await bench.register()
        let token = try #require(try await bench.ask(client).json["access_token"]?.string)
        let keys = try await JWTKeyCollection()
            .add(jwksJSON: String(decoding: bench.ring.snapshot.document, as: UTF8.self))
        let claims = try await keys.verify(token, as: Claims.self)
        #expect(claims.iss.value == bench.environment.issuer)
        #expect(claims.sub.value == client.id.description)
        #expect(claims.scopes == client.scopes)
        await #expect(throws: (any Error).self) {
            _ = try await keys.verify(token.dropLast(4) + "AAAA", as: Claims.self)
        }
    }
}
