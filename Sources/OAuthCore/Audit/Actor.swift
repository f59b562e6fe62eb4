/// Who did something.
public struct Actor: Sendable, Equatable {
    /// The id of the client whose token was used, or the name of the program's own part, as in `mintmark init`.
    public let name: String
    /// The address that the call came from; `nil` for the program itself.
    public let address: String?
    /// The id of the request, to find its log lines.
    public let requestID: String?

    public init(name: String, address: String? = nil, requestID: String? = nil) {
        self.name = name
        self.address = address
        self.requestID = requestID
    }
}
