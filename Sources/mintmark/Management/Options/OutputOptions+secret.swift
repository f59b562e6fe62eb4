import JOSE
import ManagementClient

extension OutputOptions {
    /// Writes an answer that holds a new client secret, and says that it is not shown again.
    /// - Parameter replacement: the command that makes another secret, for when this one is lost in writing.
    func showSecret(
        _ document: JSONValue, replacement: String, _ text: (JSONValue) throws -> String
    ) throws {
        do {
            try StandardStream.output.write(rendered(document, text))
        } catch let failure as CommandFailure {
            throw CommandFailure(
                failure.message, details: failure.details,
                advice: "the secret was made and is lost; `\(replacement)` makes another", status: failure.status)
        }
        if json { StandardStream.error.writeIgnoringFaults(SecretView.shownOnce) }
    }
}
