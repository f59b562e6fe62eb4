import Logging

/// The metadata of one line, ready to be written: merged, redacted, in the order of names, no name twice.
struct LogMetadata {
    /// One name and its value.
    typealias Member = (name: String, value: Logger.MetadataValue)

    /// The members in the order of their names.
    let members: [Member]

    /// Redacts names and puts them in order. The values of secret names are replaced, at any depth the writer reaches.
    /// - Parameters:
    ///   - metadata: as the program gave it.
    ///   - reserved: names that the line uses itself; a member of that name gets a trailing underscore.
    init(_ metadata: Logger.Metadata, reserved: [String] = []) {
        var members: [Member] = []
        var renamed: [Member] = []
        members.reserveCapacity(metadata.count)
        for (name, value) in metadata {
            let value = Redaction.isSecretName(name) ? .string(Redaction.placeholder) : value
            let shown = Redaction.redact(name)
            if reserved.contains(name) {
                renamed.append((name + "_", value))
            } else if shown != name {
                renamed.append((shown, value))
            } else {
                members.append((name, value))
            }
        }
        for (name, value) in renamed {
            var unique = name
            while members.contains(where: { $0.name == unique }) {
                unique += "_"
            }
            members.append((unique, value))
        }
        self.members = members.sorted { $0.name < $1.name }
    }

    /// Merges what the handler, its provider and the event bring; a later one replaces an earlier one of the same name.
    /// The error of the event, if any, comes as `error.message` and `error.type`.
    static func merged(
        _ metadata: Logger.Metadata, provider: Logger.MetadataProvider?, event: LogEvent
    ) -> Logger.Metadata {
        var merged = metadata
        if let provider {
            merged.merge(provider.get()) { _, new in new }
        }
        if let own = event.metadata {
            merged.merge(own) { _, new in new }
        }
        if let error = event.error {
            merged["error.message"] = "\(error)"
            merged["error.type"] = "\(String(reflecting: type(of: error)))"
        }
        return merged
    }
}
