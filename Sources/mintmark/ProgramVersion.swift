/// The version of the program, as CHANGELOG.md names it.
enum ProgramVersion {
    static let current = "0.1.0"
}
