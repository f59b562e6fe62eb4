import JOSE

/// Fetches an issuer's key set, finding its address first where that has to be discovered.
struct KeyDocument: Sendable {
    let location: RemoteKeySource.Location
    let fetcher: any KeyFetcher
    let maximumSize: Int

    /// - Throws: ``TokenValidationError`` `keysUnavailable`.
    func fetch(timeout: Duration) async throws(TokenValidationError) -> (VerificationKeySet, Int64?) {
        switch location {
        case .url(let url): return try await keys(at: url, timeout)
        case .discovery(let issuer): return try await keys(at: try await discover(issuer, timeout), timeout)
        }
    }

    private func keys(at url: String, _ timeout: Duration) async throws(TokenValidationError) -> (
        VerificationKeySet, Int64?
    ) {
        let document = try await get(url, timeout)
        return (try VerificationKeySet(parsing: document.body), document.maxAge)
    }

    /// RFC 8414 §3.3: the metadata must name the issuer that it was asked for.
    private func discover(_ issuer: String, _ timeout: Duration) async throws(TokenValidationError) -> String {
        let url = issuer + "/.well-known/openid-configuration"
        let body = try await get(url, timeout).body
        guard let metadata = try? JSONParser.parse(body), let address = metadata["jwks_uri"]?.string else {
            throw TokenValidationError(.keysUnavailable, .key, "The metadata at \(url) names no jwks_uri.")
        }
        guard metadata["issuer"]?.string == issuer else {
            throw TokenValidationError(
                .keysUnavailable, .key, "The metadata at \(url) is of another issuer.", expected: issuer,
                found: metadata["issuer"]?.string ?? "none")
        }
        return address
    }

    private func get(_ url: String, _ timeout: Duration) async throws(TokenValidationError) -> FetchedDocument {
        do {
            let document = try await fetcher.fetch(url, maximumSize: maximumSize, timeout: timeout)
            guard document.body.count <= maximumSize else { throw TooLarge() }
            return document
        } catch {
            throw TokenValidationError(.keysUnavailable, .key, "The document at \(url) cannot be fetched: \(error).")
        }
    }

    private struct TooLarge: Error, CustomStringConvertible {
        var description: String { "it is too large" }
    }
}
