import Hummingbird
import NIOCore
import SwiftProtobuf

/// The messages of a call, one after the other as they come.
struct GRPCMessages<Input: Message> {
    private var body: RequestBody.AsyncIterator
    private var received = ByteBuffer()

    init(_ body: RequestBody) {
        self.body = body.makeAsyncIterator()
    }

    /// - Returns: `nil` when the caller has no more.
    /// - Throws: ``WireError``, `InvalidFields`, or what ended the connection.
    mutating func next() async throws -> Input? {
        while true {
            if let message = try Request.takeMessage(from: &received) { return try Input(grpcMessage: message) }
            guard var more = try await body.next() else { break }
            received.discardReadBytes()
            received.writeBuffer(&more)
        }
        guard received.readableBytes == 0 else {
            throw WireError(.internal, "The request ends within a message.")
        }
        return nil
    }
}
