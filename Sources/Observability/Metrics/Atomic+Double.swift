import Synchronization

extension Atomic<Double> {
    /// Adds to the value; tries again while others change it at the same time.
    func add(_ amount: Double) {
        var current = load(ordering: .relaxed)
        while true {
            let (exchanged, original) = compareExchange(
                expected: current, desired: current + amount, ordering: .relaxed)
            guard !exchanged else { return }
            current = original
        }
    }
}
