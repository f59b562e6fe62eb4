import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import TokenService

/// Records the management calls that are refused for who makes them: 401 and 403.
struct RefusalAudit: Sendable {
    let recorder: AuditRecorder
    let authentication: CallerAuthentication
    let clock: any WallClock

    /// The route with its refusals recorded.
    func watching(_ route: Route) -> Route {
        var watched = Route(route.method, route.path, route.documentation) { request, context in
            do {
                return try await route.handler(request, context)
            } catch let error as ManagementError {
                await note(
                    error, of: "\(request.method.rawValue) \(route.path)", Self.subject(context), request, context)
                throw error
            }
        }
        watched.undocumentedMethods = route.undocumentedMethods
        return watched
    }

    private static func subject(_ context: ServerRequestContext) -> AuditSubject {
        AuditSubject(
            organization: context.parameters.get("organization_id") ?? "",
            client: context.parameters.get("client_id") ?? "")
    }

    private struct Refusal {
        let status: Int64
        let reason: String
        let message: String

        init?(_ error: ManagementError) {
            switch error {
            case .unauthenticated(let text): (status, reason, message) = (401, "unauthenticated", text)
            case .permissionDenied(let text): (status, reason, message) = (403, "permission_denied", text)
            default: return nil
            }
        }
    }

    /// Records an error if it is a refusal.
    /// - Parameters:
    ///   - call: method and path as the route is written: the path itself may hold anything, secrets included.
    ///   - subject: whom the call names.
    func note(
        _ error: ManagementError, of call: String, _ subject: AuditSubject, _ request: Request,
        _ context: ServerRequestContext
    ) async {
        guard let refusal = Refusal(error) else { return }
        // Refusals are rare enough to look at the token once more.
        let client = await authentication.client(of: request)
        let event = AuditEvent(
            time: clock.now(), action: .managementRefused,
            actor: Actor(
                name: client?.description ?? "unauthenticated", address: context.clientAddress,
                requestID: context.requestID),
            subject: call, organization: subject.organization, client: subject.client,
            details: ["status": .integer(refusal.status), "message": .string(refusal.message)])
        recorder.noteRepeated(event, reason: refusal.reason)
    }
}
