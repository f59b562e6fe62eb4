import Synchronization
import Testing

@testable import Webhooks

@Suite struct DestinationTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::",
        "2002:a00:1::1", "2002:a9fe:a9fe::", "3fff::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "febf::1",
        "fec0::1", "ff02::1", "ff0e::1", "4000::1", "5f00::1",
    ])
    func anAddressThatIsNotPublicIsRefused(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressScope.isPublic(address))
        let url = try WebhookURL(address.bytes.count == 4 ? "https://\(text)/" : "https://[\(text)]/")
        #expect(throws: DestinationRule.Refused.self) { try DestinationRule(allowsPrivate: false).check(url) }
        #expect(throws: Never.self) { try DestinationRule(allowsPrivate: true).check(url) }
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.17",
        "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2001:200::1", "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "3ffe:ffff::1", "2003::1",
    ])
    func anAddressOnThePublicInternetIsAllowed(text: String) throws {
        #expect(AddressScope.isPublic(try #require(IPAddress(text))))
    }

    @Test func anAddressIsReadBackFromItsText() throws {
        for _ in 1...500 {
            let bytes = (0..<(Bool.random() ? 4 : 16)).map { _ in Bool.random() ? 0 : UInt8.random(in: 0...255) }
            #expect(IPAddress(IPAddress(bytes: bytes).description)?.bytes == bytes)
        }
    }

    @Test(arguments: [
        ("https://Example.COM", "https://example.com/"), ("HTTPS://example.com:443/a?b=c", "https://example.com/a?b=c"),
        ("https://example.com:8443", "https://example.com:8443/"), ("https://example.com?x", "https://example.com/?x"),
        ("https://[2A00:1450::1]:8443/x", "https://[2a00:1450:0:0:0:0:0:1]:8443/x"),
        ("http://1.2.3.4:80/", "http://1.2.3.4/"),
        ("https://xn--bcher-kva.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
    ])
    func aURLHasOneSpelling(text: String, expected: String) throws {
        let url = try WebhookURL(text)
        #expect(url.text == expected)
        #expect(try WebhookURL(url.text) == url)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "ftp://example.com", "https:/example.com", "https://", "https:///x",
        "https://user@example.com", "https://user:p@example.com", "https://a b.com", "https://example.com#x",
        "https://example.com:0", "https://example.com:65536", "https://example.com:x", "https://example.com:",
        "https://exa%6dple.com", "https://bücher.example", "https://..", "https://a..b", "https://example.com.",
        "https://127.1", "https://0x7f000001", "https://2130706433", "https://0177.0.0.1", "https://1.2.3.4.5",
        "https://[::1",
        "https://[1.2.3.4]", "https://[fe80::1%25eth0]", "https://[::1]x", "https://a\\@b.com", "https://a,b.com",
        "https://example.com/\u{7f}", "https://" + String(repeating: "a", count: 64) + ".com",
        "https://example.com/" + String(repeating: "a", count: 2048),
    ])
    func aMalformedURLIsRefused(text: String) {
        #expect(throws: WebhookURL.Fault.self) { try WebhookURL(text) }
    }

    @Test func plainHTTPIsForPrivateDestinationsThatAreAllowed() throws {
        let (open, strict) = (DestinationRule(allowsPrivate: true), DestinationRule(allowsPrivate: false))
        let (near, far) = (try WebhookURL("http://127.0.0.1/"), try WebhookURL("http://8.8.8.8/"))
        #expect(throws: Never.self) { try open.check(near) }
        #expect(throws: DestinationRule.Refused.self) { try open.check(far) }
        #expect(throws: DestinationRule.Refused.self) { try strict.check(near) }
        #expect(throws: DestinationRule.Refused.self) { try strict.check(try WebhookURL("http://example.com")) }
    }

    /// Answers with addresses, and counts how often it was asked.
    private final class Lookup: AddressLookup {
        let answers: [[String]]
        let count = Mutex(0)

        init(_ answers: [String]...) { self.answers = answers }

        func addresses(of host: String) async throws -> [IPAddress] {
            let index = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return answers[min(index, answers.count - 1)].compactMap { IPAddress($0) }
        }
    }

    private func request(_ url: String) throws -> WebhookRequest {
        WebhookRequest(url: try WebhookURL(url), headers: [:], body: [])
    }

    @Test(arguments: [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], []])
    func aNameWithAnyPrivateAddressIsNotConnectedTo(addresses: [String]) async throws {
        let transport = HTTPWebhookTransport(rule: .init(allowsPrivate: false), lookup: Lookup(addresses), timeout: 2)
        let request = try request("https://hooks.example.com/")
        let fault = await #expect(throws: WebhookFault.self) { try await transport.send(request) }
        if case .refused = fault { return }
        #expect(addresses.isEmpty)
    }

    /// A name that changes its address between check and connection would be looked up twice.
    @Test func aNameIsLookedUpOnceAndTheAddressThatWasCheckedIsConnectedTo() async throws {
        // Nobody listens at port 1 of this address; the second answer would not be refused but not be reached either.
        let lookup = Lookup(["127.0.0.1"], ["10.0.0.1"])
        let transport = HTTPWebhookTransport(rule: .init(allowsPrivate: true), lookup: lookup, timeout: 30)
        let request = try request("https://hooks.example.com:1/")
        let fault = await #expect(throws: WebhookFault.self) { try await transport.send(request) }
        #expect(fault == .unreachable("Connection refused"))
        #expect(lookup.count.withLock { $0 } == 1)
    }
}
