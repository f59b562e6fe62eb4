import CoreMetrics
import JOSE
import OAuthCore
import Traces

extension TokenEndpoint {
    /// Signs a token.
    package func sign(_ token: UnsignedToken) -> EndpointResponse {
        metrics.signatureBatches.record(1)
        let span = token.span?.child("sign")
        defer { span?.end([.number("mintmark.batch.size", 1)]) }
        do {
            return respond(to: token, signature: try token.key.signer.signatures(for: [token.signingInput])[0])
        } catch {
            return signingRefusal(error, of: token)
        }
    }

    /// Signs tokens together, each with its key.
    /// - Returns: the responses in the order of the tokens.
    package func sign(_ tokens: [UnsignedToken]) -> [EndpointResponse] {
        var responses: [EndpointResponse] = []
        responses.reserveCapacity(tokens.count)
        var rest = tokens[...]
        while let first = rest.first {
            // Other keys than one stand in a batch only at the moment of a rotation.
            let batch = rest.prefix { $0.key === first.key }
            rest = rest.dropFirst(batch.count)
            responses += batch.count == 1 ? [sign(first)] : signTogether(batch)
        }
        return responses
    }

    private func signTogether(_ batch: ArraySlice<UnsignedToken>) -> [EndpointResponse] {
        let spans = batch.compactMap { $0.span?.child("sign") }
        guard let signer = batch.first?.key.signer,
            let signatures = try? signer.signatures(for: batch.map(\.signingInput)), signatures.count == batch.count
        else {
            // What is wrong with one must not cost the others their tokens.
            return batch.map { sign($0) }
        }
        metrics.signatureBatches.record(batch.count)
        for span in spans { span.end([.number("mintmark.batch.size", Int64(batch.count))]) }
        return zip(batch, signatures).map { respond(to: $0, signature: $1) }
    }

    private func respond(to token: UnsignedToken, signature: [UInt8]) -> EndpointResponse {
        noteIssued(token)
        return EndpointResponse(signingInput: token.signingInput, signature: signature, for: token.grant)
            .telling(token.quotas)
    }
}
