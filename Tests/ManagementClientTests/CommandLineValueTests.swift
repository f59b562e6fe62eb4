import Testing

@testable import ManagementClient

@Suite struct CommandLineValueTests {
    @Test(arguments: [
        ("3600", 3600), ("90s", 90), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("default", 0), ("0", 0),
    ])
    func lifetimes(text: String, seconds: Int64) {
        #expect(Lifetime(text)?.seconds == seconds)
    }

    @Test(arguments: ["", "h", "1.5h", "-1", "1 h", "1w", "١h", "99999999999999999999", "999999999999999999d"])
    func notLifetimes(text: String) {
        #expect(Lifetime(text) == nil)
    }

    @Test(arguments: [(0, "default"), (59, "59s"), (900, "15m"), (5400, "90m"), (86_400, "24h"), (604_800, "7d")])
    func lifetimesShown(seconds: Int64, text: String) {
        #expect(Lifetime(seconds: seconds).description == text)
    }

    @Test func scopesAreSplitAndOnce() {
        #expect(ScopeList.scopes(in: ["a b,c", " d", "a"]) == ["a", "b", "c", "d"])
        #expect(ScopeList.scopes(in: [""]).isEmpty)
    }

    @Test func pairs() throws {
        #expect(KeyValuePair("a") == nil)
        #expect(KeyValuePair("=a") == nil)
        let pair = try #require(KeyValuePair("a="))
        #expect(pair.value.isEmpty)
        #expect(KeyValuePair.repeatedKey(in: [pair, pair]) == "a")
        #expect(KeyValuePair.repeatedKey(in: [pair]) == nil)
    }

    @Test(arguments: [
        ("https://auth.example.com/", "https://auth.example.com"), ("HTTP://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:80/a/", "http://[::1]:80/a"),
    ])
    func issuers(text: String, issuer: String) {
        #expect(IssuerURL(text)?.description == issuer)
    }

    @Test(arguments: [
        "", "localhost:8080", "ftp://a", "https://", "https://a?b", "https://a#b", "https://u:p@a", "https://a b",
        "http://a:0", "http://a:99999", "http://a:b", "http://[::1", "http://:80", "https://ä",
    ])
    func notIssuers(text: String) {
        #expect(IssuerURL(text) == nil)
    }

    @Test func loopback() {
        #expect(IssuerURL("http://127.0.0.1:1")?.isLoopback == true)
        #expect(IssuerURL("http://LOCALHOST")?.isLoopback == true)
        #expect(IssuerURL("http://[::1]")?.isLoopback == true)
        #expect(IssuerURL("http://127.evil.example")?.isLoopback == false)
        #expect(IssuerURL("http://localhost.example")?.isLoopback == false)
    }

    @Test(arguments: [
        ("0", 0), ("90s", 90), ("7d", 604_800), ("24h", 86_400), ("default", nil), ("-1d", nil), ("x", nil),
    ])
    func spansOfTime(text: String, seconds: Int64?) {
        #expect(TimeSpan(text)?.seconds == seconds)
        guard let seconds else { return }
        #expect(TimeSpan(TimeSpan(seconds: seconds).description)?.seconds == seconds)
    }
}
