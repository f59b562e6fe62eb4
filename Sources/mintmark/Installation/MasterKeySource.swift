import ManagementClient
import OAuthCore

/// Finds the master key: in the environment, in the file that is named, or in the data directory.
struct MasterKeySource {
    private let given: Secret<String>?
    private let file: PrivateFile
    private let hasStore: Bool

    init(_ configuration: ServerConfiguration, _ directory: DataDirectory) {
        given = configuration.masterKey
        file = configuration.masterKeyFile.map(PrivateFile.init) ?? directory.masterKey
        hasStore = directory.hasStore
    }

    /// - Throws: ``CommandFailure``.
    func masterKey(_ mode: Installation.Mode) throws(CommandFailure) -> MasterKey {
        if let given { return try Self.read(given, from: ConfigurationKey.masterKey.variable) }
        if file.exists { return try Self.read(try file.read(), from: file.path) }
        // With a store but without its key, a new key would only hide what is lost.
        guard mode == .createIfMissing, !hasStore else {
            throw CommandFailure(
                "there is no master key in \(file.path)",
                advice: "put it back from where you keep its copy, or name it with "
                    + "\(ConfigurationKey.masterKeyFile.flag); without it the store cannot be read", status: .usage)
        }
        let key = MasterKey()
        try file.create(Secret(key.serialized().reveal() + "\n"))
        return key
    }

    private static func read(_ text: Secret<String>, from place: String) throws(CommandFailure) -> MasterKey {
        guard let key = MasterKey(text) else {
            throw CommandFailure(
                "\(place) holds no master key",
                advice: "a master key is mmk1_ and 86 characters; mintmark init makes one", status: .usage)
        }
        return key
    }
}
