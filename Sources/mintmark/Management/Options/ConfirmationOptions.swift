import ArgumentParser
import ManagementClient

/// The consent that a deletion needs.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Do not ask. Needed where there is no terminal.")
    var yes = false

    /// Asks, unless `--yes` was given.
    /// - Parameter action: what is about to be done, as in `delete the client X`.
    func require(_ action: String) throws {
        try Confirmation.onTerminal(isGiven: yes).require(action)
    }
}
