/// A token, and when it was asked for.
struct IssuedToken: Sendable {
    let token: AccessToken
    let sent: Duration
}
