import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark audit list`.
struct AuditList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what was done, by whom and from where, the newest first.",
        discussion: """
            With --follow, the newest events are printed oldest first, and then each event as it comes, until Ctrl-C; \
            with --json, one object a line. A restart of the server is waited out.
            """)

    @OptionGroup(title: "Filters") var filter: AuditFilterOptions

    @Flag(help: "The oldest first.")
    var oldestFirst = false

    @Flag(help: "Go on with new events as they come.")
    var follow = false

    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if follow && (page.all || page.token != nil || oldestFirst || filter.until != nil) {
            throw ValidationError("--follow goes with neither --all, --page-token, --oldest-first nor --until")
        }
    }

    func run() async throws {
        var query = try filter.query()
        if follow { return try await following(query) }
        query.newestFirst = !oldestFirst
        let document = try await page.fetch(.auditEvents(query), connection)
        try output.show(document) { try AuditView.list($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }

    private func following(_ query: AuditQuery) async throws {
        let settings = try connection.sources.settings(for: .environment)
        try await settings.withTransport { transport in
            var log = AuditFollow(query, settings, over: transport)
            try write(try await log.begin(count: page.size ?? 10))
            var isInterrupted = false
            while true {
                switch try await log.next() {
                case .events(let events, let hasMore):
                    if isInterrupted { output.hint("mintmark: the server answers again") }
                    isInterrupted = false
                    try write(events)
                    if hasMore { continue }
                case .interrupted(let failure):
                    if !isInterrupted { output.hint("mintmark: \(failure.message); waiting for it to come back") }
                    isInterrupted = true
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func write(_ events: [JSONValue]) throws {
        let lines = events.map { event in
            output.json ? String(decoding: JSONText.bytes(event), as: UTF8.self) + "\n" : AuditView.line(event)
        }
        if !lines.isEmpty { try StandardStream.output.write(lines.joined()) }
    }
}
