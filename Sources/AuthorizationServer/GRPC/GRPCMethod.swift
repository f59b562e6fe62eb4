import Hummingbird
import Management
import ManagementMessages
import NIOCore
import OAuthCore
import SwiftProtobuf

/// A unary method of gRPC: the same call as a route of the REST API, in another encoding.
struct GRPCMethod: Sendable {
    /// What the paths of the management API's methods begin with.
    static let prefix = "/scalekit."

    /// `/package.Service/Method`.
    let path: String
    /// From the bytes of the request message to those of the answer.
    let handler: @Sendable ([UInt8], Request, ServerRequestContext) async throws -> [UInt8]

    /// A method that anybody may call.
    init<Input: Message, Output: Message>(
        open path: String, _ action: @escaping @Sendable (Input) async throws -> Output
    ) {
        self.path = path
        handler = { bytes, _, _ in try await action(try Self.read(bytes)).serializedBytes() }
    }

    /// A method of the management API.
    init<Input: Message, Output: Message>(
        _ path: String, _ authentication: CallerAuthentication, _ audit: RefusalAudit,
        _ action: @escaping @Sendable (Input, Caller) async throws -> Output
    ) {
        self.path = path
        handler = { bytes, request, context in
            do {
                let caller = try await authentication.caller(of: request, context)
                return try await action(try Self.read(bytes), caller).serializedBytes()
            } catch let error as ManagementError {
                await audit.note(error, of: "POST \(path)", request, context)
                throw error
            }
        }
    }

    private static func read<Input: Message>(_ bytes: [UInt8]) throws(InvalidFields) -> Input {
        do {
            return try Input(serializedBytes: bytes)
        } catch {
            throw InvalidFields("message", "is not a \(Input.protoMessageName) in the encoding of protocol buffers")
        }
    }

    /// Answers one call.
    @Sendable func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard request.isGRPC else {
            var error = WireError(.invalidArgument, "This is a method of gRPC: send content-type application/grpc.")
            error.status = .unsupportedMediaType
            throw error
        }
        let start = ContinuousClock.now
        let answer = try await limited(request, since: start) { [handler] in
            try await handler(try await request.grpcMessage(), request, context)
        }
        return .grpc(answer)
    }

    private func limited(
        _ request: Request, since start: ContinuousClock.Instant, _ work: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        guard let text = request.headers[.grpcTimeout] else { return try await work() }
        guard let timeout = GRPCTimeout.read(text) else {
            throw WireError(.invalidArgument, "grpc-timeout must be up to eight digits and one of H M S m u n.")
        }
        return try await GRPCTimeout.within(timeout, since: start, work)
    }
}
