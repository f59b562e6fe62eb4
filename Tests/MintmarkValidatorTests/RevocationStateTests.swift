import JOSE
import Testing

@testable import MintmarkValidator

@Suite struct RevocationStateTests {
    private let now: Int64 = 1_800_000_000

    private func claims(
        issuedAt: Int64? = nil, tokenID: String = "tkn_1", clientID: String = "c1", oid: String? = "org_1",
        secretID: String? = "sks_1"
    ) -> StandardClaims {
        StandardClaims(
            ClaimValues(
                issuer: "i", subject: clientID, audience: ["a"], expiry: now + 3600, issuedAt: issuedAt ?? now,
                notBefore: nil, tokenID: tokenID, clientID: clientID, organizationID: oid, scopes: [],
                customClaims: [:], secretID: secretID, isBoundToKey: false))
    }

    private func document(
        _ revision: Int64, since: Int64? = nil, issuedAt: Int64? = nil, _ rules: RevocationRule...
    ) -> RevocationDocument {
        RevocationDocument(issuedAt: issuedAt ?? now, revision: revision, since: since, rules: rules)
    }

    @Test func R13_eachSubjectEndsItsTokensAndNoOthers() {
        let later = now + 1
        for (subject, others) in [
            (RevocationRule.Subject.token("tkn_1"), claims(tokenID: "tkn_2")),
            (.client("c1", issuedBefore: later), claims(clientID: "c2")),
            (.secret("sks_1", issuedBefore: later), claims(secretID: "sks_2")),
            (.secret("sks_1", issuedBefore: later), claims(secretID: nil)),
            (.organization("org_1", issuedBefore: later), claims(oid: nil)),
            (.all(issuedBefore: later), claims(issuedAt: later)),
            (.client("c1", issuedBefore: later), claims(issuedAt: later)),
        ] {
            let set = RevocationSet.empty.adding([RevocationRule(subject, expiry: now + 10)], at: now)
            #expect(set.ends(claims(), keyID: "k1"), "\(subject)")
            #expect(!set.ends(others, keyID: "k1"), "\(subject)")
        }
        let set = RevocationSet.empty.adding([.init(.key("k1", issuedBefore: later), expiry: now + 10)], at: now)
        #expect(set.ends(claims(), keyID: "k1"))
        #expect(!set.ends(claims(), keyID: "k2"))
        #expect(!RevocationSet.empty.ends(claims(), keyID: "k1"))
    }

    @Test func R13_rulesVanishWhenNoTokenIsLeftToEnd() {
        let rules: [RevocationRule] = [
            .init(.token("tkn_1"), expiry: now + 10), .init(.client("c1", issuedBefore: now), expiry: now + 20),
        ]
        let set = RevocationSet.empty.adding(rules, at: now)
        #expect(set.count == 2)
        // A token passes up to the leeway after its own end.
        #expect(set.adding([], at: now + 10 + RevocationSet.grace - 1).count == 2)
        #expect(set.adding([], at: now + 10 + RevocationSet.grace).count == 1)
        #expect(set.adding([], at: now + 20 + RevocationSet.grace).count == 0)
    }

