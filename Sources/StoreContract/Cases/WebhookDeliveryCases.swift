import OAuthCore
import Stores

enum WebhookDeliveryCases {
    private static let lease = Samples.time.adding(seconds: 60)

    /// Stores endpoints and turns everything in the audit log into deliveries.
    private static func enqueue(_ store: any Store, _ webhooks: [WebhookEndpoint], events: [AuditEvent]) async throws {
        for webhook in webhooks { try await store.insert(webhook, recording: Samples.event(.webhookCreated)) }
        _ = try await store.updateSigningKeys { _ in events }
        let start = try await store.webhookCursor().sequence
        let part = try await store.auditEvents(after: start, limit: 100)
        try Requirement.holds(try await store.enqueueDeliveries(of: part, at: Samples.time), "the cursor moves")
    }

    private static func claim(
        _ store: any Store, at seconds: Int64 = 0, limit: Int = 9, besides busy: Set<WebhookID> = []
    ) async throws -> [ClaimedDelivery] {
        try await store.claimDeliveries(
            dueAt: Samples.time.adding(seconds: seconds), lease: lease, limit: limit, besides: busy)
    }

    static let all = [
        ContractCase("the audit log is read part by part, and the cursor moves only from where it is") { store, _ in
            let start = try await store.webhookCursor()
            try Requirement.holds(!start.installation.isEmpty, "the installation has a name")
            let events = (1...5).map { Samples.event(.clientUpdated, "\($0)") }
            _ = try await store.updateSigningKeys { _ in events }
            let first = try await store.auditEvents(after: start.sequence, limit: 3)
            let second = try await store.auditEvents(after: first.end, limit: 3)
            try Requirement.equal((first.entries + second.entries).map(\.event), events, "the events")
            let last = try await store.auditEvents(after: second.end, limit: 3)
            try Requirement.equal(last, AuditLogPart(start: second.end, end: second.end, entries: []), "the end")
            try Requirement.holds(try await !store.enqueueDeliveries(of: second, at: Samples.time), "a gap is refused")
            try Requirement.holds(try await store.enqueueDeliveries(of: first, at: Samples.time), "the cursor moves")
            try Requirement.holds(try await !store.enqueueDeliveries(of: first, at: Samples.time), "but once")
            let cursor = WebhookCursor(sequence: first.end, installation: start.installation)
            try Requirement.equal(try await store.webhookCursor(), cursor, "the cursor")
        },
        ContractCase("a delivery is made for each active endpoint that wants the event") { store, _ in
            var picky = Samples.webhook(2)
            picky.eventTypes = ["secret.*", "client.deleted"].compactMap { WebhookEventFilter($0) }
            var off = Samples.webhook(3)
            off.status = .disabled
            try await enqueue(
                store, [Samples.webhook(1), picky, off],
                events: [.clientDeleted, .organizationCreated, .secretCreated, .clientCreated].map { Samples.event($0) }
            )
            for (webhook, types) in [
                (Samples.webhook(1), [WebhookEventType.clientCreated, .secretCreated, .clientDeleted]),
                (picky, [.secretCreated, .clientDeleted]), (off, []),
            ] {
                let page = try await store.deliveries(to: webhook.id, status: nil, PageRequest())
                try Requirement.equal(page.items.map(\.eventType), types, "the deliveries, newest first")
            }
            let queue = DeliveryQueue(count: 5, oldest: Samples.time)
            try Requirement.equal(try await store.deliveryQueue(), queue, "the queue")
        },
        ContractCase("what happened before an endpoint was there is not delivered to it") { store, _ in
            _ = try await store.updateSigningKeys { _ in [Samples.event(.clientCreated, "before")] }
            let webhook = Samples.webhook(1)
            try await store.insert(
                webhook, recording: Samples.event(.webhookCreated, webhook.id.description))
            _ = try await store.updateSigningKeys { _ in [Samples.event(.clientDeleted, "behind")] }
            let part = try await store.auditEvents(after: try await store.webhookCursor().sequence, limit: 100)
            try Requirement.holds(try await store.enqueueDeliveries(of: part, at: Samples.time), "the cursor moves")
            let page = try await store.deliveries(to: webhook.id, status: nil, PageRequest())
            try Requirement.equal(page.items.map(\.eventType), [.clientDeleted], "the deliveries")
        },
        ContractCase("one delivery of each endpoint is taken at once, and not again before its lease ends") {
            store, _ in
            let webhooks = [Samples.webhook(1), Samples.webhook(2)]
            let events = [Samples.event(.clientCreated, "a"), Samples.event(.clientUpdated, "b")]
            try await enqueue(store, webhooks, events: events)
            try Requirement.equal(try await claim(store, at: -1).count, 0, "what is due before its time")
            try Requirement.equal(try await claim(store, besides: [webhooks[1].id]).map(\.webhook), [webhooks[0]], "a")
            let second = try await claim(store, besides: [webhooks[0].id])
            try Requirement.equal(second.map(\.event), [events[0]], "the event of the other endpoint")
            try Requirement.equal(second.map(\.delivery.nextAttemptTime), [lease], "its next attempt")
            try Requirement.equal(try await claim(store, limit: 1).map(\.event), [events[1]], "the next event")
            try Requirement.equal(try await claim(store).map(\.event), [events[1]], "that of the other endpoint")
            try Requirement.equal(try await claim(store, at: 59).count, 0, "what is due before a lease ends")
            let again = try await claim(store, at: 60)
            try Requirement.equal(again.map(\.event), [events[0], events[0]], "what is due when the leases have ended")
            _ = try await store.updateWebhook(webhooks[0].id) {
                $0.status = .disabled
                return nil
            }
            try Requirement.equal(try await claim(store, at: 99).map(\.webhook), [webhooks[1]], "without the disabled")
            try Requirement.holds(
                try await store.deleteWebhook(webhooks[1].id, recording: Samples.event()), "the endpoint was there")
            try Requirement.equal(try await claim(store, at: 99).count, 0, "deliveries of a deleted endpoint")
        },
        ContractCase("what became of a delivery is stored, with the time since which its endpoint fails") { store, _ in
            let webhook = Samples.webhook(1)
            try await enqueue(store, [webhook], events: [Samples.event(.clientCreated), Samples.event(.clientDeleted)])
            var failed = try Requirement.present(try await claim(store).first?.delivery, "the first delivery")
            failed.attempts = 1
            failed.lastAttemptTime = Samples.time.adding(seconds: 1)
            failed.nextAttemptTime = Samples.time.adding(seconds: 30)
            failed.responseStatus = 500
            failed.error = Samples.hardText
            try await store.record(failed)
            var later = failed
            later.lastAttemptTime = Samples.time.adding(seconds: 2)
            later.status = .failed
            later.nextAttemptTime = nil
            try await store.record(later)
            let since = try await store.webhook(webhook.id)?.failingSince
            try Requirement.equal(since, failed.lastAttemptTime, "since when it fails")
            var sent = try Requirement.present(try await claim(store).first?.delivery, "the second delivery")
            sent.status = .delivered
            sent.nextAttemptTime = nil
            sent.responseStatus = 204
            try await store.record(sent)
            try Requirement.equal(try await store.webhook(webhook.id)?.failingSince, nil, "after a success")
            let page = try await store.deliveries(to: webhook.id, status: nil, PageRequest())
            try Requirement.equal(page.items, [sent, later], "the log")
            for status in WebhookDelivery.Status.allCases {
                let some = try await store.deliveries(to: webhook.id, status: status, PageRequest())
                try Requirement.equal(some.items, [sent, later].filter { $0.status == status }, "those \(status)")
                try Requirement.equal(some.totalCount, some.items.count, "their number")
            }
            try Requirement.equal(try await store.deliveryQueue(), DeliveryQueue(count: 0, oldest: nil), "the queue")
        },
        ContractCase("a delivery can be tried again from the beginning, by its own endpoint alone") { store, _ in
            let webhook = Samples.webhook(1)
            try await enqueue(store, [webhook], events: [Samples.event(.clientCreated)])
            var delivery = try Requirement.present(try await claim(store).first?.delivery, "the delivery")
            delivery.status = .failed
            delivery.attempts = 8
            delivery.nextAttemptTime = nil
            try await store.record(delivery)
            let time = Samples.time.adding(seconds: 5)
            let other = try await store.retryDelivery(delivery.id, to: Samples.webhook(2).id, at: time)
            try Requirement.equal(other, nil, "the delivery of another endpoint")
            delivery.status = .pending
            delivery.attempts = 0
            delivery.nextAttemptTime = time
            let retried = try await store.retryDelivery(delivery.id, to: webhook.id, at: time)
            try Requirement.equal(retried, delivery, "the delivery")
            try Requirement.equal(try await claim(store, at: 5).count, 1, "what is due")
        },
        ContractCase("finished deliveries are removed by age, those that wait are kept") { store, _ in
            let webhook = Samples.webhook(1)
            try await enqueue(store, [webhook], events: (1...4).map { Samples.event(.clientUpdated, "\($0)") })
            for _ in 1...3 {
                var delivery = try Requirement.present(try await claim(store).first?.delivery, "a delivery")
                delivery.status = .delivered
                delivery.nextAttemptTime = nil
                try await store.record(delivery)
            }
            let end = Samples.time.adding(seconds: 1)
            try Requirement.equal(try await store.removeDeliveries(before: Samples.time, limit: 9), 0, "too young")
            try Requirement.equal(try await store.removeDeliveries(before: end, limit: 2), 2, "the first part")
            try Requirement.equal(try await store.removeDeliveries(before: end, limit: 2), 1, "the second part")
            let left = try await store.deliveries(to: webhook.id, status: nil, PageRequest())
            try Requirement.equal(left.items.map(\.status), [.pending], "what is left")
        },
        ContractCase("deliveries are paged with the newest first") { store, _ in
            let webhook = Samples.webhook(1)
            try await enqueue(
                store, [webhook, Samples.webhook(2)], events: (1...13).map { Samples.event(.clientUpdated, "\($0)") })
            let all = try await store.deliveries(to: webhook.id, status: nil, PageRequest(size: 100)).items
            try Requirement.equal(all.map(\.sequence), all.map(\.sequence).sorted(by: >), "the order")
            try Requirement.equal(all.count, 13, "the number of deliveries")
            let walk = PageWalk(expected: all) { try await store.deliveries(to: webhook.id, status: nil, $0) }
            for size in [1, 5, 100] { try await walk.check(size: size) }
        },
    ]
}
