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
        try self.init(bytes: Array(body))
    }

    /// Every token request passes here, so that one pass over memory decodes it, and only names and values are allocated.
    private init(bytes body: [UInt8]) throws(OAuthError) {
        pairs.reserveCapacity(8)
        // What is decoded takes no more room than what it was decoded from.
        var failure: OAuthError?
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(body.count, 1)) { decoded in
            body.withUnsafeBufferPointer { body in
                do throws(OAuthError) { try read(body, into: decoded) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }

    private mutating func read(
        _ body: UnsafeBufferPointer<UInt8>, into decoded: UnsafeMutableBufferPointer<UInt8>
    ) throws(OAuthError) {
        var part = Part()
        var index = 0
        while index < body.count {
            let byte = body[index]
            index += 1
            switch byte {
            case UInt8(ascii: "&"):
                try add(part, decoded)
                part = Part(start: part.end, end: part.end)
            case UInt8(ascii: "=") where part.nameEnd == nil: part.nameEnd = part.end
            case UInt8(ascii: "+"): part.append(UInt8(ascii: " "), to: decoded)
            case UInt8(ascii: "%"):
                guard index + 1 < body.count, let high = Self.hexDigit(body[index]),
                    let low = Self.hexDigit(body[index + 1])
                else {
                    throw .invalidRequest(
                        "The form is malformed: after % in \(Self.label(part, decoded)) two hexadecimal digits must follow."
                    )
                }
                index += 2
                part.append(high << 4 | low, to: decoded)
            default: part.append(byte, to: decoded)
            }
        }
        try add(part, decoded)
    }

    /// Where a parameter stands among the decoded bytes: its name, and its value right behind it.
    private struct Part {
        var start = 0
        /// `nil` as long as no `=` has come.
        var nameEnd: Int?
        var end = 0
        var isASCII = true

        mutating func append(_ byte: UInt8, to decoded: UnsafeMutableBufferPointer<UInt8>) {
            decoded[end] = byte
            end += 1
            if byte >= 0x80 { isASCII = false }
        }

        func text(_ range: Range<Int>, _ decoded: UnsafeMutableBufferPointer<UInt8>) -> String? {
            let bytes = UnsafeBufferPointer(rebasing: decoded[range])
            return isASCII ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
        }
    }

    private mutating func add(
        _ part: Part, _ decoded: UnsafeMutableBufferPointer<UInt8>
    ) throws(OAuthError) {
        guard part.nameEnd != nil || part.end > part.start else { return }
        let nameEnd = part.nameEnd ?? part.end
        guard let name = part.text(part.start..<nameEnd, decoded), let value = part.text(nameEnd..<part.end, decoded)
        else { throw .invalidRequest("The form is malformed: \(Self.label(part, decoded)) is not valid UTF-8.") }
        guard pairs.count < Self.maximumCount else {
            throw .invalidRequest("The form has more than \(Self.maximumCount) parameters.")
        }
        guard value.utf8.count <= Self.maximumValueSize, name.utf8.count <= Self.maximumValueSize else {
            throw .invalidRequest(
                "The parameter \(name.prefix(64)) is longer than \(Self.maximumValueSize) bytes.", status: 413)
        }
        guard !contains(name) || Self.repeatable.contains(name) else {
            throw .invalidRequest("The parameter \(name.prefix(64)) stands more than once; send it once.")
        }
        pairs.append((name, value))
    }

    private static func label(_ part: Part, _ decoded: UnsafeMutableBufferPointer<UInt8>) -> String {
        let bytes = decoded[part.start..<(part.nameEnd ?? part.end)].prefix(64).filter { $0 > 0x20 && $0 < 0x7F }
        return bytes.isEmpty ? "a parameter" : "the parameter \(String(decoding: bytes, as: UTF8.self))"
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
        default: nil
        }
    }

    private func index(of name: String) -> Int? {
        // Lengths differ more often than not, and are compared at once.
        pairs.firstIndex { $0.name.utf8.count == name.utf8.count && $0.name == name }
    }

    /// The value of a parameter; `nil` when it was not sent or sent empty.
    package subscript(name: String) -> String? {
        guard let index = index(of: name), !pairs[index].value.isEmpty else { return nil }
        return pairs[index].value
    }

    /// The values of a parameter that may stand more than once, in their order.
    package func values(of name: String) -> [String] {
        guard contains(name) else { return [] }
        return pairs.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// Whether the parameter was sent, be it without a value.
    package func contains(_ name: String) -> Bool {
        index(of: name) != nil
    }
}
