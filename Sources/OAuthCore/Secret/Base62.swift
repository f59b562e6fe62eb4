/// The digits, upper-case and lower-case letters: characters that need no encoding in a URL, a form or a Basic header.
enum Base62 {
    static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func contains(_ character: UInt8) -> Bool {
        alphabet.contains(character)
    }

    /// `count` characters drawn evenly, 5.95 bits each.
    static func random(count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    }

    /// `number` in base 62, with leading zeros up to `width`.
    static func text(of number: UInt32, width: Int) -> [UInt8] {
        var digits: [UInt8] = []
        var rest = Int(number)
        for _ in 0..<width {
            digits.append(alphabet[rest % alphabet.count])
            rest /= alphabet.count
        }
        return digits.reversed()
    }
}
