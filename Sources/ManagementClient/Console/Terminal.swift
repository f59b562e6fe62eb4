#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the process is connected to.
package enum Terminal {
    /// Whether a person can be asked: standard input and standard error are a terminal.
    package static var canAsk: Bool {
        isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    }

    /// The columns of the terminal that standard output writes to; `nil` when it is none, so that files and pipes get
    /// whole lines.
    package static var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