    /// Many rules about few subjects, taken together, end what some rule by itself ends.
    @Test func R13_rulesTakenTogetherEndWhatOneOfThemEnds() {
        for _ in 0..<300 {
            let rules = (0..<8).map { _ in
                let time = now + .random(in: -5...5)
                let id = "\(Int.random(in: 1...3))"
                let subjects: [RevocationRule.Subject] = [
                    .token(id), .client(id, issuedBefore: time), .secret(id, issuedBefore: time),
                    .organization(id, issuedBefore: time), .key(id, issuedBefore: time), .all(issuedBefore: time),
                ]
                // `all` at the end is rare, or it hides the others.
                let subject = subjects[min(Int.random(in: 0...40) / 8, 5)]
                return RevocationRule(subject, expiry: now + 1000)
            }
            let set = RevocationSet.empty.adding(rules, at: now)
            for _ in 0..<30 {
                func id() -> String { "\(Int.random(in: 1...4))" }
                let token = claims(
                    issuedAt: now + .random(in: -6...6), tokenID: id(), clientID: id(), oid: id(), secretID: id())
                let keyID = id()
                let isEnded = rules.contains { rule in
                    switch rule.subject {
                    case .token(let id): id == token.tokenID
                    case .client(let id, let time): id == token.clientID && token.issuedAt < time
                    case .secret(let id, let time): id == token.secretID && token.issuedAt < time
                    case .organization(let id, let time): id == token.organizationID && token.issuedAt < time
                    case .key(let id, let time): id == keyID && token.issuedAt < time
                    case .all(let time): token.issuedAt < time
                    }
                }
                #expect(set.ends(token, keyID: keyID) == isEnded)
            }
        }
    }

