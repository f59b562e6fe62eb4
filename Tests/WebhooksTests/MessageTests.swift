import JOSE
import OAuthCore
import Testing

@testable import Webhooks

@Suite struct MessageTests {
    @Test func everyActionIsSentOrSaidNotToBe() {
        let unsent = AuditEvent.Action.allCases.filter { $0.webhookEventType == nil }
        #expect(
            Set(unsent) == [
                .organizationCreated, .organizationUpdated, .clientAddressRefused, .clientAuthenticationFailed,
                .managementRefused, .tokenIssued, .auditPruned, .webhookCreated, .webhookUpdated, .webhookDeleted,
                .webhookSecretRotated, .webhookDisabled,
            ])
        let sent = Set(AuditEvent.Action.allCases.compactMap(\.webhookEventType))
        #expect(sent == Set(WebhookEventType.allCases).subtracting([.webhookTest]))
    }

    @Test func aFilterMatchesItsTypeOrAllOfOneThing() throws {
        for type in WebhookEventType.allCases where type != .webhookTest {
            let (exact, all) = (
                try #require(WebhookEventFilter(type.rawValue)), try #require(WebhookEventFilter("\(type.noun).*"))
            )
            for other in WebhookEventType.allCases {
                #expect(exact.matches(other) == (other == type))
                #expect(all.matches(other) == (other.noun == type.noun))
            }
        }
        for text in [
            "", "*", "client", "client.", "client.*.x", "webhook.test", "webhook.*", "client.born", "*.created",
        ] {
            #expect(WebhookEventFilter(text) == nil, "\(text)")
        }
    }

    @Test func theSameEventGivesTheSameMessageAndAnotherAnotherID() throws {
        let event = Sample.event(.clientCreated, "m2morg_7")
        let message = WebhookMessage(event, .clientCreated, sequence: 5, installation: "a")
        #expect(message == WebhookMessage(event, .clientCreated, sequence: 5, installation: "a"))
        #expect(message.id != WebhookMessage(event, .clientCreated, sequence: 6, installation: "a").id)
        #expect(message.id != WebhookMessage(event, .clientCreated, sequence: 5, installation: "b").id)
        #expect(message.id.hasPrefix("msg_") && message.id.utf8.count == 28)
        let json = try JSONParser.parse(message.body)
        #expect(json["type"] == "client.created")
        #expect(json["timestamp"]?.string == Sample.time.description)
        #expect(json["data"]?["client_id"] == "m2morg_7")
        #expect(json["data"]?["audit_sequence"] == 5)
    }

    @Test func aMessageAboutASecretNamesItsClient() throws {
        let event = AuditEvent(
            time: Sample.time, action: .secretCreated, actor: Actor(name: "a", address: "192.0.2.1"), subject: "sks_1",
            details: ["client_id": "m2morg_2"])
        let message = WebhookMessage(event, .secretCreated, sequence: 1, installation: "a")
        let data = try #require(try JSONParser.parse(message.body)["data"])
        #expect(data["secret_id"] == "sks_1" && data["client_id"] == "m2morg_2" && data["actor"] == "a")
        #expect(!String(decoding: message.body, as: UTF8.self).contains("192.0.2.1"))
    }

    @Test func theErrorOfAnAttemptIsOneBoundedLine() {
        let noise = Array(String(repeating: "é\n\u{1b}[31m", count: 500).utf8) + [0xFF, 0xC3]
        let attempt = DeliveryAttempt(
            time: Sample.time, latency: 1, answer: WebhookAnswer(status: 500, bodyStart: noise))
        let error = attempt.error ?? ""
        #expect((400...WebhookDelivery.maximumErrorSize).contains(error.utf8.count))
        #expect(error.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(error.hasPrefix("the receiver answered with 500: é"))
    }

    @Test(arguments: 100...599) func successIs2xxAlone(status: Int) {
        let attempt = DeliveryAttempt(time: Sample.time, latency: 1, answer: WebhookAnswer(status: status))
        #expect(attempt.isSuccess == (200...299).contains(status))
        #expect(attempt.isGone == (status == 410))
    }
}
