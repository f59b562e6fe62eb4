import AuthorizationServer
import ManagementClient
import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why the server cannot listen, in words for the operator.
enum ListenFailure {
    static func isOne(_ error: any Error) -> Bool {
        error is IOError || error is SocketAddressError || error is SocketAddressError.UnknownHost
    }

    static func explained(_ error: any Error, _ settings: ServerSettings) -> CommandFailure {
        let address = "\(settings.host):\(settings.port)"
        guard let code = (error as? IOError)?.errnoCode else {
            return CommandFailure(
                "the host \(settings.host) is not known",
                advice: "give an address of this machine with \(ConfigurationKey.host.flag)")
        }
        switch code {
        case EADDRINUSE:
            return CommandFailure(
                "the address \(address) is in use",
                advice: "stop the program that listens there, or choose another port with \(ConfigurationKey.port.flag)"
            )
        case EACCES:
            return CommandFailure(
                "this user may not listen on \(address)",
                advice: "choose a port above 1023 with \(ConfigurationKey.port.flag), or give the program the right")
        case EADDRNOTAVAIL:
            return CommandFailure(
                "this machine does not have the address \(settings.host)",
                advice: "give an address of this machine with \(ConfigurationKey.host.flag)")
        default:
            return CommandFailure(
                "the server cannot listen on \(address): \(String(cString: strerror(code)))",
                advice: "choose another address with \(ConfigurationKey.host.flag) or another port with "
                    + ConfigurationKey.port.flag)
        }
    }
}
