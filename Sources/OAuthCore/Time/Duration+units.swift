extension Duration {
    /// In seconds.
    package var seconds: Double { self / .seconds(1) }

    /// In whole milliseconds, towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// In whole nanoseconds, towards zero.
    package var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
