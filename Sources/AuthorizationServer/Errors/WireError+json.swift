import HTTPTypes
import Hummingbird
import JOSE
import OAuthCore

extension WireError {
    /// The answer of the management API: `{"code","message","details":[…]}` with one ErrorInfo.
    func response(requestID: String) -> Response {
        var info: [JSONValue.Member] = [
            .init("@type", "type.googleapis.com/scalekit.v1.errdetails.ErrorInfo"),
            .init("error_code", .string(code.name)),
            .init("request_info", ["request_id": .string(requestID)]),
        ]
        if !violations.isEmpty {
            let list = violations.map { violation -> JSONValue in
                ["field": .string(violation.field), "description": .string(violation.description)]
            }
            info.append(.init("validation_error_info", ["field_violations": .array(list)]))
        }
        if let earliestTime {
            info.append(.init("earliest_switch_time", .string(earliestTime.description)))
        }
        var response = Response.json(
            ["code": .integer(code.rawValue), "message": .string(message), "details": [.object(info)]], status: status)
        if status == .unauthorized {
            response.headers[.wwwAuthenticate] = #"Bearer realm="mintmark""#
        }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}
