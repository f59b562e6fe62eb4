/// Why there was no answer.
package enum WebhookFault: Error, Equatable, CustomStringConvertible {
    /// The destination is not allowed; the text is to be read behind `url`.
    case refused(String)
    /// No connection could be made; with the reason.
    case unreachable(String)
    /// There was no whole answer within this many seconds.
    case timedOut(Int64)
    /// The connection broke off, or what came was no HTTP.
    case brokenOff(String)

    package var description: String {
        switch self {
        case .refused(let reason): "url " + reason
        case .unreachable(let reason): "the receiver cannot be reached: \(reason)"
        case .timedOut(let seconds): "the receiver did not answer within \(seconds) s"
        case .brokenOff(let reason): "the connection broke off: \(reason)"
        }
    }
}
