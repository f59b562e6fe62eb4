import Hummingbird
import Logging
import Management
import ManagementMessages
import NIOCore
import OAuthCore
import SwiftProtobuf

/// A method of gRPC.
struct GRPCMethod: Sendable {
    /// What the paths of the management API's methods begin with.
    static let prefix = "/scalekit."

    /// `/package.Service/Method`.
    let path: String
    /// Answers a call that is one of gRPC.
    private let handler: @Sendable (Request, ServerRequestContext) async throws -> Response

    /// A unary method that anybody may call.
    init<Input: Message, Output: Message>(
        open path: String, _ action: @escaping @Sendable (Input) async throws -> Output
    ) {
        self.path = path
        handler = { request, _ in
            try await Self.unary(request) { bytes in try await action(try Input(grpcMessage: bytes)).serializedBytes() }
        }
    }

    /// A unary method of the management API: the same call as a route of the REST API, in another encoding.
    init<Input: AuditedMessage, Output: Message>(
        _ path: String, _ authentication: CallerAuthentication, _ audit: RefusalAudit,
        _ action: @escaping @Sendable (Input, Caller) async throws -> Output
    ) {
        self.path = path
        handler = { request, context in
            try await Self.unary(request) { bytes in
                do {
                    let caller = try await authentication.caller(of: request, context)
                    return try await action(try Input(grpcMessage: bytes), caller).serializedBytes()
                } catch let error as ManagementError {
                    // What is no message names nothing.
                    let message = (try? Input(grpcMessage: bytes)) ?? Input()
                    await audit.note(error, of: "POST \(path)", message.auditSubject, request, context)
                    throw error
                }
            }
        }
    }

    /// A method that anybody may call, with any number of messages either way.
    /// - Parameter action: ends the call by returning or throwing.
    init<Input: Message, Output: Message>(
        open path: String, streams: StreamLimit, logger: Logger,
        _ action:
            @escaping @Sendable (
                inout GRPCMessages<Input>, GRPCCall, (Output) async throws -> Void
            ) async throws -> Void
    ) {
        self.path = path
        handler = { request, context in
            let start = ContinuousClock.now
            try request.checkGRPCEncoding()
            let call = GRPCCall(channel: context.channel, deadline: try request.grpcTimeout().map { start + $0 })
            let errors = ErrorResponse(dialect: .grpc, requestID: context.requestID, logger: logger)
            return .grpcStream(errors) { write in
                guard let place = streams.take() else {
                    throw WireError(.resourceExhausted, "Too many streams are open; try again later.")
                }
                defer { place.giveBack() }
                var messages = GRPCMessages<Input>(request.body)
                try await action(&messages, call) { try await write(try $0.serializedBytes()) }
            }
        }
    }

    /// Answers one call.
    @Sendable func answer(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard request.isGRPC else {
            var error = WireError(.invalidArgument, "This is a method of gRPC: send content-type application/grpc.")
            error.status = .unsupportedMediaType
            throw error
        }
        return try await handler(request, context)
    }

    private static func unary(
        _ request: Request, _ action: @escaping @Sendable ([UInt8]) async throws -> [UInt8]
    ) async throws -> Response {
        let start = ContinuousClock.now
        let work: @Sendable () async throws -> [UInt8] = { try await action(try await request.grpcMessage()) }
        guard let timeout = try request.grpcTimeout() else { return .grpc(try await work()) }
        return .grpc(try await GRPCTimeout.within(timeout, since: start, work))
    }
}

extension Message {
    /// - Throws: `InvalidFields`.
    init(grpcMessage bytes: [UInt8]) throws(InvalidFields) {
        do {
            try self.init(serializedBytes: bytes)
        } catch {
            throw InvalidFields("message", "is not a \(Self.protoMessageName) in the encoding of protocol buffers")
        }
    }
}
