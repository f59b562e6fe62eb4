/// Why there was no response.
package enum TransportFailure: Error, Equatable {
    /// No connection could be made, with the reason of the system.
    case unreachable(String)
    /// The server did not answer within the time that the settings allow.
    case timedOut
    /// TLS was not agreed on, mostly since the certificate is not trusted.
    case untrusted(String)
    /// The connection broke off, or what came was no HTTP.
    case brokenOff(String)
    /// The response has more bytes than a management API ever sends.
    case tooLarge
    /// The file with the certificates to trust cannot be used.
    case certificateFile(String)
}
