package import OAuthCore

/// Something that is stored encrypted under the master key.
package enum SealedValue: Sendable, Equatable {
    case signingKey(SigningKeyRecord)
}
