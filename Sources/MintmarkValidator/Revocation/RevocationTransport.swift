/// Gets an issuer's revocations over HTTP. The default uses URLSession; another one can be given for tests or an HTTP
/// client of the application's own.
public protocol RevocationTransport: Sendable {
    /// Gets the document. Must not follow redirects to other hosts, and must give up beyond the size and the time.
    /// - Parameter entityTag: the `ETag` of the answer before, for `If-None-Match`.
    /// - Throws: any error when there is no answer of status 200 or 304.
    func document(
        at url: String, entityTag: String?, maximumSize: Int, timeout: Duration
    ) async throws -> RevocationAnswer

    /// Opens the stream: a GET with `Accept: text/event-stream` whose answer has no end. Ending the iteration closes it.
    /// - Returns: the body, as it arrives; fails for a status other than 200 and another media type. `nil` from a transport
    ///   that cannot stream: then the document is asked for every second instead.
    func events(at url: String) -> AsyncThrowingStream<[UInt8], any Error>?
}

/// What a ``RevocationTransport`` got.
public enum RevocationAnswer: Sendable, Equatable {
    /// Status 304: nothing has changed.
    case unchanged
    /// Status 200: the body, and its `ETag`.
    case document([UInt8], entityTag: String?)
}
