import Logging
import Management
import ManagementClient
import Synchronization

/// The file with the keys that secret scanners sign their reports with. It is read anew when a report comes, at most
/// every ten seconds; while it cannot be read, the keys that were read before stay in force.
final class ScanningKeyFile: Sendable {
    private static let interval = Duration.seconds(10)

    private struct State {
        var keys: ScanningKeySet
        var readTime: ContinuousClock.Instant
    }

    private let path: String
    private let logger: Logger
    private let state: Mutex<State>

    /// - Throws: ``CommandFailure`` when the file cannot be read or used.
    init(path: String, logger: Logger) throws(CommandFailure) {
        self.path = path
        self.logger = logger
        state = Mutex(State(keys: try Self.read(path), readTime: .now))
    }

    /// The keys now.
    var keys: ScanningKeySet {
        state.withLock { state in
            guard state.readTime.duration(to: .now) >= Self.interval else { return state.keys }
            state.readTime = .now
            do throws(CommandFailure) {
                state.keys = try Self.read(path)
            } catch {
                logger.warning(
                    "the keys of secret scanning could not be read anew; those read before stay in force",
                    metadata: ["reason": "\(error.message)"])
            }
            return state.keys
        }
    }

    /// - Throws: ``CommandFailure`` when the file cannot be read or used.
    static func read(_ path: String) throws(CommandFailure) -> ScanningKeySet {
        do {
            return try ScanningKeySet(try BoundedFile.read(path))
        } catch let fault as BoundedFile.Fault {
            throw failure(path, fault.reason)
        } catch let fault as ScanningKeySet.Invalid {
            throw failure(path, fault.reason)
        } catch {
            throw failure(path, "\(error)")
        }
    }

    private static func failure(_ path: String, _ reason: String) -> CommandFailure {
        CommandFailure(
            "the keys of secret scanning in \(path) cannot be used: \(reason)",
            advice: "secret_scanning.keys_file must hold what "
                + "https://api.github.com/meta/public_keys/secret_scanning answers", status: .usage)
    }
}
