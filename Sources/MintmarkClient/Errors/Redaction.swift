/// Cleans texts that a server sent, so that they can stand in an error or a log: printable ASCII, bounded, and without
/// the client secret should the server have repeated it.
struct Redaction: Sendable {
    private static let longest = 300
    private let forms: [String]

    init(_ secret: SecretString) {
        let plain = secret.reveal()
        forms = Set([plain, FormEncoding.encoded(plain)]).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    func clean(_ text: String) -> String {
        var text = text
        for form in forms { text = text.replacing(form, with: "[redacted]") }
        let printable = text.utf8.prefix(Self.longest).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: printable, as: UTF8.self)
    }
}
