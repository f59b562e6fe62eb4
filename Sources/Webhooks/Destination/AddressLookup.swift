/// Finds the addresses of a host name.
package protocol AddressLookup: Sendable {
    /// The addresses in the order in which they should be tried.
    /// - Throws: ``UnknownHost``.
    func addresses(of host: String) async throws -> [IPAddress]
}

/// A name that has no address.
package struct UnknownHost: Error, Equatable {
    /// What the resolver said.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
