import ArgumentParser
import Foundation
import ManagementClient
import MintmarkValidator
import OAuthCore

/// What tokens are checked against.
struct VerifyOptions: ParsableArguments {
    @Option(help: "The issuer whose keys are fetched, and whose tokens are accepted.")
    var issuer: String?

    @Option(help: "A file with a JWK Set to check against, without any network.")
    var jwks: String?

    @Option(help: "With --jwks: the issuer whose tokens are accepted; any when it is left out.")
    var expectedIssuer: String?

    @Option(help: "What tokens must be for; several times for any of several; any when it is left out.")
    var audience: [String] = []

    @Option(help: "A scope that tokens must grant; several times for all of several.")
    var scope: [String] = []

    @Option(help: "An accepted algorithm; several times for several; all that are supported when it is left out.")
    var algorithm: [String] = []

    @Option(help: "The accepted typ: at+jwt or any.")
    var typ = "at+jwt"

    @Flag(help: "Accept tokens whose time is over.")
    var ignoreExpiry = false

    @Flag(help: "Check nothing but the signature; the payload may be anything.")
    var signatureOnly = false

    @Option(help: "Check as if it were this time: 2026-11-24T12:00:00Z, or seconds since 1970.")
    var at: String?

    @Flag(help: "Print one JSON object for each token.")
    var json = false

    @Flag(help: "List every check: passed, failed or not reached.")
    var explain = false

    func validate() throws {
        guard (issuer == nil) != (jwks == nil) else { throw ValidationError("Give either --issuer or --jwks.") }
        guard issuer == nil || expectedIssuer == nil else {
            throw ValidationError(
                "--expected-issuer goes with --jwks; --issuer says both where the keys are and who issues.")
        }
        guard ["at+jwt", "any"].contains(typ) else { throw ValidationError("--typ takes at+jwt or any.") }
        for name in algorithm where TokenAlgorithm(rawValue: name) == nil {
            let names = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--algorithm takes one of \(names); it is \(name).")
        }
        guard at == nil || clock != nil else { throw ValidationError("--at takes 2026-11-24T12:00:00Z or seconds.") }
    }

    private var clock: FixedClock? {
        guard let at else { return nil }
        return (Int64(at) ?? Timestamp(rfc3339: at)?.seconds).map(FixedClock.init)
    }

    /// A validator that checks what the options say.
    /// - Throws: ``CommandFailure``.
    func validator() async throws -> TokenValidator {
        let options = validationOptions
        let time: any ValidationClock = clock ?? SystemValidationClock()
        let keys = try keySource()
        let issuers = [issuer ?? expectedIssuer].compactMap { $0 }
        return TokenValidator(issuers: issuers, audiences: audience, options: options, anyKeys: keys, anyClock: time)
    }

    private var validationOptions: ValidationOptions {
        var options = ValidationOptions(
            requiredScopes: scope.isEmpty ? nil : .all(scope.flatMap { $0.split(separator: " ").map(String.init) }),
            tokenType: typ == "any" ? .any : .accessToken)
        if !algorithm.isEmpty { options.allowedAlgorithms = Set(algorithm.compactMap(TokenAlgorithm.init(rawValue:))) }
        if ignoreExpiry { options.skippedChecks.insert(.expiry) }
        if audience.isEmpty { options.skippedChecks.insert(.audience) }
        if issuer == nil, expectedIssuer == nil { options.skippedChecks.insert(.issuer) }
        return options
    }

    private func keySource() throws -> any KeySource {
        if let issuer { return RemoteKeySource(location: .discovery(issuer: issuer)) }
        let path = jwks ?? ""
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.usage("\(path) cannot be read", advice: "--jwks names a file with a JWK Set")
        }
        do {
            return try StaticKeySource(keySet: Array(data))
        } catch {
            let reason = (error as? TokenValidationError)?.reason ?? "\(error)"
            throw CommandFailure.usage("\(path) holds no usable keys: \(reason)")
        }
    }
}

/// A clock that stands still.
private struct FixedClock: ValidationClock {
    let seconds: Int64

    init(_ seconds: Int64) {
        self.seconds = seconds
    }
}
