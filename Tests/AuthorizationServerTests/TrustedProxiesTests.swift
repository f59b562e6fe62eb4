import HTTPTypes
import OAuthCore
import Testing

@testable import AuthorizationServer

@Suite struct TrustedProxiesTests {
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
