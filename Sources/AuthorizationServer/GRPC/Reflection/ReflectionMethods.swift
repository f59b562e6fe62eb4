import Foundation
import Logging
import ManagementMessages
import SwiftProtobuf

/// `grpc.reflection.v1.ServerReflection`, and the same under its older name, so that tools such as grpcurl need no files.
/// It tells what the published `.proto` files tell and nothing of what is stored, so it asks for no token.
struct ReflectionMethods: Sendable {
    static let services = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]

    private typealias Request = Grpc_Reflection_V1_ServerReflectionRequest
    private typealias Response = Grpc_Reflection_V1_ServerReflectionResponse

    let index: DescriptorIndex
    /// The services that there are, in order.
    let services: [String]
    let streams: StreamLimit
    let logger: Logger

    var all: [GRPCMethod] {
        Self.services.map { service in
            GRPCMethod(open: "/\(service)/ServerReflectionInfo", streams: streams, logger: logger) {
                (requests: inout GRPCMessages<Grpc_Reflection_V1_ServerReflectionRequest>, _, send) in
                while let request = try await requests.next() { try await send(answer(request)) }
            }
        }
    }

    /// What is not there is an answer, not the end of the call.
    func answer(
        _ request: Grpc_Reflection_V1_ServerReflectionRequest
    ) -> Grpc_Reflection_V1_ServerReflectionResponse {
        .with {
            $0.validHost = request.host
            $0.originalRequest = request
            $0.messageResponse = answer(to: request.messageRequest)
        }
    }

    private func answer(to question: Request.OneOf_MessageRequest?) -> Response.OneOf_MessageResponse {
        switch question {
        case .listServices:
            let names = services.map { name in Grpc_Reflection_V1_ServiceResponse.with { $0.name = name } }
            return .listServicesResponse(.with { $0.service = names })
        case .fileByFilename(let name): return files(index.file(named: name), "file \(name.prefix(128))")
        case .fileContainingSymbol(let symbol):
            return files(index.file(declaring: symbol), "symbol \(symbol.prefix(128))")
        case .allExtensionNumbersOfType(let name):
            guard index.messages.contains(name) else { return notFound("message \(name.prefix(128))") }
            return .allExtensionNumbersResponse(.with { $0.baseTypeName = name })
        case .fileContainingExtension(let wanted):
            return notFound("extension \(wanted.extensionNumber) of \(wanted.containingType.prefix(128))")
        case nil: return failure(.invalidArgument, "The request asks for nothing.")
        }
    }

    private func files(_ files: [[UInt8]]?, _ what: String) -> Response.OneOf_MessageResponse {
        guard let files else { return notFound(what) }
        return .fileDescriptorResponse(.with { $0.fileDescriptorProto = files.map { Data($0) } })
    }

    private func notFound(_ what: String) -> Response.OneOf_MessageResponse {
        failure(.notFound, "There is no \(what).")
    }

    private func failure(_ code: StatusCode, _ message: String) -> Response.OneOf_MessageResponse {
        .errorResponse(
            .with {
                $0.errorCode = Int32(code.rawValue)
                $0.errorMessage = message
            })
    }
}