    @Test func R13_aGapIsNoticedAndTheWholeSetClosesIt() throws {
        var state = RevocationState(following: .stream)
        try state.apply(document(5), at: now)
        try state.apply(document(6, since: 5, .init(.token("a"), expiry: now + 9)), at: now)
        #expect(state.set.count == 1)
        #expect(throws: RevocationFault.gap) {
            try state.apply(document(8, since: 7, .init(.token("c"), expiry: now + 9)), at: now)
        }
        #expect(state.set.count == 1)
        #expect(throws: RevocationFault.gap) { try state.noteHeartbeat(8, at: now) }
        try state.apply(document(8, .init(.token("b"), expiry: now + 9), .init(.token("c"), expiry: now + 9)), at: now)
        #expect(state.set.count == 2)
        #expect(state.revision == 8)
        // What the stream repeats is passed over, not applied twice.
        #expect(throws: RevocationFault.outdated) { try state.apply(document(8, since: 7), at: now) }
        try state.noteHeartbeat(8, at: now)
    }

    @Test func R13_anOlderStateIsRefused() throws {
        var state = RevocationState(following: .stream)
        try state.apply(document(5, .init(.token("tkn_1"), expiry: now + 9)), at: now)
        #expect(throws: RevocationFault.outdated) { try state.apply(document(4), at: now) }
        #expect(throws: RevocationFault.outdated) { try state.apply(document(5, issuedAt: now - 1), at: now) }
        #expect(throws: RevocationFault.outdated) { try state.apply(document(6, issuedAt: now - 1), at: now) }
        #expect(state.judge(claims(), keyID: "k", at: now) == .revoked)
        #expect(state.judge(claims(tokenID: "x"), keyID: "k", at: now) == .accepted)
    }

    @Test(arguments: [RevocationFollowing.StalePolicy.accept, .refuse])
    func R13_staleIsJudgedAsChosenAndCounted(policy: RevocationFollowing.StalePolicy) throws {
        var state = RevocationState(following: .stream(staleAfter: 30, whenStale: policy))
        let whenStale: RevocationState.Verdict = policy == .accept ? .accepted : .unknown
        // Before the first word nothing is known.
        #expect(state.judge(claims(), keyID: "k", at: now) == whenStale)
        #expect(state.status(at: now).age == nil)
        state.noteUnchanged(at: now)
        #expect(state.status(at: now).isStale)
        try state.apply(document(1, .init(.token("ended"), expiry: now + 99)), at: now)
        for (seconds, verdict) in [(0, .accepted), (30, .accepted), (31, whenStale), (-31, whenStale)] {
            #expect(state.judge(claims(), keyID: "k", at: now + Int64(seconds)) == verdict)
        }
        // What is known to be revoked stays so.
        #expect(state.judge(claims(tokenID: "ended"), keyID: "k", at: now + 99) == .revoked)
        let status = state.status(at: now + 31)
        #expect(status.age == 31)
        #expect(status.isStale)
        #expect(status.acceptedWhileStale == (policy == .accept ? 3 : 0))
        #expect(status.refusedWhileStale == (policy == .refuse ? 3 : 0))
        #expect(status.refusedAsRevoked == 1)
        try state.noteHeartbeat(1, at: now + 31)
        #expect(!state.status(at: now + 31).isStale)
    }

    @Test func R13_theWaitGrowsUpToABoundAndIsSpread() {
        var state = RevocationState(following: .stream)
        #expect(state.delay(random: 1) == 0)
        var last = 0.0
        for count in 1...100 {
            state.noteFailure("x")
            let (least, most) = (state.delay(random: 0), state.delay(random: 1))
            #expect(least == most / 2)
            #expect(most >= last)
            #expect(most <= 15)
            if count == 1 { #expect(most == 0.25) }
            last = most
        }
        #expect(last == 15)
        state.noteConnected()
        #expect(state.delay(random: 1) == 15, "a connection that breaks at once does not bring the short wait back")
        state.noteLasting()
        #expect(state.delay(random: 1) == 0)
    }

    private func parse(_ text: String) throws -> RevocationDocument {
        try RevocationDocument(payload: Array(text.utf8), issuer: "i")
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"iss":"x","iat":1,"revision":1,"rules":[]}"#,
        #"{"iss":"i","iat":1,"revision":-1,"rules":[]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":{}}"#, #"{"iss":"i","iat":1,"revision":1,"since":"0","rules":[]}"#,
        #"{"iss":"i","iat":1.5,"revision":1,"rules":[]}"#, #"{"iss":"i","iat":1,"revision":1,"rules":[1]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"jti":"a"}]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"jti":"","exp":1}]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"client_id":"a","exp":1}]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"client_id":7,"issued_before":1,"exp":1}]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"all":false,"issued_before":1,"exp":1}]}"#,
        #"{"iss":"i","iat":1,"revision":1,"rules":[{"all":true,"oid":"o","issued_before":1,"exp":1}]}"#,
    ])
    func R13_aMalformedDocumentIsRefusedAsAWhole(text: String) {
        #expect(throws: RevocationFault.self) { try parse(text) }
    }

    @Test func R13_anUnknownSubjectIsPassedOverAndCounted() throws {
        let document = try parse(
            #"""
            {"iss":"i","iat":1,"revision":3,"since":2,"rules":[{"planet":"mars","exp":9},{"jti":"a","exp":9,"why":"x"},
            {"all":true,"issued_before":5,"exp":9}]}
            """#)
        #expect(document.ignoredCount == 1)
        #expect(document.rules == [.init(.token("a"), expiry: 9), .init(.all(issuedBefore: 5), expiry: 9)])
        #expect(document.since == 2)
        #expect(document.revision == 3)
    }

    @Test func R13_eventsAreReadHoweverTheirBytesAreCut() throws {
        let text =
            ": hello\r\n\r\nevent: a\rdata:1\r\ndata: 2\nid: 7\n\nevent: b\n\ndata\ndata\n\nevent: c\ndata: unfinished"
        let expected: [ServerSentEvents.Event] = [
            .init(name: "a", data: Array("1\n2".utf8)), .init(name: "message", data: [0x0A]),
        ]
        for _ in 0..<200 {
            var parser = ServerSentEvents(maximumSize: 100)
            var events: [ServerSentEvents.Event] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...9))
                rest = rest.dropFirst(piece.count)
                events += try parser.events(from: Array(piece))
            }
            #expect(events == expected)
        }
    }

    @Test func R13_anEndlessLineOrEventIsRefused() throws {
        var parser = ServerSentEvents(maximumSize: 100)
        #expect(throws: RevocationFault.tooLarge) { try parser.events(from: [UInt8](repeating: 0x41, count: 101)) }
        var other = ServerSentEvents(maximumSize: 100)
        let line = Array("data: 0123456789012345678901234567890123456789\n".utf8)
        #expect(throws: RevocationFault.tooLarge) { try other.events(from: line + line + line) }
    }
}
