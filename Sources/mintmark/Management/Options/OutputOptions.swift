import ArgumentParser
import JOSE
import ManagementClient

/// For whom the result is written.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the JSON that the server answered, for programs.")
    var json = false

    /// Writes the answer of the server to standard output: as JSON or as `text` makes it of the answer.
    func show(_ document: JSONValue, _ text: (JSONValue) throws -> String) throws {
        try StandardStream.output.write(rendered(document, text), readerMayLeave: true)
    }

    /// The JSON, or what `text` makes of the answer.
    func rendered(_ document: JSONValue, _ text: (JSONValue) throws -> String) rethrows -> String {
        json ? PrettyJSON.text(document) : try text(document)
    }

    /// Writes a line for people to standard error, where it does not get into the result.
    func hint(_ line: String) {
        StandardStream.error.writeIgnoringFaults(line + "\n")
    }
}
