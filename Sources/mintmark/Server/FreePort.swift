import AuthorizationServer
import NIOCore
import NIOPosix

/// Finds a port that nobody listens on.
enum FreePort {
    /// - Throws: ``CommandFailure``.
    static func find(for settings: ServerSettings) throws -> Int {
        do {
            let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: settings.host, port: 0).wait()
            defer { try? channel.close().wait() }
            return channel.localAddress?.port ?? 0
        } catch {
            throw ListenFailure.explained(error, settings)
        }
    }
}
