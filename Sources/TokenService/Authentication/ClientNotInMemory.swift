package import OAuthCore

/// The client must be read from the store before it can be authenticated.
package struct ClientNotInMemory: Error {
    package let id: ClientID
}
