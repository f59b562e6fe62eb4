import OAuthCore
import Stores

enum WebhookCases {
    static let all = [
        ContractCase("a webhook endpoint is read back as it was stored, changed and deleted, with its events") {
            store, changes in
            var full = Samples.webhook(1)
            full.url = "https://hooks.example.com:8443/\(Samples.hardText)"
            full.description = Samples.hardText
            full.eventTypes = WebhookEventFilter.allTexts.compactMap { WebhookEventFilter($0) }
            full.previousSecret = .init(secret: .init([0, 1, 255]), expireTime: Samples.time.adding(seconds: 1))
            full.failingSince = Samples.time
            let bare = Samples.webhook(2)
            try await store.insert(full, recording: Samples.event(.webhookCreated, "1"))
            try await store.insert(bare, recording: Samples.event(.webhookCreated, "2"))
            try Requirement.equal(try await store.webhook(full.id), full, "the first endpoint")
            try Requirement.equal(try await store.webhooks(PageRequest()).items, [full, bare], "the list")
            let changed = try await store.updateWebhook(bare.id) {
                $0.status = .disabled
                return Samples.event(.webhookUpdated, "3")
            }
            try Requirement.equal(changed?.status, .disabled, "the changed status")
            _ = try await store.updateWebhook(bare.id) { _ in nil }
            try Requirement.equal(try await store.webhook(bare.id), changed, "the stored endpoint")
            try Requirement.holds(
                try await store.deleteWebhook(full.id, recording: Samples.event(.webhookDeleted, "4")), "it was there")
            try Requirement.holds(
                try await !store.deleteWebhook(full.id, recording: Samples.event(.webhookDeleted, "5")), "it is gone")
            try Requirement.equal(try await store.webhook(full.id), nil, "the deleted endpoint")
            try Requirement.equal(
                try await store.updateWebhook(full.id) { _ in Samples.event() }, nil, "an update of it")
            try Requirement.equal(try await store.auditedSubjects(), ["1", "2", "3", "4"], "the recorded events")
            try Requirement.holds(changes.all.isEmpty, "no client was changed")
        },
        ContractCase("an endpoint whose id is taken, or whose change throws, changes nothing") { store, _ in
            try await store.insert(Samples.webhook(1), recording: Samples.event(.webhookCreated, "1"))
            try await Requirement.fails(.duplicate) {
                try await store.insert(Samples.webhook(1), recording: Samples.event(.webhookCreated, "2"))
            }
            try await Requirement.refuses {
                _ = try await store.updateWebhook(Samples.webhook(1).id) {
                    $0.url = "https://other.example.com"
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.webhook(Samples.webhook(1).id), Samples.webhook(1), "the endpoint")
            try Requirement.equal(try await store.auditedSubjects(), ["1"], "the recorded events")
        },
        ContractCase("webhook endpoints are paged in the order of their ids") { store, _ in
            let webhooks = (1...7).map { Samples.webhook($0) }
            for webhook in webhooks.shuffled() { try await store.insert(webhook, recording: Samples.event()) }
            let walk = PageWalk(expected: webhooks) { try await store.webhooks($0) }
            for size in [1, 3, 100] { try await walk.check(size: size) }
        },
        ContractCase("a secret that expires soon is told of once for each expiry") { store, _ in
            let organization = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: Samples.event())
            var first = Samples.client(1, of: organization)
            var second = Samples.client(2)
            first.secrets[0].expireTime = Samples.time.adding(seconds: 20)
            second.secrets[0].expireTime = Samples.time.adding(seconds: 10)
            var off = Samples.client(3)
            off.secrets[0].expireTime = Samples.time.adding(seconds: 10)
            off.secrets[0].status = .inactive
            var late = Samples.client(4)
            late.secrets[0].expireTime = Samples.time.adding(seconds: 100)
            for client in [first, second, off, late, Samples.client(5)] {
                try await store.insert(client, recording: Samples.event())
            }
            let (start, end) = (Samples.time, Samples.time.adding(seconds: 100))
            let found = try await store.expiringSecrets(from: start, before: end, limit: 9)
            let expected = [
                ExpiringSecret(
                    id: second.secrets[0].id, clientID: second.id, organizationID: nil,
                    expireTime: Samples.time.adding(seconds: 10)),
                ExpiringSecret(
                    id: first.secrets[0].id, clientID: first.id, organizationID: organization,
                    expireTime: Samples.time.adding(seconds: 20)),
            ]
            try Requirement.equal(found, expected, "the secrets that expire")
            let one = try await store.expiringSecrets(from: start, before: end, limit: 1)
            try Requirement.equal(one, Array(expected.prefix(1)), "the first of them")
            let before = try await store.auditedSubjects().count
            for _ in 1...2 {
                try await store.noteExpiringSecrets(found) { Samples.event(.secretExpiring, $0.id.description) }
            }
            let subjects = try await store.auditedSubjects().dropFirst(before)
            try Requirement.equal(Array(subjects), expected.map(\.id.description), "the recorded events")
            let after = try await store.expiringSecrets(from: start, before: end, limit: 9)
            try Requirement.equal(after, [], "what is left to tell")
            _ = try await store.updateClient(second.id, of: nil) {
                $0.secrets[0].expireTime = Samples.time.adding(seconds: 50)
                return Samples.event()
            }
            let again = try await store.expiringSecrets(from: start, before: end, limit: 9)
            try Requirement.equal(again.map(\.id), [second.secrets[0].id], "the secret with another expiry")
            _ = try await store.deleteClient(second.id, of: nil, recording: Samples.event())
            let count = try await store.auditedSubjects().count
            try await store.noteExpiringSecrets(again) { Samples.event(.secretExpiring, $0.id.description) }
            try Requirement.equal(try await store.auditedSubjects().count, count, "the events of a secret that is gone")
        },
    ]
}
