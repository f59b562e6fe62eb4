import AsyncHTTPClient
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension WebhookFault {
    /// Sorts the errors that the HTTP client and what it is built on throw. Cancellation stays what it is.
    static func sorted(_ cause: any Error, timeout: Int64) -> any Error {
        switch cause {
        case is CancellationError, is WebhookFault: cause
        case let error as HTTPClientError: sorted(error, timeout)
        case ChannelError.connectTimeout: unreachable("connecting took too long")
        case let error as NIOConnectionError: unreachable(reason(error.connectionErrors.last?.error ?? error))
        case let error as IOError: sorted(error)
        default: unreachable("no secure connection: \(cause)")
        }
    }

    private static func sorted(_ error: HTTPClientError, _ timeout: Int64) -> any Error {
        switch error {
        case .cancelled: CancellationError()
        case .connectTimeout: unreachable("connecting took too long")
        case .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            timedOut(timeout)
        default: brokenOff(error.shortDescription)
        }
    }

    /// A connection that was there and broke off is no reason to send the message to another address.
    private static func sorted(_ error: IOError) -> WebhookFault {
        [ECONNRESET, EPIPE].contains(error.errnoCode) ? brokenOff(reason(error)) : unreachable(reason(error))
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }
}
