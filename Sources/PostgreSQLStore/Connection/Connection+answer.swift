import CPostgreSQL
import OAuthCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Connection {
    /// Waits for the answer to what was sent, but not for ever: a server that stands still, or a network that swallows
    /// packets after it has acknowledged them, closes no connection.
    /// - Parameter sent: what libpq said of sending it: 1 for yes.
    /// - Returns: the last result, or the one that tells of the failure; the caller clears it.
    /// - Throws: ``ServerFailure`` when the connection is lost or the time is up.
    func answer(sent: Int32) throws(ServerFailure) -> OpaquePointer? {
        guard sent == 1 else { throw lost() }
        let deadline = ContinuousClock.now + answerTimeout
        var last: OpaquePointer?
        do throws(ServerFailure) {
            while true {
                try waitForResult(until: deadline)
                guard let result = PQgetResult(handle) else { return last }
                if let last, PQresultStatus(last) == PGRES_FATAL_ERROR {
                    PQclear(result)
                } else {
                    PQclear(last)
                    last = result
                }
            }
        } catch {
            PQclear(last)
            throw error
        }
    }

    /// Returns as soon as `PQgetResult` does not block.
    private func waitForResult(until deadline: ContinuousClock.Instant) throws(ServerFailure) {
        while PQisBusy(handle) == 1 {
            let isUnsent = PQflush(handle) == 1
            try waitForSocket(toWrite: isUnsent, until: deadline)
            // What went wrong is the result.
            guard PQconsumeInput(handle) == 1 else { return }
        }
    }

    private func waitForSocket(toWrite: Bool, until deadline: ContinuousClock.Instant) throws(ServerFailure) {
        var waiting = pollfd(fd: socket, events: Int16(POLLIN | (toWrite ? POLLOUT : 0)), revents: 0)
        let left = (deadline - .now) / .milliseconds(1)
        if left > 0 {
            let found = poll(&waiting, 1, Int32(left.rounded(.up)))
            guard found == 0 || (found < 0 && errno == EINTR) else { return }
            if found < 0 { return try waitForSocket(toWrite: toWrite, until: deadline) }
        }
        isAbandoned = true
        throw ServerFailure(
            state: nil, message: "the server gave no answer for \(answerTimeout.milliseconds) ms",
            isConnectionLost: true)
    }
}
