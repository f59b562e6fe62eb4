import JOSE
import Testing

/// One entry of a ``VectorFile``, named in test output by its section and title.
protocol TestVector: Sendable, CustomTestStringConvertible {
    init(_ json: JSONValue) throws
}

extension JSONValue {
    /// The text of the member `name`, which must be there.
    func text(_ name: String) throws -> String {
        try #require(self[name]?.string, "\(name) is missing")
    }

    /// The bytes of the member `name`, in base64url.
    func bytes(_ name: String) throws -> [UInt8] {
        try Base64URL.decode(try text(name).utf8)
    }
}
