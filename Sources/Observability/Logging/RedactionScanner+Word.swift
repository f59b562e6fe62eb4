extension RedactionScanner {
    /// What is known of the letters, digits and underscores read since `start`: enough to tell whether they hold a
    /// client secret.
    struct Word {
        private let start: Int
        private var hasLetter = false
        /// Whether an underscore has come that a letter precedes.
        private var hasPrefix = false
        private var lengthSinceUnderscore = 0
        private var isSecret = false

        init(start: Int) {
            self.start = start
        }

        mutating func addLetter() {
            hasLetter = true
            lengthSinceUnderscore += 1
        }

        mutating func addDigit() {
            lengthSinceUnderscore += 1
        }

        mutating func addUnderscore(shortestSecret: Int) {
            isSecret = isSecret || endsSecret(shortestSecret)
            hasPrefix = hasLetter
            lengthSinceUnderscore = 0
        }

        /// The whole word if it holds a secret and ends at `end`.
        func secret(end: Int, shortestSecret: Int) -> Range<Int>? {
            isSecret || endsSecret(shortestSecret) ? start..<end : nil
        }

        private func endsSecret(_ shortestSecret: Int) -> Bool {
            hasPrefix && lengthSinceUnderscore >= shortestSecret
        }
    }
}
