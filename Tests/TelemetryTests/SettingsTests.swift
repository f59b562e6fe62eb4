import Testing

@testable import Telemetry

@Suite struct SettingsTests {
    @Test(arguments: [
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
        ("https://c.example/", "https://c.example/v1/traces"),
        ("https://c.example/otlp/a", "https://c.example/otlp/a/v1/traces"),
        ("HTTP://[::1]:1", "HTTP://[::1]:1/v1/traces"),
    ])
    func thePathsFollowTheEndpoint(_ text: String, _ url: String) throws {
        #expect(try #require(TelemetryEndpoint(text)).url(of: .traces) == url)
    }

    @Test(arguments: [
        "", "c.example:4318", "grpc://c.example", "http://", "http:///", "http://:4318", "http://u:p@c.example",
        "http://c.example/?key=1", "http://c.example/#a", "http://c.example/ä", "http://c.example/a b",
    ])
    func otherURLsAreNoEndpoint(_ text: String) {
        #expect(TelemetryEndpoint(text) == nil)
    }

    @Test(arguments: [
        ("a=b", "a", "b"), (" a = b ", "a", "b"), ("a=b=c", "a", "b=c"), ("a=%41%2C%25", "a", "A,%"), ("a=", "a", ""),
        ("a=50%", "a", "50%"), ("a=%zz", "a", "%zz"), ("a=%C3%A4", "a", "ä"),
    ])
    func pairsAreRead(_ text: String, _ name: String, _ value: String) {
        #expect(NameAndValue(text) == NameAndValue(name, value))
    }

    @Test(arguments: ["", "a", "=b", " =b", "a=%FF"])
    func otherTextIsNoPair(_ text: String) {
        #expect(NameAndValue(text) == nil)
    }

    @Test(arguments: [("a=b", true), ("x-api-key=1 2", true), ("a b=c", false), ("a=%0D%0Ab", false), ("ä=b", false)])
    func headersAreThoseOfHTTP(_ text: String, _ isHeader: Bool) {
        #expect(NameAndValue(text)?.isHeader == isHeader)
    }
}
