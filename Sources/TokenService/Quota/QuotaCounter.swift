import OAuthCore
import Synchronization

/// Counts tokens against quotas, in bounded memory. Counts belong to this process: several nodes count each for
/// themselves, and a restart begins anew.
final class QuotaCounter: Sendable {
    private let windows: Mutex<RecentTable<QuotaSubject, QuotaWindow>>

    /// - Parameter capacity: the most periods that are remembered. When there are more, those of who has got no token
    ///   for the longest time are forgotten, and their quotas begin anew.
    init(capacity: Int = 1_000_000) {
        windows = Mutex(RecentTable(capacity: capacity))
    }

    var count: Int { windows.withLock { $0.count } }

    /// Counts one token against all the quotas, or against none where one of them refuses it.
    func take(_ quotas: [(subject: QuotaSubject, quota: TokenQuota)], at now: Timestamp) -> [QuotaUse] {
        let now = now.milliseconds
        return windows.withLock { table in
            var windows = quotas.map { subject, quota in
                var window = table[subject] ?? QuotaWindow(at: now, quota)
                window.advance(to: now, quota)
                return window
            }
            let isRefused = zip(windows, quotas).contains { $0.isUsedUp($1.quota) && $1.quota.mode == .enforce }
            return quotas.indices.map { index in
                let (subject, quota) = quotas[index]
                let isBeyond = windows[index].isUsedUp(quota)
                if !isRefused { windows[index].take() }
                let isFirst = isBeyond && windows[index].noteExcess()
                let window = windows[index]
                table.set(window, for: subject)
                return QuotaUse(
                    subject: subject, quota: quota, remaining: window.remaining(quota),
                    reset: window.secondsLeft(at: now), isBeyond: isBeyond, isFirstBeyond: isFirst)
            }
        }
    }
}
