/// The `resource` parameter (RFC 8707 §2): an absolute URI without a fragment.
enum ResourceIndicator {
    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first else { return false }
        let scheme = bytes[..<colon]
        let isScheme = scheme.allSatisfy { byte in
            isLetter(byte) || (0x30...0x39).contains(byte)
                || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
        }
        return isLetter(first) && isScheme && colon != bytes.indices.last && !bytes.contains(UInt8(ascii: "#"))
            && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
