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
            let glance = reachability == nil ? deadline : min(deadline, .now + Reachability.patience)
            guard waitForSocket(toWrite: isUnsent, until: glance) else {
                try checkPatience(until: deadline)
                continue
            }
            // What went wrong is the result.
            guard PQconsumeInput(handle) == 1 else { return }
        }
    }

    /// - Returns: whether something came, or can be sent, in time.
    private func waitForSocket(toWrite: Bool, until deadline: ContinuousClock.Instant) -> Bool {
        var waiting = pollfd(fd: socket, events: Int16(POLLIN | (toWrite ? POLLOUT : 0)), revents: 0)
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { return false }
        let found = poll(&waiting, 1, Int32(left.rounded(.up)))
        return found > 0 || (found < 0 && errno != EINTR)
    }

    /// Returns when it is worth waiting longer.
    private func checkPatience(until deadline: ContinuousClock.Instant) throws(ServerFailure) {
        let failure =
            ContinuousClock.now < deadline
            ? reachability?.look()
            : ServerFailure(
                state: nil, message: "the server gave no answer for \(answerTimeout.milliseconds) ms",
                isConnectionLost: true)
        guard let failure else { return }
        isAbandoned = true
        throw failure
    }
}
