/// Text made of pieces that are awkward for whoever escapes or searches it.
enum RandomText {
    static let awkward: [String] = [
        "\"", "\\", "\n", "\r", "\r\n", "\t", "\u{0}", "\u{1}", "\u{8}", "\u{C}", "\u{1B}[2J", "\u{1F}", "\u{7F}",
        "\u{80}", "\u{85}", "\u{9B}", "\u{9F}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}", "\u{2066}",
        "\u{2069}", "\u{2027}", "\u{FFFD}", "\u{FEFF}", "é", "e\u{301}", "€", "😀", "👨‍👩‍👧", "a", "Z", "0", " ", "=", "/",
        "{", "}",
        "[", "]", ",", ":", "</script>", "%s", "\\u0041", "",
    ]

    static func make(of pieces: [String], upTo length: Int, using generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...length, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
}
