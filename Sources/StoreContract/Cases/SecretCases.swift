import OAuthCore
import Stores

enum SecretCases {
    private static let early = Samples.time.adding(seconds: 10)
    private static let late = Samples.time.adding(seconds: 20)

    static let all = [
        ContractCase("the last use of a secret is raised, never lowered") { store, _ in
            var client = Samples.client(11)
            client.secrets.append(Samples.secret(111))
            try await store.insert(client, recording: Samples.event())
            try await store.record([use(client, 0, late), use(client, 1, early)])
            try await store.record([use(client, 0, early), use(client, 1, Timestamp(milliseconds: 0))])
            try await store.record([])
            client.secrets[0].note(use(client, 0, late))
            client.secrets[1].note(use(client, 1, early))
            try Requirement.equal(try await store.client(client.id), client, "the client")
        },
        ContractCase("uses of unknown secrets, and of another client's, are dropped without an error") { store, _ in
            let clients = [Samples.client(11), Samples.client(12)]
            for client in clients { try await store.insert(client, recording: Samples.event()) }
            try await store.record([
                SecretUse(secretID: Samples.secret(999).id, clientID: clients[0].id, time: late, address: "::1"),
                SecretUse(
                    secretID: clients[0].secrets[0].id, clientID: clients[1].id, time: late, address: "::1"),
                use(clients[1], 0, early),
            ])
            try Requirement.equal(try await store.client(clients[0].id), clients[0], "the first client")
            let second = try await store.client(clients[1].id)
            try Requirement.equal(second?.secrets[0].lastUsedTime, early, "the last use of the second client's secret")
        },
        ContractCase("a use at the moment of creation is a use, and says where from") { store, _ in
            let client = Samples.client(11)
            try await store.insert(client, recording: Samples.event())
            try Requirement.holds(!client.secrets[0].wasUsed, "creation is not a use")
            try await store.record([use(client, 0, Samples.time)])
            let stored = try await store.client(client.id)
            try Requirement.equal(stored?.secrets[0].wasUsed, true, "whether it was used")
            try Requirement.equal(stored?.secrets[0].lastUsedAddress, address(Samples.time), "where from")
        },
        ContractCase("an update of a client does not lower the last use of its secrets, but may raise it") {
            store, changes in
            let client = Samples.client(11)
            try await store.insert(client, recording: Samples.event())
            try await store.record([use(client, 0, late)])
            let lowered = try await store.updateClient(client.id, of: nil) {
                $0.secrets[0].lastUsedTime = early
                $0.secrets[0].lastUsedAddress = nil
                $0.secrets[0].status = .inactive
                return Samples.event()
            }
            try Requirement.equal(lowered?.secrets[0].lastUsedTime, late, "the last use in the updated client")
            try Requirement.equal(lowered?.secrets[0].lastUsedAddress, address(late), "its address")
            try Requirement.equal(lowered?.secrets[0].status, .inactive, "the status of the secret")
            try Requirement.equal(changes.all.last, lowered.map { .saved($0) }, "what the observer heard last")
            _ = try await store.updateClient(client.id, of: nil) {
                $0.secrets[0].lastUsedTime = late.adding(seconds: 1)
                return Samples.event()
            }
            let raised = try await store.client(client.id)
            try Requirement.equal(raised?.secrets[0].lastUsedTime, late.adding(seconds: 1), "the stored last use")
        },
        ContractCase("updates of a client and uses of its secrets at the same time lose nothing") { store, _ in
            let client = Samples.client(11)
            try await store.insert(client, recording: Samples.event())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 1...50 as ClosedRange<Int64> {
                    group.addTask { try await store.record([use(client, 0, Samples.time.adding(seconds: round))]) }
                    group.addTask {
                        _ = try await store.updateClient(client.id, of: nil) {
                            $0.lifetime += 1
                            $0.secrets[0].updateTime = Samples.time.adding(seconds: $0.lifetime)
                            return Samples.event()
                        }
                    }
                }
                try await group.waitForAll()
            }
            let stored = try await store.client(client.id)
            try Requirement.equal(stored?.lifetime, 50, "the number of updates")
            try Requirement.equal(
                stored?.secrets[0].lastUsedTime, Samples.time.adding(seconds: 50), "the last use of the secret")
        },
    ]

    private static func use(_ client: Client, _ index: Int, _ time: Timestamp) -> SecretUse {
        SecretUse(
            secretID: client.secrets[index].id, clientID: client.id, time: time, address: address(time))
    }

    /// An address that tells the uses apart.
    private static func address(_ time: Timestamp) -> String {
        "192.0.2.\((time.seconds - Samples.time.seconds) % 256)"
    }
}
