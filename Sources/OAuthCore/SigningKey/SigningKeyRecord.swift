package import JOSE

/// An asymmetric key pair that signs tokens, as it is stored: one key, one algorithm, the private part encrypted.
package struct SigningKeyRecord: Sendable, Equatable {
    /// Where a key is in its life. It is published in all of them.
    package enum State: String, Sendable {
        /// Published so that caches learn it; signs nothing yet.
        case announced = "ANNOUNCED"
        /// Signs all new tokens; there is exactly one.
        case active = "ACTIVE"
        /// Signs no more, and stays published until its last token has expired.
        case retiring = "RETIRING"
    }

    package let id: SigningKeyID
    package let algorithm: JWSAlgorithm
    package var state: State
    /// The private key, encrypted under the master key.
    package var sealedPrivateKey: [UInt8]
    /// When it was first published.
    package let publishTime: Timestamp
    /// When it began to sign.
    package var activateTime: Timestamp?
    /// When it stopped signing.
    package var switchTime: Timestamp?
    /// The longest lifetime, in seconds, that any token signed by it may have had.
    package var longestTokenLifetime: Int64

    package init(
        id: SigningKeyID, algorithm: JWSAlgorithm, state: State, sealedPrivateKey: [UInt8], publishTime: Timestamp,
        activateTime: Timestamp? = nil, switchTime: Timestamp? = nil, longestTokenLifetime: Int64
    ) {
        self.id = id
        self.algorithm = algorithm
        self.state = state
        self.sealedPrivateKey = sealedPrivateKey
        self.publishTime = publishTime
        self.activateTime = activateTime
        self.switchTime = switchTime
        self.longestTokenLifetime = longestTokenLifetime
    }

    /// When its last token has expired and it may be withdrawn; `nil` as long as it can still sign. A minute is added
    /// for validators whose clocks are behind.
    package var removeTime: Timestamp? {
        switchTime?.adding(seconds: longestTokenLifetime + 60)
    }
}
