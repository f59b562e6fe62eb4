/// The header `tracestate` (W3C Trace Context §3.3): read to be handed on, not to be understood.
package enum TraceState {
    /// The most members of the list.
    static let maximumMembers = 32
    /// The most bytes that are kept; the specification asks for 512 at least.
    static let maximumSize = 1024

    /// The lists of all headers as one; `nil` when one is malformed or there is too much.
    package static func read(_ values: [String]) -> String? {
        var members: [Substring] = []
        var keys: Set<Substring> = []
        for member in values.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let member = member.trimmed
            // Empty members are allowed.
            guard !member.isEmpty else { continue }
            guard let separator = member.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let (key, value) = (member[..<separator], member[member.index(after: separator)...])
            guard isKey(key), isValue(value), keys.insert(key).inserted else { return nil }
            members.append(member)
            guard members.count <= maximumMembers else { return nil }
        }
        let text = members.joined(separator: ",")
        return text.utf8.count <= maximumSize ? text : nil
    }

    private static func isKey(_ key: Substring) -> Bool {
        let parts = key.split(separator: "@", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last else { return false }
        switch parts.count {
        case 1: return isName(first, 256, mayBeginWithDigit: false)
        case 2: return isName(first, 241, mayBeginWithDigit: true) && isName(last, 14, mayBeginWithDigit: false)
        default: return false
        }
    }

    private static func isName(_ name: Substring, _ maximum: Int, mayBeginWithDigit: Bool) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= maximum else { return false }
        guard isLetter(first) || (mayBeginWithDigit && isDigit(first)) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_-*/".utf8.contains($0) }
    }

    private static func isValue(_ value: Substring) -> Bool {
        !value.isEmpty && value.utf8.count <= 256
            && value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension Substring {
    /// Without the spaces and tabs around it.
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
