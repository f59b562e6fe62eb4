import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension TransportFailure {
    /// Sorts the errors that the HTTP client and what it is built on throw.
    init(_ cause: any Error) {
        switch cause {
        case let failure as TransportFailure: self = failure
        case let error as HTTPClientError: self = Self.sorted(error)
        case let error as NIOConnectionError: self = Self.sorted(error)
        case let error as IOError: self = Self.sorted(error)
        case is NIOTooManyBytesError: self = .tooLarge
        case ChannelError.connectTimeout: self = .timedOut
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            self = .untrusted("its certificate is for another host name")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .untrusted(Self.reason(inTLS: "\(cause)"))
        default: self = .brokenOff("\(cause)")
        }
    }

    private static func sorted(_ error: HTTPClientError) -> TransportFailure {
        switch error {
        case .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout,
            .tlsHandshakeTimeout:
            .timedOut
        case .remoteConnectionClosed: .brokenOff("the server closed it")
        default: .brokenOff(error.shortDescription)
        }
    }

    /// By the fault of the last address that was tried, or of the name look-up.
    private static func sorted(_ error: NIOConnectionError) -> TransportFailure {
        guard let attempt = error.connectionErrors.last?.error else {
            return .unreachable("there is no address for the name \(error.host)")
        }
        if case ChannelError.connectTimeout = attempt { return .timedOut }
        return .unreachable((attempt as? IOError).map(reason) ?? "\(attempt)")
    }

    private static func sorted(_ error: IOError) -> TransportFailure {
        switch error.errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .unreachable(reason(error))
        case ETIMEDOUT: .timedOut
        default: .brokenOff(reason(error))
        }
    }

    private static func reason(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode))
    }

    /// BoringSSL describes its faults by long texts with a fixed word in them.
    private static func reason(inTLS text: String) -> String {
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS at this port" }
        return text
    }
}
