/// The settings as a table in Markdown: what `mintmark check-config --keys` prints and docs/configuration.md holds.
enum ConfigurationReference {
    static var markdown: String {
        let rows = ConfigurationKey.all.map { key in
            "| `\(key.name)` | `\(key.variable)` | \(key.isSecret ? "–" : "`\(key.flag)`") | \(key.type) | "
                + "\(key.standard) | \(key.isSecret ? "yes" : "no") | \(key.help) |"
        }
        let head = [
            "| file | environment | flag | type | default | secret | meaning |", "|---|---|---|---|---|---|---|",
        ]
        return (head + rows).joined(separator: "\n")
    }
}
