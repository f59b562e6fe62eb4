package import OAuthCore

/// What a limit counts under, with a text for other nodes.
package protocol LimitKey: Hashable, Sendable {
    /// Reads what ``limitKey`` gave.
    init?(limitKey: String)

    var limitKey: String { get }
}

extension ClientID: LimitKey {
    package init?(limitKey: String) {
        self.init(limitKey)
    }

    package var limitKey: String { description }
}

extension OrganizationID: LimitKey {
    package init?(limitKey: String) {
        self.init(limitKey)
    }

    package var limitKey: String { description }
}
