/// What the store keeps of a client secret: a keyed hash and the name of the algorithm that made it.
public struct SecretHash: Sendable, Equatable {
    /// The tag of the only algorithm so far: HMAC-SHA-256 under the environment's secret-hash key.
    public static let hmacSHA256 = "hmac-sha256"

    /// Which algorithm made ``bytes``.
    public let algorithm: String
    /// 32 bytes for ``hmacSHA256``.
    public let bytes: [UInt8]

    public init(algorithm: String, bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }
}
