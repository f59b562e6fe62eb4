import HTTPTypes
import Hummingbird
import NIOCore
import OAuthCore

extension Request {
    /// Whether the caller speaks gRPC: `application/grpc`, or with a message format behind `+`.
    var isGRPC: Bool { head.isGRPC }

    /// The one message of a unary call, without its frame: a byte that tells of compression and four of length.
    /// - Throws: ``WireError``.
    func grpcMessage() async throws -> [UInt8] {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/grpc" || type == "application/grpc+proto" else {
            throw WireError(.unimplemented, "Messages must be protocol buffers: send content-type application/grpc.")
        }
        let encoding = headers[.grpcEncoding] ?? "identity"
        guard encoding == "identity" else { throw Self.compressed(encoding) }
        return try Self.message(inFrame: try await boundedBody(ServerSettings.maximumBodySize))
    }

    /// Takes the frame off a message.
    static func message(inFrame body: [UInt8]) throws -> [UInt8] {
        guard body.count >= 5 else { throw WireError(.internal, "The request holds no whole message.") }
        guard body[0] == 0 else { throw compressed("an unnamed encoding") }
        let length = body[1..<5].reduce(0) { $0 << 8 | Int($1) }
        guard length <= ServerSettings.maximumBodySize else { throw WireError(httpStatus: .contentTooLarge) }
        guard body.count == 5 + length else {
            throw WireError(
                .internal,
                "The request must hold one message of the \(length) bytes it tells; it has \(body.count - 5).")
        }
        return Array(body[5...])
    }

    private static func compressed(_ encoding: String) -> WireError {
        WireError(.unimplemented, "Messages compressed with \(encoding.prefix(32)) are not read; send identity.")
    }
}
