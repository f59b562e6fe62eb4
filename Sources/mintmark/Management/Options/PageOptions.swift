import ArgumentParser
import JOSE
import ManagementClient

/// Which part of a list is wanted.
struct PageOptions: ParsableArguments {
    @Option(name: .customLong("page-size"), help: ArgumentHelp("The most entries at once, 1 to 100.", valueName: "n"))
    var size: Int?

    @Option(
        name: .customLong("page-token"), help: ArgumentHelp("Go on where an earlier page ended.", valueName: "token"))
    var token: String?

    @Flag(help: "Print the whole list, page after page.")
    var all = false

    func validate() throws {
        if let size, !(1...100).contains(size) { throw ValidationError("--page-size takes 1 to 100") }
        if all && token != nil { throw ValidationError("--all begins at the beginning: leave out --page-token") }
    }

    /// Gets the part of `list`.
    func fetch(_ list: PagedList, _ connection: ConnectionOptions) async throws -> JSONValue {
        try await connection.withSession { session in
            if all { return try await session.all(list, pageSize: size) }
            return try await session.send(list.request(PageQuery(size: size, token: token)))
        }
    }

    /// Says how to get the next page, where there is one.
    func hintAtNext(_ document: JSONValue, _ output: OutputOptions) {
        guard let hint = PageHint.text(document, size: size), !output.json else { return }
        output.hint(hint)
    }
}
