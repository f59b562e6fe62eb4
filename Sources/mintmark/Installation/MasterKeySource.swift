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

    /// Whether there is no key, so that ``masterKey(_:)`` would make one.
    var isMissing: Bool { given == nil && !file.exists }

    /// Takes away a key that was made a moment ago and that nothing was bound to.
    func removeNew() {
        file.remove()
    }

    /// Where the key is kept; `nil` when it was given without a file.
    var path: String? { given == nil ? file.path : nil }

    /// Where `mintmark master-key rotate` writes the next key before the store is bound to it.
    static func next(_ path: String) -> PrivateFile { PrivateFile(path: path + ".next") }

    /// The next key that a replacement has made and not yet put in its place.
    func unfinishedReplacement() throws(CommandFailure) -> MasterKey? {
        guard let path, Self.next(path).exists else { return nil }
        return try Self.read(try Self.next(path).read(), from: Self.next(path).path)
    }

    /// Puts the next key in its place.
    func finishReplacement() throws(CommandFailure) {
        guard let path else { return }
        try Self.next(path).move(over: path)
    }

    static func read(_ text: Secret<String>, from place: String) throws(CommandFailure) -> MasterKey {
        guard let key = MasterKey(text) else {
            throw CommandFailure(
                "\(place) holds no master key",
                advice: "a master key is mmk1_ and 86 characters; mintmark init makes one", status: .usage)
        }
        return key
    }
}
