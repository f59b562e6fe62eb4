/// Stands in for JOSE's `JSONWebKey`, whose thumbprint needs swift-crypto.
package struct JSONWebKey: Sendable {
    package let keyID: String
    package let key: PublicKey

    package init(keyID: String, key: PublicKey) {
        self.keyID = keyID
        self.key = key
    }

    package var json: JSONValue { ["kid": .string(keyID)] }
}
