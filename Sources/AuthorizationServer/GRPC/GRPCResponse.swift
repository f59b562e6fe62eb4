import Foundation
import HTTPTypes
import Hummingbird
import ManagementMessages
import NIOCore
import OAuthCore
import SwiftProtobuf

extension Response {
    /// One message in its frame, and the trailers of success.
    static func grpc(_ message: [UInt8]) -> Response {
        Response(
            status: .ok, headers: grpcHeaders,
            body: ResponseBody { writer in
                try await writer.write(frame(message))
                try await writer.finish([.grpcStatus: "0"])
            })
    }

    /// Messages as `work` has them, and the trailers of how it ended.
    static func grpcStream(
        _ errors: ErrorResponse, _ work: @escaping @Sendable (([UInt8]) async throws -> Void) async throws -> Void
    ) -> Response {
        Response(
            status: .ok, headers: grpcHeaders,
            body: ResponseBody { writer in
                var lost: (any Error)?
                var trailers: HTTPFields = [.grpcStatus: "0"]
                do {
                    try await work { message in
                        do {
                            try await writer.write(frame(message))
                        } catch {
                            lost = error
                            throw error
                        }
                    }
                } catch {
                    // Nobody is there to read trailers.
                    if let lost { throw lost }
                    if error is CancellationError || error is ChannelError { throw error }
                    trailers = errors.grpcTrailers(for: error)
                }
                try await writer.finish(trailers)
            })
    }

    private static func frame(_ message: [UInt8]) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.reserveCapacity(5 + message.count)
        frame.writeInteger(UInt8(0))
        frame.writeInteger(UInt32(message.count))
        frame.writeBytes(message)
        return frame
    }

    fileprivate static var grpcHeaders: HTTPFields {
        [.contentType: "application/grpc", .grpcAcceptEncoding: "identity"]
    }
}

extension WireError {
    /// The answer of gRPC: status, message and details in the trailers, and no message before them. Not in the headers, as
    /// gRPC allows: the stream of HTTP/2 would then end with an empty DATA frame, which grpc-core refuses.
    func grpcResponse(requestID: String) -> Response {
        Response(
            status: .ok, headers: Response.grpcHeaders,
            body: ResponseBody { [trailers = grpcTrailers(requestID: requestID)] writer in
                try await writer.finish(trailers)
            })
    }

    /// Status, message and details.
    func grpcTrailers(requestID: String) -> HTTPFields {
        let code = grpcCode
        var trailers = HTTPFields()
        trailers[.grpcStatus] = String(code.rawValue)
        trailers[.grpcMessage] = Self.percentEncoded(message)
        if let details = try? details(code, requestID: requestID) { trailers[.grpcStatusDetails] = details }
        if let retryAfter { trailers[.retryAfter] = String(retryAfter) }
        return trailers
    }

    /// What HTTP says with its status, gRPC says with its code.
    var grpcCode: StatusCode {
        switch status {
        case .contentTooLarge: .resourceExhausted
        default: code
        }
    }

    /// A `google.rpc.Status` with one ErrorInfo, in base64.
    private func details(_ code: StatusCode, requestID: String) throws -> String {
        var info = Scalekit_V1_Errdetails_ErrorInfo()
        info.errorCode = status == .contentTooLarge ? "RESOURCE_EXHAUSTED" : code.name
        info.requestInfo.requestID = requestID
        if !violations.isEmpty {
            info.validationErrorInfo.fieldViolations = violations.map { violation in
                .with {
                    $0.field = violation.field
                    $0.description_p = violation.description
                }
            }
        }
        let status = try Google_Rpc_Status.with {
            $0.code = Int32(code.rawValue)
            $0.message = message
            $0.details = [try Google_Protobuf_Any(message: info)]
        }
        let bytes: Data = try status.serializedBytes()
        return bytes.base64EncodedString()
    }

    /// Bytes outside printable ASCII, and the percent sign, as `%` and two digits.
    private static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return encoded
    }
}
