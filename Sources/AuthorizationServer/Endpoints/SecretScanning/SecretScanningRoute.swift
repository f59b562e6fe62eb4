import CoreMetrics
import HTTPTypes
import Hummingbird
import JOSE
import Logging
import Management
import OAuthCore

/// Serves `POST /secret-scanning/report`: takes the message of GitHub's secret scanning partner programme, and says of
/// each match whether it was a secret.
struct SecretScanningRoute: Sendable {
    static let path = "/secret-scanning/report"
    /// The largest report that is read, in bytes.
    static let maximumBodySize = 1024 * 1024

    /// `nil` when no keys are configured.
    let scanning: SecretScanning?
    let metricsFactory: any MetricsFactory
    let logger: Logger

    var route: Route {
        Route(.post, Self.path, Self.documentation, handler: respond)
    }

    @Sendable private func respond(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        guard let scanning else {
            throw WireError(
                .notFound, "This server takes no reports of secret scanners: secret_scanning.keys_file is not set.")
        }
        let body: [UInt8]
        do {
            body = try await signedBody(request, scanning.keys())
        } catch let error as ManagementError {
            count("refused")
            throw error
        }
        let matches = try SecretMatch.list(body)
        let actor = Actor(name: "secret scanning", address: context.clientAddress, requestID: context.requestID)
        let verdicts = try await scanning.service.handle(matches, from: actor)
        for verdict in verdicts { report(verdict, context) }
        return .json(.array(verdicts.map(\.json)))
    }

    /// The body, once its signature has been found to be right. Nothing of it is looked at before.
    private func signedBody(_ request: Request, _ keys: ScanningKeySet) async throws -> [UInt8] {
        guard let identifier = request.headers[Self.keyIdentifier], let signature = request.headers[Self.signature]
        else {
            throw ManagementError.permissionDenied(
                "The report is not signed: \(Self.keyIdentifier) and \(Self.signature) must be given.")
        }
        try keys.requireCurrent(identifier)
        let body = try await request.boundedBody(Self.maximumBodySize)
        try keys.requireSignature(signature, of: body, by: identifier)
        return body
    }

    private func report(_ verdict: SecretVerdict, _ context: ServerRequestContext) {
        guard let leak = verdict.leak else { return count("false_positive") }
        count(leak.outcome.rawValue)
        logger.warning(
            "a client secret was found in public",
            metadata: [
                "client_id": "\(leak.clientID)", "secret_id": "\(leak.secretID)", "outcome": "\(leak.outcome.rawValue)",
                "tokens_valid_until": "\(leak.tokensValidUntil?.description ?? "none")", "source": "\(leak.source)",
                "url": "\(leak.url)", "request_id": "\(context.requestID)",
            ])
    }

    /// - Parameter result: one of a bounded set.
    private func count(_ result: String) {
        Counter(
            label: "mintmark_secret_scanning_reports", dimensions: [("result", result)], factory: metricsFactory
        ).increment()
    }

    private static let keyIdentifier = HTTPField.Name("Github-Public-Key-Identifier") ?? .via
    private static let signature = HTTPField.Name("Github-Public-Key-Signature") ?? .via

    private static let documentation = RouteDocumentation(
        operationID: "report_leaked_secrets",
        summary: "Report secrets that were found in public, signed by the scanner (GitHub's partner programme).",
        access: .everyone, body: "SecretScanningReport",
        success: .init(
            status: 200, description: "Which of them are secrets of this server.", schema: "SecretScanningVerdicts"),
        refusals: [400, 403, 404, 413, 503])
}
