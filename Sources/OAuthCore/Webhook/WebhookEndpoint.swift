/// Where webhook messages are sent, and which.
package struct WebhookEndpoint: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
        case active = "ACTIVE"
        /// Gets no message: events that happen meanwhile are not sent later.
        case disabled = "DISABLED"
    }

    /// A secret that signs messages, encrypted under the master key.
    package struct SealedSecret: Sendable, Equatable {
        package let bytes: [UInt8]

        package init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }
    }

    /// The secret before the present one, which signs as well for a while.
    package struct PreviousSecret: Sendable, Equatable {
        package let secret: SealedSecret
        package let expireTime: Timestamp

        package init(secret: SealedSecret, expireTime: Timestamp) {
            self.secret = secret
            self.expireTime = expireTime
        }
    }

    package let id: WebhookID
    package var url: String
    /// Empty for all.
    package var eventTypes: [WebhookEventFilter]
    package var description: String
    package var status: Status
    package var secret: SealedSecret
    package var previousSecret: PreviousSecret?
    /// Since when no delivery has got through; `nil` when the last one did.
    package var failingSince: Timestamp?
    package let createTime: Timestamp
    package var updateTime: Timestamp

    package init(
        id: WebhookID, url: String, eventTypes: [WebhookEventFilter] = [], description: String = "",
        status: Status = .active, secret: SealedSecret, previousSecret: PreviousSecret? = nil,
        failingSince: Timestamp? = nil, createTime: Timestamp, updateTime: Timestamp
    ) {
        self.id = id
        self.url = url
        self.eventTypes = eventTypes
        self.description = description
        self.status = status
        self.secret = secret
        self.previousSecret = previousSecret
        self.failingSince = failingSince
        self.createTime = createTime
        self.updateTime = updateTime
    }

    /// The most endpoints of an environment.
    package static let maximumCount = 100

    /// Whether it is sent messages of this type.
    package func wants(_ type: WebhookEventType) -> Bool {
        status == .active && (eventTypes.isEmpty || eventTypes.contains { $0.matches(type) })
    }
}
