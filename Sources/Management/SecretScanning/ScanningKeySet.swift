import Crypto
import JOSE

/// The public keys that a secret scanner signs its reports with, in the form in which GitHub serves them at
/// `https://api.github.com/meta/public_keys/secret_scanning`:
/// `{"public_keys":[{"key_identifier","key":"PEM","is_current"}]}`.
package struct ScanningKeySet: Sendable {
    /// The text is no such list; the reason says why.
    package struct Invalid: Error, Equatable {
        package let reason: String
    }

    private struct Key: Sendable {
        let key: P256.Signing.PublicKey
        let isCurrent: Bool
    }

    private let keys: [String: Key]

    /// - Throws: ``Invalid``, also when no key is current: every report would be refused.
    package init(_ document: [UInt8]) throws(Invalid) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(document)
        } catch {
            throw Invalid(reason: "it is not JSON: \(error)")
        }
        guard let list = json["public_keys"]?.array else { throw Invalid(reason: "it has no list public_keys") }
        var keys: [String: Key] = [:]
        for (index, entry) in list.enumerated() {
            guard let identifier = entry["key_identifier"]?.string, let pem = entry["key"]?.string,
                case .bool(let isCurrent)? = entry["is_current"]
            else { throw Invalid(reason: "public_keys[\(index)] has no key_identifier, key or is_current") }
            guard let key = try? P256.Signing.PublicKey(pemRepresentation: pem) else {
                throw Invalid(reason: "the key \(identifier.prefix(80)) is no PEM of an ECDSA key on P-256")
            }
            guard keys.updateValue(Key(key: key, isCurrent: isCurrent), forKey: identifier) == nil else {
                throw Invalid(reason: "the key \(identifier.prefix(80)) stands twice")
            }
        }
        guard keys.values.contains(where: \.isCurrent) else { throw Invalid(reason: "none of its keys is current") }
        self.keys = keys
    }

    /// Checks that a current key may be meant, before anything is read.
    /// - Throws: ``ManagementError/permissionDenied(_:)``.
    package func requireCurrent(_ identifier: String) throws(ManagementError) {
        guard let key = keys[identifier] else {
            throw .permissionDenied(
                "The key \(identifier.prefix(80)) is not in the configured key list; fetch the list anew if the "
                    + "scanner has changed its keys.")
        }
        guard key.isCurrent else {
            throw .permissionDenied(
                "The key \(identifier.prefix(80)) is not current any more in the configured key list.")
        }
    }

    /// Checks an ECDSA signature with SHA-256 over the bytes of a body.
    /// - Parameter signature: the DER form in base64 (RFC 4648 §4).
    /// - Throws: ``ManagementError/permissionDenied(_:)``.
    package func requireSignature(
        _ signature: String, of body: [UInt8], by identifier: String
    ) throws(ManagementError) {
        try requireCurrent(identifier)
        guard let key = keys[identifier]?.key, let bytes = Self.base64(signature),
            let parsed = try? P256.Signing.ECDSASignature(derRepresentation: bytes),
            key.isValidSignature(parsed, for: body)
        else { throw .permissionDenied("The signature is not that of the body by the key \(identifier.prefix(80)).") }
    }

    private static func base64(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 200, text.utf8.count % 4 == 0, !text.utf8.contains(where: Array("-_".utf8).contains)
        else {
            return nil
        }
        let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        let unpadded = text.dropLast(padding).replacing("+", with: "-").replacing("/", with: "_")
        return try? Base64URL.decode(Array(unpadded.utf8))
    }
}
