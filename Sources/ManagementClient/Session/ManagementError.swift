import JOSE
package import OAuthCore

/// An error document of the management API: `{"code","message","details"}`.
package struct ManagementError: Error, Equatable {
    /// The HTTP status.
    package let httpStatus: Int
    /// The gRPC code; `nil` when the document has none.
    package let code: Int64?
    package let message: String
    /// The fields at fault.
    package let violations: [FieldViolation]
    /// What the server's log knows the request by.
    package let requestID: String?
    /// From when on the announced key may sign; given when a rotation comes too early.
    package let earliestSwitchTime: Timestamp?
    /// Seconds, or a date.
    package let retryAfter: String?

    /// Whether the state of things does not allow it (gRPC code 9).
    package var isFailedPrecondition: Bool { code == 9 }

    /// `nil` when the response is no such document.
    init?(_ response: TransportResponse, _ redaction: Redaction) {
        guard let document = response.document, let message = document["message"]?.string else { return nil }
        let details = document["details"]?.array ?? []
        let lists = details.compactMap { $0["validation_error_info"]?["field_violations"] ?? $0["field_violations"] }
        httpStatus = response.status
        code = document["code"]?.lenientInteger
        self.message = redaction.clean(message)
        violations = lists.flatMap { $0.array ?? [] }.compactMap { violation in
            guard let field = violation["field"]?.string else { return nil }
            return FieldViolation(redaction.clean(field), redaction.clean(violation["description"]?.string ?? ""))
        }
        requestID = Self.find("request_id", in: details).map(redaction.clean) ?? response.header("X-Request-ID")
        earliestSwitchTime = Self.find("earliest_switch_time", in: details).flatMap(Timestamp.init(rfc3339:))
        retryAfter = response.header("Retry-After")
    }

    /// The text of a member of a detail or of one of the objects in it.
    private static func find(_ name: String, in details: [JSONValue]) -> String? {
        for detail in details {
            let nested = (detail.members ?? []).map(\.value)
            if let text = ([detail] + nested).lazy.compactMap({ $0[name]?.string }).first { return text }
        }
        return nil
    }
}
