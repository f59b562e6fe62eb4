import Testing

@testable import OAuthCore

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
        ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("::1", "::1", true), ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("10.0.0.0/8", "::1", false), ("10.0.0.0/8", "nonsense", false),
        ("::/0", "2001:db8::1", true), ("::/0", "192.0.2.1", false), ("::/0", "::ffff:192.0.2.1", false),
        ("0.0.0.0/0", "::", false), ("::ffff:10.0.0.0/104", "10.9.9.9", true), ("::ffff:10.0.0.1", "10.0.0.1", true),
        ("::ffff:10.0.0.0/104", "11.0.0.0", false), ("10.0.0.0/8", "10.0.0.1%eth0", false), ("10.0.0.0/8", "", false),
        ("fe80::/10", "fe80::1%eth0", false), ("10.0.0.0/8", "10.0.0.1:80", false), ("10.0.0.0/8", "[10.0.0.1]", false),
    ])
    func aRangeContainsItsAddresses(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isInside)
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "localhost", "10.0.0.0/8/8", "10.0.0.0/+8",
        "10.0.0.0/08", "10.0.0.0/ 8", " 10.0.0.0/8", "10.0.0.0/8 ", "010.0.0.1", "0x0a.0.0.1", "167772161", "*",
        "10.0.0.0/255.0.0.0", "::ffff:10.0.0.0/8", "::ffff:10.0.0.0/95", "1::2::3", "fe80::1%eth0", "10.0.0.1\u{0}",
        "::1\u{0}", "10.0.0.0/٨", "[::1]", "10.0.0.0/0000000008",
    ])
    func nothingElseIsARange(text: String) {
        #expect(AddressRange(text) == nil)
    }

    /// Against an oracle that compares the bits one by one.
    @Test func aRangeIsItsFirstBits() throws {
        var inside = 0
        for _ in 0..<20_000 {
            let isIPv4 = Bool.random()
            let size = isIPv4 ? 32 : 128
            let length = Int.random(in: 0...size)
            let network = (0..<size).map { _ in Bool.random() }
            // Equal up to some bit, so that near misses are as frequent as hits.
            let equal = Int.random(in: 0...size)
            let other = network.enumerated().map { $0 == equal ? !$1 : $0 < equal ? $1 : Bool.random() }
            let range = try #require(AddressRange("\(try address(network))/\(length)"))
            let isInside = network.prefix(length) == other.prefix(length)
            #expect(range.contains(try address(other)) == isInside)
            #expect(AddressRange(range.description) == range)
            #expect(!range.contains(try address((0..<(160 - size)).map { _ in Bool.random() })))
            inside += isInside ? 1 : 0
        }
        #expect((4000...16_000).contains(inside))
    }

    @Test func A15_anIPv4AddressInsideIPv6IsTheSame() throws {
        for _ in 0..<1000 {
            let plain = try address((0..<32).map { _ in Bool.random() })
            let (mapped, same) = (
                try #require(IPAddress("::ffff:\(plain)")), try #require(IPAddress(plain.description))
            )
            #expect(mapped == same)
            #expect(mapped.hashValue == same.hashValue)
            #expect(mapped.description == plain.description)
            let length = Int.random(in: 0...32)
            #expect(AddressRange("::ffff:\(plain)/\(96 + length)") == AddressRange("\(plain)/\(length)"))
        }
    }

    @Test func anAddressIsWrittenInOneWay() throws {
        #expect(try #require(IPAddress("2001:DB8:0:0:0:0:0:1")).description == "2001:db8::1")
        #expect(try #require(AddressRange("2001:db8::/32")).description == "2001:db8::/32")
        #expect(try #require(AddressRange("2001:db8::1/128")).description == "2001:db8::1")
        #expect(try #require(AddressRange("10.1.2.3/8")).description == "10.0.0.0/8")
    }

    @Test func A29_withRangesSetWhatIsNoAddressIsRefused() throws {
        let everything = [try #require(AddressRange("0.0.0.0/0")), try #require(AddressRange("::/0"))]
        for text in ["unknown", "", "fe80::1%eth0", "10.0.0.1:80"] {
            #expect(!AllowedAddresses.permit(text, everything))
            #expect(AllowedAddresses.permit(text, []))
        }
    }

    /// - Parameter bits: those of an address; the IPv6 ones that stand for IPv4 are left out.
    private func address(_ bits: [Bool]) throws -> IPAddress {
        let number = { (part: ArraySlice<Bool>) in part.reduce(UInt64(0)) { $0 << 1 | ($1 ? 1 : 0) } }
        if bits.count == 32 { return IPAddress(high: 0, low: number(bits[...]), isIPv4: true) }
        return IPAddress(high: number(bits.prefix(64)), low: number(bits.suffix(64)), isIPv4: false)
    }
}
