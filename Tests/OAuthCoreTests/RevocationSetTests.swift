import Testing

@testable import OAuthCore

@Suite struct RevocationSetTests {
    private let client = ClientID(kind: .organization, number: 1)
    private let organization = OrganizationID(number: 2)
    private let secret = SecretID(number: 3)
    private let key = SigningKeyID(number: 4)
    private let jti = "tkn_" + String(repeating: "a", count: 32)

    private func token(issued: Int64 = 100) -> RevocableToken {
        RevocableToken(
            tokenID: jti, clientID: client, secretID: secret, organizationID: organization, keyID: key,
            issueTime: issued)
    }

    private func rule(_ subject: RevocationSubject, before: Int64, revision: Int64 = 1) -> Revocation {
        Revocation(
            subject, issuedBefore: before, expireTime: Timestamp(seconds: 1000), createTime: Timestamp(seconds: 1),
            revision: revision)
    }

    @Test func aRuleEndsTheTokensOfItsSubjectThatWereIssuedBefore() {
        for subject: RevocationSubject in [
            .client(client), .organization(organization), .secret(secret), .key(key), .everything,
        ] {
            for before: Int64 in 95...105 {
                let set = RevocationSet([rule(subject, before: before)])
                #expect(set.ends(token()) == (before > 100), "\(subject) \(before)")
                #expect(set.firstSecond(for: token()) == before)
            }
        }
        #expect(RevocationSet([rule(.token(jti), before: 0)]).ends(token()))
    }

    @Test func aRuleOfAnotherSubjectEndsNothing() {
        let others: [RevocationSubject] = [
            .client(ClientID(kind: .environment, number: 1)), .client(ClientID(kind: .organization, number: 9)),
            .organization(OrganizationID(number: 9)), .secret(SecretID(number: 9)), .key(SigningKeyID(number: 9)),
            .token("tkn_" + String(repeating: "b", count: 32)),
        ]
        #expect(!RevocationSet(others.map { rule($0, before: .max) }).ends(token()))
        let bare = RevocableToken(
            tokenID: nil, clientID: client, secretID: nil, organizationID: nil, keyID: key, issueTime: 0)
        let unrelated = [rule(.secret(secret), before: .max), rule(.organization(organization), before: .max)]
        #expect(!RevocationSet(unrelated).ends(bare))
    }

    @Test func theSetIsTheSameWhateverTheOrderOfItsRules() {
        var generator = SystemRandomNumberGenerator()
        let subjects: [RevocationSubject] = [.client(client), .organization(organization), .everything, .key(key)]
        for _ in 0..<200 {
            let rules = (1...20).map { revision in
                rule(subjects.randomElement() ?? .everything, before: .random(in: 0...200), revision: Int64(revision))
            }
            let expected = rules.contains { $0.issuedBefore > 100 }
            for _ in 0..<3 {
                let set = RevocationSet(rules.shuffled(using: &generator))
                #expect(set.ends(token()) == expected)
                #expect(set.revision == 20)
            }
        }
    }

    @Test func aRuleVanishesWhenItExpires() {
        var set = RevocationSet([rule(.everything, before: 200)])
        let tooEarly = set.removeExpired(at: Timestamp(milliseconds: 999_999))
        #expect(!tooEarly)
        #expect(set.ends(token()))
        let inTime = set.removeExpired(at: Timestamp(seconds: 1000))
        #expect(inTime)
        #expect(set.isEmpty && set.revision == 1)
    }

    @Test func endingAllEndsTheSecondThatIsRunning() {
        let now = Timestamp(milliseconds: 100_999)
        let rule = Revocation(endingAllOf: .client(client), at: now, longestLifetime: 60)
        let set = RevocationSet([rule])
        #expect(set.ends(token(issued: 100)))
        #expect(!set.ends(token(issued: 101)))
        // A token of the running second lives until 160, so the rule must not vanish before.
        #expect(rule.expireTime >= Timestamp(seconds: 160))
    }
}
