import JOSE
package import OAuthCore

extension ClientService {
    /// Disables a client, which ends its tokens at this server's own endpoints at once, or enables it again.
    /// - Parameter reason: why, for the audit log (``ReasonText``); empty for none given.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func setStatus(
        _ status: Client.Status, reason: String, of id: ClientID, _ owner: OrganizationID?, by caller: Caller
    ) async throws -> Client {
        if let violation = ReasonText.violation(of: reason) { throw InvalidFields([violation]) }
        return try await change(id, of: owner, by: caller) { client, now in
            client.status = status
            client.updateTime = now
            try Self.keepCallerIn(caller, client)
            let details: JSONValue = ["reason": reason.isEmpty ? .null : .string(reason)]
            return (status == .active ? .clientEnabled : .clientDisabled, id.description, details)
        }
    }

    /// What an update is called in the audit log.
    static func action(from old: Client, to new: Client) -> AuditEvent.Action {
        guard old.status != new.status else { return .clientUpdated }
        return new.status == .active ? .clientEnabled : .clientDisabled
    }

    /// Nobody ends the last secret in force of its own client either.
    static func keepSecret(_ caller: Caller, _ changed: Client, _ now: Timestamp) throws(ManagementError) {
        guard changed.id == caller.clientID, !changed.secrets.contains(where: { $0.isUsable(at: now) }) else { return }
        throw .failedPrecondition(
            "A client cannot end its own last secret in force; add another one first, or use another environment "
                + "client.", earliest: nil)
    }

    /// Nobody shuts itself out: the last environment client might be the one.
    static func keepCallerIn(_ caller: Caller, _ changed: Client) throws {
        guard changed.id == caller.clientID else { return }
        guard changed.status == .active else {
            throw ManagementError.failedPrecondition(
                "A client cannot disable itself; use another environment client.", earliest: nil)
        }
        let address = caller.actor.address ?? "unknown"
        guard AllowedAddresses.permit(address, changed.limits.allowedAddresses) else {
            throw InvalidFields(
                "allowed_addresses",
                "must contain the address of this call, \(address), or the client would shut itself out; use another "
                    + "environment client to do so")
        }
    }
}
