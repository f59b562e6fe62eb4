import Foundation
import NIOCore
import Observability

/// The processors that the process may run on, which can be fewer than the machine has: `taskset`, `CPUAffinity=` of
/// systemd, `cpuset` of containers.
enum AllowedProcessors {
    /// Makes one event loop for each of them. With more loops than processors, connections wait for a loop that waits for
    /// its turn, and fewer requests are signed together. Must come before the first use of an event loop.
    static func matchEventLoops() {
        guard ProcessInfo.processInfo.environment["NIO_SINGLETON_GROUP_LOOP_COUNT"] == nil,
            let allowed = count(ProcFile.read("/proc/self/status") ?? ""), allowed < System.coreCount
        else { return }
        NIOSingletons.groupLoopCountSuggestion = allowed
    }

    /// How many there are by the text of `/proc/self/status` (proc_pid_status(5)); `nil` when it does not say.
    static func count(_ status: String) -> Int? {
        let prefix = "Cpus_allowed_list:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(prefix) }) else { return nil }
        var count = 0
        for part in line.dropFirst(prefix.count).split(separator: ",") {
            let numbers = part.split(separator: "-").map { UInt16($0.trimmingCharacters(in: .whitespaces)) }
            guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1],
                first <= last
            else { return nil }
            count += Int(last - first) + 1
        }
        return count > 0 ? count : nil
    }
}
