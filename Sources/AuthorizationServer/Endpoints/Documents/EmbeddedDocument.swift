import CDocuments

/// A document that the program carries (`Sources/CDocuments`, made by `make docs`).
struct EmbeddedDocument: Sendable {
    /// Where it is served: `/llms.txt`, `/docs/limits.md`.
    let path: String
    let bytes: [UInt8]

    /// All of them.
    static var all: [EmbeddedDocument] {
        var documents: [EmbeddedDocument] = []
        while let document = mintmark_document_at(documents.count)?.pointee {
            documents.append(
                EmbeddedDocument(
                    path: String(cString: document.path),
                    bytes: Array(UnsafeBufferPointer(start: document.bytes, count: document.count))))
        }
        return documents
    }
}
