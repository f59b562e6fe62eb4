import HTTPTypes
import Testing

@testable import AuthorizationServer

@Suite struct TrustedProxiesTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
        ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("::1", "::1", true), ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("10.0.0.0/8", "::1", false), ("10.0.0.0/8", "nonsense", false),
    ])
    func aRangeContainsItsAddresses(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isInside)
    }

    @Test(arguments: ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "localhost", "10.0.0.0/8/8"])
    func nothingElseIsARange(text: String) {
        #expect(AddressRange(text) == nil)
    }

    private func address(_ forwarded: String, from peer: String, trusting ranges: [String]) -> String {
        var headers = HTTPFields()
        if let name = HTTPField.Name("x-forwarded-for") { headers[name] = forwarded }
        return TrustedProxies(ranges.compactMap(AddressRange.init)).clientAddress(peer: peer, headers: headers)
    }

    @Test func A15_onlyATrustedProxyIsBelieved() {
        #expect(address("203.0.113.9", from: "198.51.100.1", trusting: []) == "198.51.100.1")
        #expect(address("203.0.113.9", from: "198.51.100.1", trusting: ["10.0.0.0/8"]) == "198.51.100.1")
        #expect(address("203.0.113.9", from: "10.0.0.1", trusting: ["10.0.0.0/8"]) == "203.0.113.9")
    }

    @Test func A15_portsBehindAddressesAreLeftOut() {
        let ranges = ["10.0.0.0/8"]
        #expect(address("203.0.113.9:5123", from: "10.0.0.1", trusting: ranges) == "203.0.113.9")
        #expect(address("[2001:db8::1]:5123", from: "10.0.0.1", trusting: ranges) == "2001:db8::1")
        #expect(address("2001:db8::1", from: "10.0.0.1", trusting: ranges) == "2001:db8::1")
    }

    @Test func A15_whatTheClientWroteItselfIsNotBelieved() {
        let ranges = ["10.0.0.0/8"]
        #expect(address("1.2.3.4, 203.0.113.9", from: "10.0.0.1", trusting: ranges) == "203.0.113.9")
        #expect(address("1.2.3.4, 203.0.113.9 ,10.0.0.2", from: "10.0.0.1", trusting: ranges) == "203.0.113.9")
        #expect(address("nonsense", from: "10.0.0.1", trusting: ranges) == "10.0.0.1")
        #expect(address("10.0.0.3", from: "10.0.0.1", trusting: ranges) == "10.0.0.1")
    }
}
