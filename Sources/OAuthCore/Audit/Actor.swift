/// Who did something.
package struct Actor: Sendable, Equatable {
    /// The id of the client whose token was used, or the name of the program's own part, as in `mintmark init`.
    package let name: String
    /// The address that the call came from; `nil` for the program itself.
    package let address: String?
    /// The id of the request, to find its log lines.
    package let requestID: String?

    package init(name: String, address: String? = nil, requestID: String? = nil) {
        self.name = name
        self.address = address
        self.requestID = requestID
    }
}
