/// The parameters of an `application/x-www-form-urlencoded` body (RFC 6749 appendix B), strictly read in one pass.
package struct FormParameters: Sendable {
    /// The most parameters that a form may have.
    package static let maximumCount = 32
    /// The longest value of one parameter, in bytes after decoding.
    package static let maximumValueSize = 4096
    /// Those that may stand more than once (RFC 8707 §2).
    static let repeatable: Set<String> = ["resource", "audience"]

    private var pairs: [(name: String, value: String)] = []

    /// Reads a form. Parameters without a value count as not sent, unknown ones are kept and never looked at
    /// (RFC 6749 §3.2).
    /// - Throws: ``OAuthError`` `invalid_request`, which names the parameter at fault.
    package init(_ body: some Collection<UInt8>) throws(OAuthError) {
        var name: [UInt8]?
        var text: [UInt8] = []
        var index = body.startIndex
        while index < body.endIndex {
            let byte = body[index]
            index = body.index(after: index)
            switch byte {
            case UInt8(ascii: "&"):
                try add(name: name, text)
                name = nil
                text.removeAll(keepingCapacity: true)
            case UInt8(ascii: "=") where name == nil:
                name = text
                text.removeAll(keepingCapacity: true)
            case UInt8(ascii: "+"): text.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = Self.hexDigit(body, &index), let low = Self.hexDigit(body, &index) else {
                    throw .invalidRequest(
                        "The form is malformed: after % in \(Self.label(name, text)) two hexadecimal digits must follow."
                    )
                }
                text.append(high << 4 | low)
            default: text.append(byte)
            }
        }
        try add(name: name, text)
    }

    private mutating func add(name: [UInt8]?, _ text: [UInt8]) throws(OAuthError) {
        guard name != nil || !text.isEmpty else { return }
        let isWithoutValue = name == nil
        guard let name = String(validating: name ?? text, as: UTF8.self),
            let value = isWithoutValue ? "" : String(validating: text, as: UTF8.self)
        else { throw .invalidRequest("The form is malformed: \(Self.label(name, text)) is not valid UTF-8.") }
        guard pairs.count < Self.maximumCount else {
            throw .invalidRequest("The form has more than \(Self.maximumCount) parameters.")
        }
        guard value.utf8.count <= Self.maximumValueSize, name.utf8.count <= Self.maximumValueSize else {
            throw .invalidRequest(
                "The parameter \(name.prefix(64)) is longer than \(Self.maximumValueSize) bytes.", status: 413)
        }
        guard Self.repeatable.contains(name) || !pairs.contains(where: { $0.name == name }) else {
            throw .invalidRequest("The parameter \(name.prefix(64)) stands more than once; send it once.")
        }
        pairs.append((name, value))
    }

    private static func label(_ name: [UInt8]?, _ text: [UInt8]) -> String {
        let bytes = (name ?? text).prefix(64).filter { $0 > 0x20 && $0 < 0x7F }
        return bytes.isEmpty ? "a parameter" : "the parameter \(String(decoding: bytes, as: UTF8.self))"
    }

    private static func hexDigit<Body: Collection<UInt8>>(_ body: Body, _ index: inout Body.Index) -> UInt8? {
        guard index < body.endIndex else { return nil }
        defer { index = body.index(after: index) }
        switch body[index] {
        case let byte where (0x30...0x39).contains(byte): return byte - 0x30
        case let byte where (0x61...0x66).contains(byte | 0x20): return (byte | 0x20) - 0x61 + 10
        default: return nil
        }
    }

    /// The value of a parameter; `nil` when it was not sent or sent empty.
    package subscript(name: String) -> String? {
        guard let value = pairs.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// The values of a parameter that may stand more than once, in their order.
    package func values(of name: String) -> [String] {
        pairs.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// Whether the parameter was sent, be it without a value.
    package func contains(_ name: String) -> Bool {
        pairs.contains { $0.name == name }
    }
}
