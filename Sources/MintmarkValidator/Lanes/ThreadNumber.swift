import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Numbers threads in the order in which they first ask.
enum ThreadNumber {
    private static let threads = Atomic(0)
    /// `nil` when the process has used up its keys; all threads are number 0 then.
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// The number of the thread that asks.
    static var current: Int {
        guard let key else { return 0 }
        if let known = pthread_getspecific(key) { return Int(bitPattern: known) }
        let number = threads.add(1, ordering: .relaxed).newValue
        // The value is a number and no address: nothing is ever read through it.
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: number))
        return number
    }
}
