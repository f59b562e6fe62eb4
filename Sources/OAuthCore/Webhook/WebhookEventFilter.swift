/// Which events an endpoint wants: one by its type, `secret.created`, or all about one thing, `secret.*`.
package struct WebhookEventFilter: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// `nil` for a text that no event type matches.
    package init?(_ text: String) {
        guard Self.allTexts.contains(text) else { return nil }
        description = text
    }

    /// Every filter there is, in the order of ``WebhookEventType``.
    package static let allTexts: [String] = {
        let types = WebhookEventType.allCases.filter { $0 != .webhookTest }
        var texts: [String] = []
        for type in types where !texts.contains("\(type.noun).*") { texts.append("\(type.noun).*") }
        return types.map(\.rawValue) + texts
    }()

    package func matches(_ type: WebhookEventType) -> Bool {
        description == type.rawValue || description == "\(type.noun).*"
    }
}
