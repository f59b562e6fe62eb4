import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One GET whose body is bounded while it arrives, and whose redirects are not followed.
final class BoundedRequest: NSObject, URLSessionDataDelegate {
    private struct State {
        var body: [UInt8] = []
        var failure: (any Error)?
        var response: HTTPURLResponse?
        var continuation: CheckedContinuation<FetchedDocument, any Error>?
    }

    private let maximumSize: Int
    private let state = Mutex(State())

    init(maximumSize: Int) {
        self.maximumSize = maximumSize
    }

    func load(_ url: URL, timeout: Double) async throws -> FetchedDocument {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = timeout
        configuration.timeoutIntervalForResource = timeout
        configuration.httpShouldSetCookies = false
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        return try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.continuation = continuation }
            session.dataTask(with: url).resume()
        }
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
        let http = response as? HTTPURLResponse
        let status = http?.statusCode ?? 0
        state.withLock { state in
            state.response = http
            if status != 200 { state.failure = URLSessionFetcher.Failure.status(status) }
        }
        completionHandler(status == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            state.body.append(contentsOf: data)
            guard state.body.count > maximumSize else { return false }
            state.failure = URLSessionFetcher.Failure.tooLarge
            return true
        }
        if isTooLarge { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (continuation, result) = state.withLock { state in
            defer { state.continuation = nil }
            let result: Result<FetchedDocument, any Error>
            if let failure = state.failure ?? error {
                result = .failure(failure)
            } else {
                let cacheControl = state.response?.value(forHTTPHeaderField: "Cache-Control")
                result = .success(
                    FetchedDocument(body: state.body, maxAge: FetchedDocument.maxAge(cacheControl: cacheControl)))
            }
            return (state.continuation, result)
        }
        continuation?.resume(with: result)
    }
}
