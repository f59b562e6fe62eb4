/// Something wrong with the configuration, in words for the operator.
struct ConfigurationProblem: Equatable {
    /// The setting at fault, by its name in the file, or the file or variable itself.
    let place: String
    /// What is wrong and what would be right.
    let reason: String

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    init(_ key: ConfigurationKey, _ reason: String) {
        self.init(key.name, reason)
    }
}
