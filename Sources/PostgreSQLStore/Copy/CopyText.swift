import StoredRows

/// Rows in the text form of `COPY` (PostgreSQL, "File Formats" of COPY): a line each, tabs between the columns.
enum CopyText {
    static func bytes(_ rows: [[StoredValue]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rows {
            for (index, value) in row.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: "\t")) }
                append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func append(_ value: StoredValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += Array(#"\N"#.utf8)
        case .integer(let number): bytes += Array("\(number)".utf8)
        case .text(let text), .foreign(let text): appendEscaped(text.utf8, to: &bytes)
        case .bytes(let content): appendEscaped(Hexadecimal.text(content), to: &bytes)
        }
    }

    private static func appendEscaped(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\\"): bytes += Array(#"\\"#.utf8)
            case UInt8(ascii: "\t"): bytes += Array(#"\t"#.utf8)
            case UInt8(ascii: "\n"): bytes += Array(#"\n"#.utf8)
            case UInt8(ascii: "\r"): bytes += Array(#"\r"#.utf8)
            default: bytes.append(byte)
            }
        }
    }
}
