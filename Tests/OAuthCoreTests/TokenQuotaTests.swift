import JOSE
import Testing

@testable import OAuthCore

@Suite struct TokenQuotaTests {
    @Test func aQuotaIsReadBackFromTextAndJSON() throws {
        for _ in 0..<1000 {
            let quota = try #require(
                TokenQuota(
                    tokens: .random(in: 1...TokenQuota.maximumTokens),
                    period: .random(in: 1...TokenQuota.maximumPeriod),
                    mode: .random(in: [.enforce, .warn])))
            #expect(TokenQuota(quota.description) == quota)
            #expect(TokenQuota(json: quota.json) == quota)
        }
        #expect(TokenQuota("1000/3600") == TokenQuota(tokens: 1000, period: 3600))
        #expect(TokenQuota("1000/3600:warn")?.mode == .warn)
        #expect(TokenQuota(json: ["tokens": 5, "period": 60])?.mode == .enforce)
    }

    @Test(arguments: [
        "", "/", "1", "1/", "/1", "0/60", "1/0", "-1/60", "+1/60", "1/60/1", "1/60:", "1/60:ENFORCE", "1/60:warn:warn",
        "1 / 60", "1/1h", "1000000001/60", "1/2678401", "99999999999999999999/60", "none",
    ])
    func nothingElseIsAQuota(text: String) {
        #expect(TokenQuota(text) == nil)
    }

    @Test(
        arguments: [
            [:], ["tokens": 1], ["period": 1], ["tokens": 0, "period": 1], ["tokens": "1", "period": 1],
            ["tokens": 1, "period": 1, "mode": "WARN"], ["tokens": 1, "period": 1, "mode": .null], [],
            ["tokens": 1, "period": 1, "burst": 1], "1/1", ["tokens": 1, "period": 2_678_401],
        ] as [JSONValue])
    func noOtherJSONIsAQuota(json: JSONValue) {
        #expect(TokenQuota(json: json) == nil)
    }
}

extension TokenQuota.Mode {
    fileprivate static func random(in modes: [Self]) -> Self { modes.randomElement() ?? .enforce }
}
