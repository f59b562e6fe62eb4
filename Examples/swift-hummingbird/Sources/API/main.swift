import Foundation
import Hummingbird
import MintmarkHummingbird
import MintmarkValidator

struct APIContext: TokenRequestContext {
    var coreContext: CoreRequestContextStorage
    var token: ValidatedToken<StandardClaims>?

    init(source: Source) {
        coreContext = .init(source: source)
    }
}

struct DataResponse: ResponseEncodable {
    let client_id: String
    let organization_id: String?
    let scopes: [String]
}

let environment = ProcessInfo.processInfo.environment
let issuer = environment["MINTMARK_ISSUER"] ?? "http://127.0.0.1:8080"
let audience = environment["MINTMARK_AUDIENCE"] ?? "https://api.example.com"
let port = environment["PORT"].flatMap { Int($0) } ?? 9000

// Tokens that the issuer revokes end within a second; should it be silent for a minute, they end when they expire.
let validator = TokenValidator(issuer: issuer, audience: audience, revocation: .stream, transport: .httpClient)
let router = Router(context: APIContext.self)
try router.protectedResourceMetadata(resource: audience, issuers: [issuer], scopes: ["read:data"])
router.protect(validator).require(scopes: .all(["read:data"])).get("/api/data") { _, context in
    let claims = context.token?.standard
    return DataResponse(
        client_id: claims?.clientID ?? "", organization_id: claims?.organizationID, scopes: claims?.scopes ?? [])
}

let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
    services: [RevocationMetrics(validator)])
try await application.runService()
