import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import TokenService

/// The routes of signing keys.
struct SigningKeyRoutes: Sendable {
    let keyRing: KeyRing
    let rotation: KeyRotation
    let schedule: SigningKeySchedule
    let clock: any WallClock
    let authentication: CallerAuthentication

    var routes: [Route] {
        [
            Route(.get, "/api/v1/keys", Self.list) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.keysRead)
                return response
            },
            Route(.post, "/api/v1/keys:rotate", Self.rotate) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.keysWrite)
                try await rotate(call)
                return response
            },
            Route(.post, "/api/v1/keys/{kid}/revocation", Self.revoke) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.keysWrite)
                return try await revoke(call)
            },
        ]
    }

    private var response: Response {
        .json(["keys": .array(keyRing.snapshot.records.map(\.json))])
    }

    private func rotate(_ call: ManagementCall) async throws {
        var fields = try JSONFields(try await call.body(), wrapper: "rotation")
        let algorithm: FieldUpdate<JWSAlgorithm> = fields.update(
            "algorithm", "one of \(JWSAlgorithm.all.map(\.name).joined(separator: ", "))"
        ) { $0.string.flatMap(JWSAlgorithm.init(named:)) }
        try fields.finish()
        do {
            try await rotation.rotate(algorithm: algorithm.value, by: call.caller.actor, in: keyRing)
        } catch let error as SigningKeySchedule.TooEarly {
            throw ManagementError.failedPrecondition(
                "The announced key \(error.key) has not been published for long enough: validators that cached the "
                    + "key set before would refuse its tokens. Try again after \(error.earliestSwitchTime).",
                earliest: error.earliestSwitchTime)
        }
    }

    private func revoke(_ call: ManagementCall) async throws -> Response {
        let id = try call.signingKeyID()
        var fields = try JSONFields(try await call.body(), wrapper: "revocation")
        let reason = fields.text("reason", emptyKeeps: false).value ?? ""
        if let violation = ReasonText.violation(of: reason) { fields.refuse(violation.field, violation.description) }
        try fields.finish()
        guard let revoked = try await rotation.revoke(id, reason: reason, by: call.caller.actor, in: keyRing) else {
            throw ManagementError.notFound("signing key", id.description)
        }
        let keys = keyRing.snapshot.records
        let consequences = KeyRevocationConsequences(
            revoked: revoked, active: keys.last { $0.state == .active }, schedule: schedule, now: clock.now())
        return .json([
            "revoked_key": .string(id.description), "keys": .array(keys.map(\.json)),
            "consequences": .array(consequences.sentences.map(JSONValue.string)),
        ])
    }

    private static let revoke = RouteDocumentation(
        operationID: "revoke_key",
        summary: "Take a stolen key out of use at once: every token that it signed ends, and another key signs.",
        access: .management(.keysWrite), body: "Reason",
        success: .init(status: 200, description: "The keys that are left, and what breaks.", schema: "KeyRevoked"),
        refusals: [400, 404, 413, 415])

    private static let keys = RouteDocumentation.Result(
        status: 200, description: "All published keys, oldest first.", schema: "SigningKeyList")

    private static let list = RouteDocumentation(
        operationID: "list_keys", summary: "List the signing keys.", access: .management(.keysRead), success: keys)

    private static let rotate = RouteDocumentation(
        operationID: "rotate_keys",
        summary: "Let the announced key sign, announce a new one, and retire the one that signed.",
        access: .management(.keysWrite), body: "KeyRotation", success: keys, refusals: [400, 413, 415])
}
