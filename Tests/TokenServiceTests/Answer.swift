import JOSE
import TokenService

/// A response of the token endpoint, taken apart.
struct Answer {
    let status: Int
    let headers: [String: String]
    let json: JSONValue

    init(_ response: EndpointResponse) throws {
        status = response.status
        headers = Dictionary(response.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $0 + ", " + $1 })
        json = try JSONParser.parse(response.body)
    }

    var error: String? { json["error"]?.string }
    var description: String { json["error_description"]?.string ?? "" }

    var token: CompactJWS {
        get throws { try CompactJWS(Array((json["access_token"]?.string ?? "").utf8)) }
    }

    var claims: JSONValue {
        get throws { try JSONParser.parse(try token.payload) }
    }
}
