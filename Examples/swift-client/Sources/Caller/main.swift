import AsyncHTTPClient
import Foundation
import MintmarkClient

// The issuer, the client id and the secret come from MINTMARK_ISSUER, MINTMARK_CLIENT_ID and MINTMARK_CLIENT_SECRET.
let tokens = try TokenProvider.fromEnvironment()
let api = AuthorizedHTTPClient(tokens: tokens, scopes: ["read:data"])

let address = ProcessInfo.processInfo.environment["API_URL"] ?? "http://127.0.0.1:9000/api/data"
let response = try await api.execute(HTTPClientRequest(url: address), timeout: .seconds(10))
let body = try await response.body.collect(upTo: 64 * 1024)
print("\(response.status.code) \(String(buffer: body))")
