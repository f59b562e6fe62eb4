import OAuthCore
import Testing

@Suite struct GrantRuleTests {
    private func decide(_ requested: String?, _ registered: String, strict: Bool = false) throws(OAuthError) -> String {
        try ScopeGrant.decide(
            requested: requested?.split(separator: " "), registered: registered.split(separator: " ").map(String.init),
            strict: strict
        ).joined(separator: " ")
    }

    @Test(
        arguments: [
            (nil, "a b", "a b"), ("b a", "a b", "a b"), ("b", "a b", "b"), ("a x", "a b", "a"),
            ("openid profile email", "openid", "openid"),
            (nil, "", ""), ("x", "", ""), ("a a", "a", "a"),
        ] as [(String?, String, String)])
    func A8_theGrantIsWhatWasAskedForAndIsRegistered(requested: String?, registered: String, granted: String) throws {
        #expect(try decide(requested, registered) == granted)
    }

    @Test func A8_nothingInCommonIsRefusedAndTheChoiceNamed() {
        #expect(performing: { try decide("x y", "a b") }, throws: { "\($0)".contains("a b") })
    }

    @Test func strictRefusesWhatIsNotRegistered() throws {
        #expect(throws: OAuthError.self) { try decide("a x", "a b", strict: true) }
        #expect(try decide("a", "a b", strict: true) == "a")
    }

    @Test func A10_theAudienceIsNarrowedAndNeverWidened() throws {
        let registered = ["https://a", "https://b"]
        #expect(try AudienceGrant.decide(requested: [], registered: registered) == registered)
        #expect(try AudienceGrant.decide(requested: ["https://b"], registered: registered) == ["https://b"])
        #expect(throws: OAuthError.self) { try AudienceGrant.decide(requested: ["https://c"], registered: registered) }
        #expect(throws: OAuthError.self) {
            try AudienceGrant.decide(requested: ["https://a", "https://c"], registered: registered)
        }
    }
}
