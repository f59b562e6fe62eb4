import HTTPTypes
import Hummingbird
import MintmarkValidator

/// Finds the token of a request (RFC 6750 §2.1).
enum BearerToken {
    /// - Throws: ``TokenValidationError`` `missing`, or `wrongPlace` for a token in the query string, which ends up in
    ///   logs (RFC 6750 §5.3).
    static func token(in request: Request) throws(TokenValidationError) -> String {
        if request.uri.queryParameters["access_token"] != nil {
            throw .refused(.wrongPlace, "A token in the URL is not accepted; send it as Authorization: Bearer.")
        }
        let values = request.headers[values: .authorization].filter { $0.prefix(7).lowercased() == "bearer " }
        guard values.count <= 1 else {
            throw .refused(.wrongPlace, "There is more than one Bearer token; send one.")
        }
        guard let value = values.first else {
            throw .refused(.missing, "There is no token; send one as Authorization: Bearer.")
        }
        return String(value.dropFirst(7).drop { $0 == " " })
    }
}
