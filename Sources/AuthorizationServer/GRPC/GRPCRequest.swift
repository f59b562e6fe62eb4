import HTTPTypes
import Hummingbird
import NIOCore
import OAuthCore

extension Request {
    /// Whether the caller speaks gRPC: `application/grpc`, or with a message format behind `+`.
    var isGRPC: Bool { head.isGRPC }

    /// - Throws: ``WireError`` when the messages are in an encoding that is not read.
    func checkGRPCEncoding() throws(WireError) {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/grpc" || type == "application/grpc+proto" else {
            throw WireError(.unimplemented, "Messages must be protocol buffers: send content-type application/grpc.")
        }
        let encoding = headers[.grpcEncoding] ?? "identity"
        guard encoding == "identity" else { throw Self.compressed(encoding) }
    }

    /// How long the caller waits; `nil` for ever.
    /// - Throws: ``WireError``.
    func grpcTimeout() throws(WireError) -> Duration? {
        guard let text = headers[.grpcTimeout] else { return nil }
        guard let timeout = GRPCTimeout.read(text) else {
            throw WireError(.invalidArgument, "grpc-timeout must be up to eight digits and one of H M S m u n.")
        }
        return timeout
    }

    /// The one message of a unary call, without its frame: a byte that tells of compression and four of length.
    /// - Throws: ``WireError``.
    func grpcMessage() async throws -> [UInt8] {
        try checkGRPCEncoding()
        return try Self.message(inFrame: try await boundedBody(ServerSettings.maximumBodySize))
    }

    /// Takes the frame off a message that comes alone.
    static func message(inFrame body: [UInt8]) throws(WireError) -> [UInt8] {
        var buffer = ByteBuffer(bytes: body)
        guard let message = try takeMessage(from: &buffer), buffer.readableBytes == 0 else {
            throw WireError(.internal, "The request must hold one whole message and nothing else.")
        }
        return message
    }

    /// Takes the first message off what has come, with its frame.
    /// - Returns: `nil` while it has not come whole.
    static func takeMessage(from buffer: inout ByteBuffer) throws(WireError) -> [UInt8]? {
        guard let head = buffer.getBytes(at: buffer.readerIndex, length: 5) else { return nil }
        guard head[0] == 0 else { throw compressed("an unnamed encoding") }
        let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
        guard length <= ServerSettings.maximumBodySize else { throw WireError(httpStatus: .contentTooLarge) }
        guard buffer.readableBytes >= 5 + length else { return nil }
        buffer.moveReaderIndex(forwardBy: 5)
        return buffer.readBytes(length: length)
    }

    private static func compressed(_ encoding: String) -> WireError {
        WireError(.unimplemented, "Messages compressed with \(encoding.prefix(32)) are not read; send identity.")
    }
}
