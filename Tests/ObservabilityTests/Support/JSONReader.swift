/// Reads one JSON text and refuses whatever RFC 8259 does, and names that are repeated.
struct JSONReader {
    struct Fault: Error {
        let offset: Int
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0

    static func read(_ bytes: [UInt8]) throws -> JSON {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(offset: -1) }
        var reader = JSONReader(scalars: Array(text.unicodeScalars))
        let value = try reader.value()
        guard reader.position == reader.scalars.count else { throw reader.fault }
        return value
    }

    private var fault: Fault { Fault(offset: position) }

    private var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func take() throws -> Unicode.Scalar {
        guard let next else { throw fault }
        position += 1
        return next
    }

    private mutating func expect(_ text: String) throws {
        for scalar in text.unicodeScalars {
            guard try take() == scalar else { throw fault }
        }
    }

    private mutating func value() throws -> JSON {
        switch next {
        case "{": return .object(try object())
        case "[": return .array(try list(from: "[", to: "]") { try $0.value() })
        case "\"": return .string(try string())
        case "t":
            try expect("true")
            return .bool(true)
        case "f":
            try expect("false")
            return .bool(false)
        case "n":
            try expect("null")
            return .null
        default: return .number(try number())
        }
    }

    private mutating func object() throws -> [JSON.Member] {
        let members = try list(from: "{", to: "}") { reader in
            let name = try reader.string()
            try reader.expect(":")
            return JSON.Member(name: name, value: try reader.value())
        }
        guard Set(members.map(\.name)).count == members.count else { throw fault }
        return members
    }

    private mutating func list<Element>(
        from start: String, to end: Unicode.Scalar, _ element: (inout JSONReader) throws -> Element
    ) throws -> [Element] {
        try expect(start)
        var elements: [Element] = []
        while next != end {
            if !elements.isEmpty { try expect(",") }
            elements.append(try element(&self))
        }
        position += 1
        return elements
    }

    private mutating func string() throws -> String {
        try expect("\"")
        var units: [UInt16] = []
        while true {
            let scalar = try take()
            switch scalar {
            case "\"":
                guard let text = String(validating: units, as: UTF16.self) else { throw fault }
                return text
            case "\\": units.append(try escape())
            case "\u{0}"..<"\u{20}": throw fault
            default: units.append(contentsOf: String(scalar).utf16)
            }
        }
    }

    private mutating func escape() throws -> UInt16 {
        let scalar = try take()
        switch scalar {
        case "\"", "\\", "/": return UInt16(scalar.value)
        case "b": return 8
        case "f": return 12
        case "n": return 10
        case "r": return 13
        case "t": return 9
        case "u":
            let digits = String(String.UnicodeScalarView(try (0..<4).map { _ in try take() }))
            guard let unit = UInt16(digits, radix: 16) else { throw fault }
            return unit
        default: throw fault
        }
    }

    private mutating func number() throws -> Double {
        var text = ""
        while let scalar = next, "+-.0123456789eE".unicodeScalars.contains(scalar) {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, let number = Double(text)
        else { throw fault }
        return number
    }
}
