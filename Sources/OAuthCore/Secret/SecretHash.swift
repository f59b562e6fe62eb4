/// What the store keeps of a client secret: a keyed hash and the name of the algorithm that made it.
package struct SecretHash: Sendable, Equatable {
    /// The tag of the only algorithm so far: HMAC-SHA-256 under the environment's secret-hash key.
    package static let hmacSHA256 = "hmac-sha256"

    /// Which algorithm made ``bytes``.
    package let algorithm: String
    /// 32 bytes for ``hmacSHA256``.
    package let bytes: [UInt8]

    package init(algorithm: String, bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }
}
