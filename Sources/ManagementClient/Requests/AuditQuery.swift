/// Which events of the audit log are wanted; what is `nil` is not asked for.
package struct AuditQuery: Sendable, Equatable {
    package var action: String?
    package var actor: String?
    package var subject: String?
    package var organizationID: String?
    package var clientID: String?
    package var requestID: String?
    /// RFC 3339.
    package var since: String?
    /// RFC 3339.
    package var until: String?
    package var afterSequence: Int64?
    package var newestFirst = false

    package init() {}

    var parameters: [FormParameter] {
        let pairs: [(String, String?)] = [
            ("action", action), ("actor", actor), ("subject", subject), ("organization_id", organizationID),
            ("client_id", clientID), ("request_id", requestID), ("since", since), ("until", until),
            ("after_sequence", afterSequence.map(String.init)), ("order", newestFirst ? "desc" : nil),
        ]
        return pairs.compactMap { name, value in value.map { FormParameter(name, $0) } }
    }
}
