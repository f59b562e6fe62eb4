import Observability

#if canImport(Glibc)
    import Glibc
#endif

/// The code that only the start of the program needed: commands, configuration, migrations, the dynamic linker's work. It
/// makes up more than half of what is resident in an idle server.
enum StartupCode {
    /// Takes all code out of the process's resident memory. It stays in the kernel's cache of files, from which what is
    /// executed again comes back without a read of the disk.
    static func release() {
        #if canImport(Glibc)
            for line in (ProcFile.read("/proc/self/maps") ?? "").split(separator: "\n") {
                guard let range = codeRange(line), let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound)
                else { continue }
                // Only a hint: nothing is wrong when it is not taken.
                _ = madvise(start, Int(range.upperBound - range.lowerBound), MADV_DONTNEED)
            }
        #endif
    }

    /// The addresses of a line of proc_pid_maps(5) when it stands for code of a file. Code is never written to, so that the
    /// file holds all that is in these pages; no other mapping may be given up like that.
    static func codeRange(_ line: Substring) -> Range<UInt>? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count >= 6, fields[1] == "r-xp", fields[4] != "0", fields[5].hasPrefix("/") else { return nil }
        let addresses = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard addresses.count == 2, addresses[0] < addresses[1] else { return nil }
        return addresses[0]..<addresses[1]
    }
}
