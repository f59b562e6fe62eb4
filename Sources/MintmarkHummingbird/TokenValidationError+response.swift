import HTTPTypes
import Hummingbird
import MintmarkValidator

extension TokenValidationError {
    /// The answer to a request that may not pass.
    func response(resourceMetadata: String?) -> Response {
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        headers[.wwwAuthenticate] = wwwAuthenticate(resourceMetadata: resourceMetadata)
        if httpStatus == 503 { headers[.retryAfter] = "1" }
        let text = reason.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
        let body = "{\"error\":\"\(code.rawValue)\",\"error_description\":\"\(text)\"}"
        return Response(
            status: .init(code: httpStatus), headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}
