import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TokenError {
    /// Sorts the errors that the HTTP client and what it is built on throw.
    init(connection cause: any Error) {
        switch cause {
        case let error as TokenError: self = error
        case let error as HTTPClientError: self = Self.sorted(error)
        case let error as NIOConnectionError: self = Self.sorted(error)
        case let error as IOError: self = .unreachable(Self.reason(error))
        case is NIOTooManyBytesError: self = .answerTooLarge
        case ChannelError.connectTimeout: self = .noAnswerInTime
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            self = .untrusted("its certificate is for another host name")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .untrusted(Self.reason(inTLS: "\(cause)"))
        default: self = .unreachable("\(type(of: cause))")
        }
    }

    private static func sorted(_ error: HTTPClientError) -> TokenError {
        switch error {
        case .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout,
            .tlsHandshakeTimeout, .cancelled:
            .noAnswerInTime
        case .remoteConnectionClosed: .unreachable("it closed the connection")
        default: .unreachable(error.shortDescription)
        }
    }

    /// By the fault of the last address that was tried, or of the name look-up.
    private static func sorted(_ error: NIOConnectionError) -> TokenError {
        guard let attempt = error.connectionErrors.last?.error else {
            return .unreachable("there is no address for the name \(error.host)")
        }
        if case ChannelError.connectTimeout = attempt { return .noAnswerInTime }
        return .unreachable((attempt as? IOError).map(reason) ?? "\(type(of: attempt))")
    }

    private static func reason(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode))
    }

    /// BoringSSL describes its faults by long texts with a fixed word in them.
    private static func reason(inTLS text: String) -> String {
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS at this port" }
        return "TLS cannot be agreed on"
    }
}
