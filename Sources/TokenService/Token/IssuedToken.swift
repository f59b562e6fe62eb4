import OAuthCore

/// A signed access token.
struct IssuedToken: Sendable {
    /// In compact form.
    let compact: [UInt8]
    /// Its `jti`.
    let tokenID: [UInt8]
    let issueTime: Timestamp
}
