import JOSE

extension ManagementRequest {
    /// Answers `{"webhook","plain_secret"}`.
    package static func createWebhook(_ fields: WebhookFields) -> ManagementRequest {
        ManagementRequest(.post, "webhooks", body: fields.fields.creation)
    }

    /// Answers `{"webhook"}`.
    package static func webhook(_ id: PathSegment) -> ManagementRequest {
        ManagementRequest(.get, "webhooks/\(id.encoded)")
    }

    /// Changes the given fields alone. Answers `{"webhook"}`.
    package static func updateWebhook(_ id: PathSegment, _ fields: WebhookFields) -> ManagementRequest {
        ManagementRequest(.patch, "webhooks/\(id.encoded)", body: fields.fields.update)
    }

    /// Answers `{}`.
    package static func deleteWebhook(_ id: PathSegment) -> ManagementRequest {
        ManagementRequest(.delete, "webhooks/\(id.encoded)")
    }

    /// Answers `{"webhook","plain_secret"}`.
    /// - Parameter overlap: for how long the present secret signs as well, in seconds; `nil` for the server's default.
    package static func rotateSecret(ofWebhook id: PathSegment, overlap: Int64?) -> ManagementRequest {
        let body: JSONValue = overlap.map { ["overlap": .integer($0)] } ?? [:]
        return ManagementRequest(.post, "webhooks/\(id.encoded)/secrets", body: body)
    }

    /// Answers `{"test"}`.
    package static func testWebhook(_ id: PathSegment) -> ManagementRequest {
        ManagementRequest(.post, "webhooks/\(id.encoded):test")
    }

    /// Answers `{"delivery"}`.
    package static func retryDelivery(_ delivery: PathSegment, ofWebhook id: PathSegment) -> ManagementRequest {
        ManagementRequest(.post, "webhooks/\(id.encoded)/deliveries/\(delivery.encoded):retry")
    }
}
