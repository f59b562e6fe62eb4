import Crypto
import HTTPTypes
import Hummingbird

/// Serves the documentation of this version: an index and the whole for programs that read (https://llmstxt.org), and the
/// pages that the index leads to. It is public, as the source is.
struct DocumentRoutes: Sendable {
    private let documents: [String: CacheableDocument]

    init(_ documents: [EmbeddedDocument] = EmbeddedDocument.all) {
        let pairs = documents.map { document in
            let digest = SHA256.hash(data: document.bytes).prefix(16)
            let tag = digest.map { byte in String(byte, radix: 16) }.joined(separator: "-")
            return (
                document.path,
                CacheableDocument(
                    bytes: document.bytes, contentType: Self.mediaType(document.path) + "; charset=utf-8",
                    entityTag: "\"\(tag)\"", cacheControl: "public, max-age=3600")
            )
        }
        self.documents = Dictionary(pairs) { first, _ in first }
    }

    var routes: [Route] {
        [
            Route(
                .get, "/llms.txt",
                document("llms", "Get an index of the documentation, for programs that read it.", "text/plain"),
                handler: { request, _ in try respond("/llms.txt", request) }),
            Route(
                .get, "/llms-full.txt", document("llms_full", "Get the whole documentation as one text.", "text/plain"),
                handler: { request, _ in try respond("/llms-full.txt", request) }),
            Route(
                .get, "/docs/{page}", document("docs", "Get one page of the documentation.", "text/markdown", [404]),
                handler: { request, context in
                    try respond("/docs/" + (context.parameters.get("page") ?? ""), request)
                }),
        ]
    }

    private func document(
        _ id: String, _ summary: String, _ mediaType: String, _ refusals: [Int] = []
    ) -> RouteDocumentation {
        .init(
            operationID: id, summary: summary, access: .everyone,
            success: .init(status: 200, description: "The text.", mediaType: mediaType), refusals: refusals)
    }

    private static func mediaType(_ path: String) -> String { path.hasSuffix(".md") ? "text/markdown" : "text/plain" }

    private func respond(_ path: String, _ request: Request) throws -> Response {
        guard let document = documents[path] else {
            throw WireError(.notFound, "There is no such page. The pages are listed at /llms.txt.")
        }
        return document.response(to: request)
    }
}
