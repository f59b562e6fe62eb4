package import OAuthCore

/// Why a management call was not done. Converted to the wire by the server, in one place.
package enum ManagementError: Error, Equatable {
    /// Fields of the request break rules.
    case invalidFields([FieldViolation])
    /// There is no such thing, or it belongs to another organization; the texts are the kind and the id.
    case notFound(String, String)
    /// A value that must be unique is taken; the text is the field.
    case alreadyExists(field: String, String)
    /// The state of things does not allow it yet; ``earliest`` tells when it will.
    case failedPrecondition(String, earliest: Timestamp?)
    /// No token, or one that is not accepted; the text says why.
    case unauthenticated(String)
    /// The token does not allow it; the text says what would.
    case permissionDenied(String)
    /// Too many calls; the value is in seconds.
    case rateLimited(Int)
}
