/// Finds the profile file: the one that is named, else the first of the usual places that has one.
package struct ProfileSearch: Sendable {
    /// The place looked at first when none is named, below the working directory.
    package static let placeInWorkingDirectory = ".mintmark/credentials.json"
    /// The place looked at last, below the home directory.
    package static let placeInHomeDirectory = ".config/mintmark/profile.json"

    /// A profile and how it was found.
    struct Found: Sendable {
        let profile: Profile
        /// Whether only the working directory led to it: whoever made the directory may have written it.
        let isFromWorkingDirectory: Bool
    }

    private let named: Sourced<String>?
    private let homeDirectory: String
    private let workingDirectory: String

    /// - Parameters:
    ///   - path: what `--profile` gave.
    ///   - environment: the variables of the process; `MINTMARK_PROFILE` and `HOME` are read.
    ///   - workingDirectory: where to look first when no file is named.
    package init(path: String?, environment: [String: String], workingDirectory: String = ".") {
        named = Sourced(path, from: "--profile") ?? Sourced(environment["MINTMARK_PROFILE"], from: "MINTMARK_PROFILE")
        homeDirectory = environment["HOME"] ?? ""
        self.workingDirectory = workingDirectory
    }

    /// The profile, or `nil` when none is named and none is in the usual places.
    /// - Throws: ``CommandFailure`` for a file that is named and absent, or present and unreadable or malformed.
    func find() throws(CommandFailure) -> Found? {
        if let named {
            let profile = try Self.profile(at: named.value, namedBy: named.origin)
            return profile.map { Found(profile: $0, isFromWorkingDirectory: false) }
        }
        if let profile = try Self.profile(at: "\(workingDirectory)/\(Self.placeInWorkingDirectory)") {
            return Found(profile: profile, isFromWorkingDirectory: true)
        }
        guard !homeDirectory.isEmpty else { return nil }
        let profile = try Self.profile(at: "\(homeDirectory)/\(Self.placeInHomeDirectory)")
        return profile.map { Found(profile: $0, isFromWorkingDirectory: false) }
    }

    /// `nil` for a file that is absent and that nobody named.
    private static func profile(at path: String, namedBy name: String? = nil) throws(CommandFailure) -> Profile? {
        let bytes: [UInt8]
        do { bytes = try BoundedFile.read(path) } catch {
            guard name != nil || !error.isAbsent else { return nil }
            let origin = name.map { " that \($0) names" } ?? ""
            throw .usage(
                "the profile \(path)\(origin) cannot be read: \(error.reason)",
                advice: "`mintmark dev --credentials FILE` writes a profile; --profile FILE names another")
        }
        return try Profile(bytes, path: path)
    }
}
