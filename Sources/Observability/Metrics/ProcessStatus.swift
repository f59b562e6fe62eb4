/// The figures of interest in `/proc/<pid>/stat`, in clock ticks.
struct ProcessStatus: Equatable {
    /// Time on the processor in user and kernel mode.
    let cpuTicks: UInt64

    /// When the process started, since the machine did.
    let startTicks: UInt64

    /// Reads the one line of the file; nil if it is not of the documented form (proc_pid_stat(5)).
    ///
    /// The second field is the name of the program in parentheses, which may hold spaces and parentheses itself; so
    /// fields are counted from the last closing one. The field behind it is number 3.
    init?(_ text: String) {
        guard let nameEnd = text.lastIndex(of: ")") else { return nil }
        let fields = text[nameEnd...].dropFirst().split(whereSeparator: \.isWhitespace)
        guard fields.count > 19, let user = UInt64(fields[11]), let system = UInt64(fields[12]),
            let start = UInt64(fields[19])
        else { return nil }
        self.cpuTicks = user &+ system
        self.startTicks = start
    }
}
