#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the operating system knows of this process, read from `/proc`. A figure is nil where there is no `/proc`, as
/// outside Linux, or where it cannot be read.
package enum ProcessFigures {
    /// Memory that is in RAM now, in bytes.
    package static func residentMemoryBytes() -> Double? {
        guard let text = ProcFile.read("/proc/self/statm") else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Processor time that the process has used, in user and kernel mode, in seconds.
    package static func cpuSeconds() -> Double? {
        guard let text = ProcFile.read("/proc/self/stat"), let status = ProcessStatus(text) else { return nil }
        return Double(status.cpuTicks) / ticksPerSecond
    }

    /// How many file descriptors are open.
    package static func openFileDescriptors() -> Double? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            // The directory lists itself and its parent, whose names begin with a dot.
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        // One of them is the directory that is being read.
        return Double(count - 1)
    }

    /// When the process started, in seconds since 1970-01-01T00:00:00Z.
    package static func startTimeSeconds() -> Double? {
        guard let text = ProcFile.read("/proc/self/stat"), let status = ProcessStatus(text),
            let boot = ProcFile.read("/proc/stat")?.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let bootTime = Double(boot.dropFirst("btime ".count))
        else { return nil }
        return bootTime + Double(status.startTicks) / ticksPerSecond
    }

    /// Adds the four figures to a registry under the names that Prometheus dashboards expect:
    /// `process_resident_memory_bytes`, `process_cpu_seconds_total`, `process_open_fds` and
    /// `process_start_time_seconds`.
    package static func register(in registry: PrometheusRegistry) {
        registry.onScrape(name: "process_resident_memory_bytes", help: "Resident memory size in bytes.") {
            residentMemoryBytes()
        }
        registry.onScrape(
            name: "process_cpu_seconds_total", help: "Total user and system CPU time spent in seconds.", kind: .counter
        ) {
            cpuSeconds()
        }
        registry.onScrape(name: "process_open_fds", help: "Number of open file descriptors.") {
            openFileDescriptors()
        }
        let start = startTimeSeconds()
        registry.onScrape(
            name: "process_start_time_seconds", help: "Start time of the process since unix epoch in seconds."
        ) {
            start
        }
    }

    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
}
