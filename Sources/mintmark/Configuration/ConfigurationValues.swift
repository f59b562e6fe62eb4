import ManagementClient

/// Reads settings one by one and collects everything that is wrong with them.
struct ConfigurationValues {
    private let sources: ConfigurationSources
    private(set) var problems: [ConfigurationProblem]

    init(_ sources: ConfigurationSources) {
        self.sources = sources
        problems = sources.problems
    }

    mutating func refuse(_ key: ConfigurationKey, _ reason: String) {
        problems.append(.init(key, reason))
    }

    func text(_ key: ConfigurationKey) -> String? { sources.text(key) }

    func texts(_ key: ConfigurationKey) -> [String] { sources.texts(key) }

    /// - Parameter standard: what holds when it is not given; `nil` when it must be.
    mutating func required(_ key: ConfigurationKey, standard: String?) -> String {
        if let value = text(key) ?? standard { return value }
        refuse(key, "is missing; give \(key.flag), \(key.variable), or \(key.name) in the file")
        return ""
    }

    mutating func number(_ key: ConfigurationKey, _ range: ClosedRange<Int>, standard: Int) -> Int {
        guard let text = text(key) else { return standard }
        guard let number = Int(text), range.contains(number) else {
            refuse(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound); it is \(text)")
            return standard
        }
        return number
    }

    /// Seconds. A number without a unit is refused, since nobody can tell what it counts; but 0 is 0.
    mutating func duration(_ key: ConfigurationKey, standard: Int64) -> Int64 {
        guard let text = text(key) else { return standard }
        if text == "0" { return 0 }
        guard text.last?.isLetter == true, let duration = Lifetime(text), duration.seconds > 0,
            duration.seconds <= 100 * 366 * 86_400
        else {
            refuse(
                key,
                "must be a number of seconds, minutes, hours or days as in 90s, 15m, 24h or 400d, or 0; it is \(text)")
            return standard
        }
        return duration.seconds
    }

    mutating func choice(_ key: ConfigurationKey, _ choices: [String], standard: String) -> String {
        guard let text = text(key) else { return standard }
        guard choices.contains(text) else {
            refuse(key, "must be one of \(choices.joined(separator: ", ")); it is \(text)")
            return standard
        }
        return text
    }

    /// - Throws: ``CommandFailure`` that lists every problem.
    func finish() throws(CommandFailure) {
        guard !problems.isEmpty else { return }
        let count = problems.count == 1 ? "a problem" : "\(problems.count) problems"
        throw .usage(
            "the configuration has \(count):", details: problems.map { "\($0.place) \($0.reason)" },
            advice: "mintmark check-config tells when it is right; mintmark check-config --keys lists the settings")
    }
}
