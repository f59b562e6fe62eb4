/// Why a token is not a JWS that this project reads.
package enum JWSError: Error, Equatable {
    /// Longer than ``CompactJWS/maximumSize``; the value is its size in bytes.
    case tooLong(Int)
    /// Not three parts with two dots.
    case notCompact
    /// A part is not canonical base64url.
    case notBase64URL
    /// The header is not the JSON object it must be; the text says why.
    case malformedHeader(String)
    /// `alg` names an algorithm that is not supported.
    case unsupportedAlgorithm(String)
    /// `crit` is present (RFC 7515 §4.1.11).
    case criticalExtension
}
