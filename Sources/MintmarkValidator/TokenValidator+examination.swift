package import JOSE

/// Everything that can be said of a token, for people who look for what is wrong with one.
package struct TokenExamination: Sendable {
    /// As far as it can be read, whether it is right or not; `nil` otherwise.
    package let header: JSONValue?
    /// As far as it can be read, whether it is right or not; `nil` otherwise, also when it is no JSON.
    package let claims: JSONValue?
    /// Why the token is not accepted; `nil` when it is.
    package let error: TokenValidationError?
}

extension TokenValidator {
    /// Checks a token and keeps what can be read of it.
    /// - Parameter signatureOnly: whether to stop once the signature is found right; the payload may then be anything.
    package func examine(_ token: String, signatureOnly: Bool) async -> TokenExamination {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        return TokenExamination(
            header: Self.json(parts.first), claims: parts.count > 1 ? Self.json(parts[1]) : nil,
            error: await failure(token, signatureOnly))
    }

    private static func json(_ part: Substring?) -> JSONValue? {
        guard let part, let bytes = try? Base64URL.decode(part.utf8) else { return nil }
        return try? JSONParser.parse(bytes)
    }

    private func failure(_ token: String, _ signatureOnly: Bool) async -> TokenValidationError? {
        do {
            guard signatureOnly else {
                _ = try await claims(of: token)
                return nil
            }
            var options = options
            options.skippedChecks.insert(.type)
            let unverified = try UnverifiedToken(token, options: options)
            _ = try unverified.payload(signedBy: try await key(for: unverified))
            return nil
        } catch let error as TokenValidationError {
            return error
        } catch {
            return TokenValidationError(.keysUnavailable, .key, "The token could not be checked: \(error).")
        }
    }
}
