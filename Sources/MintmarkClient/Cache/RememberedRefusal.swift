/// A refusal that is given to callers for a while without asking the server again.
struct RememberedRefusal: Sendable {
    let error: TokenError
    let until: Duration

    func current(at now: Duration) -> TokenError? { now < until ? error : nil }
}
