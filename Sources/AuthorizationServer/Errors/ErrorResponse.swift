import HTTPTypes
import Hummingbird
import Logging
import Management
import NIOCore
import NIOHTTP1
import OAuthCore
import Stores
import TokenService

/// The one place where what went wrong inside becomes what a caller sees.
struct ErrorResponse {
    /// The dialects of errors.
    enum Dialect {
        /// RFC 6749 §5.2, for `/oauth/…`.
        case oauth
        /// `{"code","message","details"}`, for everything else.
        case management
        /// Status and details in trailers, with HTTP status 200.
        case grpc

        init(_ request: Request) {
            self = request.isGRPC ? .grpc : Self(path: request.uri.path)
        }

        init(path: String) {
            let isOAuth = path.drop { $0 == "/" }.hasPrefix("oauth/")
            self = isOAuth ? .oauth : .management
        }
    }

    let dialect: Dialect
    let requestID: String
    let logger: Logger

    /// In the dialect of OAuth.
    func oauthResponse(for error: any Error) -> EndpointResponse {
        EndpointResponse(wireError(for: error).oauthError)
    }

    /// - Returns: also the statuses that HTTP and gRPC have for the error, whichever the dialect sends.
    func answer(
        for error: any Error
    ) -> (response: Response, status: HTTPResponse.Status, grpcStatus: Int64) {
        let wire = wireError(for: error)
        var response =
            switch dialect {
            case .oauth: EndpointResponse(wire.oauthError).http
            case .management: wire.response(requestID: requestID)
            case .grpc: wire.grpcResponse(requestID: requestID)
            }
        if let allowed = wire.allowedMethods { response.headers[.allow] = allowed }
        return (response, wire.status, wire.grpcCode.rawValue)
    }

    /// For a call of gRPC that has been answered in part.
    func grpcTrailers(for error: any Error) -> HTTPFields {
        wireError(for: error).grpcTrailers(requestID: requestID)
    }

    private func wireError(for error: any Error) -> WireError {
        switch error {
        case let error as WireError: return error
        case let error as OAuthError: return WireError(error)
        case let error as InvalidFields: return WireError(.invalidArgument, violations: error.violations)
        case let error as ManagementError: return WireError(error)
        case let error as StoreError: return storeFailure(error)
        case let error as any HTTPResponseError: return WireError(httpStatus: error.status)
        case is NIOTooManyBytesError: return WireError(httpStatus: .contentTooLarge)
        case is HTTPParserError: return WireError(httpStatus: .badRequest)
        default:
            logger.error("a request failed", metadata: ["request_id": "\(requestID)", "reason": "\(error)"])
            return WireError(
                .internal,
                "The server failed to answer. Try again; if it goes on, give the operator the request id \(requestID).")
        }
    }

    private func storeFailure(_ error: StoreError) -> WireError {
        logger.error(
            "the store failed",
            metadata: ["request_id": "\(requestID)", "code": "\(error.code.rawValue)", "reason": "\(error)"])
        if error.code == .uncertain {
            // Without a time to try again: a program that does so by itself might make something twice.
            return WireError(
                .unavailable,
                "The server lost what it stores while it made the change, and cannot tell whether it was made. Look "
                    + "before you ask for it again (request id \(requestID)).")
        }
        return WireError(
            .unavailable,
            "The server cannot reach what it stores; nothing was changed. Try again in a few seconds, and tell the "
                + "operator if it goes on (request id \(requestID)).", retryAfter: 5)
    }
}
