import ManagementClient
import NIOCore
import NIOPosix

/// Finds a port that nobody listens on.
enum FreePort {
    /// - Throws: ``CommandFailure``.
    static func find(on host: String) throws -> Int {
        do {
            let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: host, port: 0).wait()
            defer { try? channel.close().wait() }
            return channel.localAddress?.port ?? 0
        } catch {
            throw CommandFailure(
                "no port is free on \(host): \(error)", advice: "choose an address with \(ConfigurationKey.host.flag)")
        }
    }
}
