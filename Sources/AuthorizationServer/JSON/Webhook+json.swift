import JOSE
import OAuthCore
import Webhooks

extension WebhookEndpoint {
    /// As the management API shows it; never its secrets.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("webhook_id", .string(id.description)), .init("url", .string(url)),
            .init("event_types", .array(eventTypes.map { .string($0.description) })),
            .init("description", .string(description)), .init("status", .string(status.rawValue)),
            .init("create_time", .string(createTime.description)),
            .init("update_time", .string(updateTime.description)),
        ]
        if let failingSince { members.append(.init("failing_since", .string(failingSince.description))) }
        if let previousSecret {
            members.append(.init("previous_secret_expire_time", .string(previousSecret.expireTime.description)))
        }
        return .object(members)
    }
}

extension WebhookUpdate {
    /// Reads the body of a request that creates or changes an endpoint.
    /// - Throws: ``InvalidFields``.
    init(body: [UInt8]) throws(InvalidFields) {
        var fields = try JSONFields(body, wrapper: "webhook")
        self.init()
        url = fields.text("url", emptyKeeps: true)
        eventTypes = fields.texts("event_types")
        description = fields.text("description", emptyKeeps: true)
        status = fields.update("status", "ACTIVE or DISABLED") { json in
            json.string.flatMap(WebhookEndpoint.Status.init(rawValue:))
        }
        if status == .clear { fields.refuse("status", "must be ACTIVE or DISABLED") }
        try fields.finish(
            ignoring: ["webhook_id", "create_time", "update_time", "failing_since", "previous_secret_expire_time"])
    }
}

extension WebhookDelivery {
    /// As the management API shows it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("delivery_id", .string(id.description)), .init("event_type", .string(eventType.rawValue)),
            .init("audit_sequence", .integer(sequence)), .init("status", .string(status.rawValue)),
            .init("attempts", .integer(Int64(attempts))), .init("create_time", .string(createTime.description)),
        ]
        if let lastAttemptTime { members.append(.init("last_attempt_time", .string(lastAttemptTime.description))) }
        if let nextAttemptTime { members.append(.init("next_attempt_time", .string(nextAttemptTime.description))) }
        if let responseStatus { members.append(.init("response_status", .integer(Int64(responseStatus)))) }
        if let error { members.append(.init("error", .string(error))) }
        return .object(members)
    }
}

extension DeliveryAttempt {
    /// The outcome of a test.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("delivered", .bool(isSuccess)), .init("latency_milliseconds", .integer(latency)),
        ]
        if let status { members.append(.init("response_status", .integer(Int64(status)))) }
        if let error { members.append(.init("error", .string(error))) }
        return .object(members)
    }
}
