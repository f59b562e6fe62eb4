/// Which destinations messages may be sent to. Whoever may register endpoints must not be able to reach into the network
/// that the server stands in (server-side request forgery).
package struct DestinationRule: Sendable, Equatable {
    package let allowsPrivate: Bool

    package init(allowsPrivate: Bool) {
        self.allowsPrivate = allowsPrivate
    }

    /// Checks what can be told without looking the name up.
    /// - Throws: ``Refused``.
    func check(_ url: WebhookURL) throws(Refused) {
        guard url.isSecure || allowsPrivate else {
            throw Refused("must begin with https://, so that nobody on the way can read messages")
        }
        if let address = IPAddress(url.host) { try check(address, url) }
    }

    /// Checks the address that is about to be connected to.
    /// - Throws: ``Refused``.
    func check(_ address: IPAddress, _ url: WebhookURL) throws(Refused) {
        let isPublic = AddressScope.isPublic(address)
        guard isPublic || allowsPrivate else {
            throw Refused(
                "leads to \(address), which is not on the public internet; the operator allows such destinations with "
                    + "webhooks.allow_private_destinations")
        }
        guard url.isSecure || !isPublic else {
            throw Refused("must begin with https:// for a destination on the public internet")
        }
    }

    /// Why a destination is refused, to be read behind `url`.
    package struct Refused: Error, Equatable {
        package let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }
}
