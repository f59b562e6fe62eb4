import Foundation
import OAuthCore

@testable import PostgreSQLStore

/// A PostgreSQL server of Debian's that serves one test process over a socket in a directory of its own, and ends with
/// that process, however it ends.
final class TestServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The one server of this process; what kept it from starting is the failure of every test that needs it.
    static let shared = Result { try TestServer() }
    private static let queue = DispatchQueue(label: "databases")

    let directory: String
    /// Holds the server's standard input open, whose end ends the server.
    private let lifeline = Pipe()

    /// Runs until its standard input ends.
    private static let script = """
        set -e
        cd "$1"
        "$2/initdb" -D data -U mintmark -A trust -E UTF8 --locale=C.UTF-8 -N >initdb.log 2>&1
        "$2/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c max_connections=300 >server.log 2>&1 &
        server=$!
        cat >/dev/null
        kill -INT $server
        wait $server || true
        rm -rf "$1"
        """

    private init() throws {
        let root = URL(filePath: "/usr/lib/postgresql")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let programs = versions.sorted().map { root.appending(path: "\($0)/bin").path }
        guard let programs = programs.last(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") })
        else {
            throw Failure(description: "PostgreSQL is not installed: scripts/bootstrap.sh test installs it")
        }
        directory = "/tmp/mintmark-postgresql-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        let process = Process()
        var command = ["/bin/sh", "-c", Self.script, "sh", directory, programs]
        if geteuid() == 0 {
            // PostgreSQL refuses to run as root; Debian's package makes this user.
            guard let user = getpwnam("postgres") else {
                throw Failure(description: "there is no user postgres: scripts/bootstrap.sh test installs PostgreSQL")
            }
            chown(directory, user.pointee.pw_uid, user.pointee.pw_gid)
            command = ["/usr/sbin/runuser", "-u", "postgres", "--"] + command
        }
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitUntilReady(process)
    }

    /// A connection to a database of the server.
    func address(_ database: String) throws -> ServerAddress {
        try ServerAddress(Secret("postgres://mintmark@/\(database)?host=\(directory)"))
    }

    /// A new, empty database.
    static func makeDatabase() async throws -> ServerAddress {
        try await aside(on: queue) { try shared.get().makeDatabase() }
    }

    /// Waits for what takes long without holding up the threads that all tests share.
    static func aside<Value: Sendable>(
        on queue: DispatchQueue = .global(), _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }

    private func makeDatabase() throws -> ServerAddress {
        let name = "case_\(UInt64.random(in: 0 ... .max))"
        try Connection(address("postgres")).run("CREATE DATABASE \(name)")
        return try address(name)
    }

    private func waitUntilReady(_ process: Process) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                _ = try Connection(address("postgres"))
                return
            } catch {
                guard process.isRunning, ContinuousClock.now < deadline else {
                    let log = try? String(contentsOfFile: directory + "/server.log", encoding: .utf8)
                    throw Failure(description: "PostgreSQL does not start: \(error) \(log ?? "")")
                }
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
    }
}
