import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One GET whose answer is handed over as it arrives, and whose redirects are not followed.
final class StreamedRequest: NSObject, URLSessionDataDelegate {
    /// A piece of an answer.
    enum Part: Sendable {
        /// The first one.
        case head(status: Int, entityTag: String?, type: String?)
        case body([UInt8])
    }

    private let continuation: AsyncThrowingStream<Part, any Error>.Continuation
    private let hasHead = Mutex(false)

    private init(_ continuation: AsyncThrowingStream<Part, any Error>.Continuation) {
        self.continuation = continuation
    }

    /// Sends the request; ending the iteration ends it.
    /// - Parameter timeout: how long nothing may come, in seconds.
    static func parts(
        of url: String, headers: [String: String], timeout: Double
    ) -> AsyncThrowingStream<Part, any Error> {
        AsyncThrowingStream { continuation in
            guard let address = URL(string: url), ["http", "https"].contains(address.scheme) else {
                return continuation.finish(throwing: RevocationFault.unreachable("the address \(url) is not valid"))
            }
            let configuration = URLSessionConfiguration.ephemeral
            configuration.timeoutIntervalForRequest = timeout
            configuration.httpShouldSetCookies = false
            configuration.urlCache = nil
            configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
            let session = URLSession(
                configuration: configuration, delegate: StreamedRequest(continuation), delegateQueue: nil)
            var request = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: timeout)
            for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
            continuation.onTermination = { _ in session.invalidateAndCancel() }
            session.dataTask(with: request).resume()
        }
    }

    private func noteHead(_ response: URLResponse?) {
        let isFirst = hasHead.withLock { hasHead in
            defer { hasHead = true }
            return !hasHead
        }
        guard isFirst, let http = response as? HTTPURLResponse else { return }
        continuation.yield(
            .head(
                status: http.statusCode, entityTag: http.value(forHTTPHeaderField: "ETag"),
                type: http.value(forHTTPHeaderField: "Content-Type")))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        noteHead(response)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        continuation.yield(.body(Array(data)))
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            continuation.finish(throwing: RevocationFault.unreachable(error.localizedDescription))
        } else {
            // An answer without a body may come without a head of its own.
            noteHead(task.response)
            continuation.finish()
        }
        session.finishTasksAndInvalidate()
    }
}
