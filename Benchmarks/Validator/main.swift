import Dispatch
import Foundation
import JWTKit
import MintmarkHummingbird
import MintmarkTesting
import MintmarkValidator

/// Validates one RS256 token in a loop, with Mintmark's validator and with jwt-kit, and prints a table of calls a second.
struct Claims: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let aud: AudienceClaim
    let exp: ExpirationClaim
    let scopes: [String]

    func verify(using algorithm: some JWTAlgorithm) async throws {
        try exp.verifyNotExpired()
        try aud.verifyIntendedAudience(includes: "https://api.example.com")
    }
}

/// The time of one task is the processor's, as `openssl speed` takes it, so that other programs on the machine count for
/// neither; that of several is the time of day, for they must run side by side.
func nanoseconds(tasks: Int) -> UInt64 {
    guard tasks == 1 else { return DispatchTime.now().uptimeNanoseconds }
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func rate(tasks: Int, seconds: Double, _ call: @escaping @Sendable () async throws -> Void) async throws -> Double {
    let start = nanoseconds(tasks: tasks)
    let end = start + UInt64(seconds * 1e9)
    let calls = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<tasks {
            group.addTask {
                var count = 0
                while nanoseconds(tasks: tasks) < end {
                    for _ in 0..<100 { try await call() }
                    count += 100
                }
                return count
            }
        }
        return try await group.reduce(0, +)
    }
    return Double(calls) / (Double(nanoseconds(tasks: tasks) - start) / 1e9)
}

/// A validator that follows a server with so many rules, none of which ends the token, spread over all subjects.
func following(rules count: Int) async throws -> (TokenValidator, token: String) {
    let server = try await TestRevocationServer.start()
    let issuer = try TestIssuer(issuer: server.url, algorithm: .rs256)
    server.serve(issuer)
    let now = Int64(Date().timeIntervalSince1970)
    let rules = (0..<count).map { number -> TestRevocationRule in
        switch number % 5 {
        case 0: .token("tkn_\(number)", expiry: now + 86_400)
        case 1: .client("m2morg_9\(number)", issuedBefore: now, expiry: now + 86_400)
        case 2: .secret("sks_\(number)", issuedBefore: now, expiry: now + 86_400)
        case 3: .organization("org_9\(number)", issuedBefore: now, expiry: now + 86_400)
        default: .key("snk_9\(number)", issuedBefore: now, expiry: now + 86_400)
        }
    }
    server.add(contentsOf: rules)
    let validator = try issuer.validator(revocation: .stream(whenStale: .refuse), transport: .httpClient)
    try await validator.prefetch()
    guard validator.revocationStatus?.ruleCount == count else { fatalError("the rules have not arrived") }
    return (validator, try issuer.token(.init(scopes: scopes, secretID: "sks_x")))
}

let scopes = ["openid", "read:data", "write:data"]
let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 2
let issuer = try TestIssuer(algorithm: .rs256)
let token = try issuer.token(.init(scopes: scopes))
let validator = try issuer.validator()
let keys = try await JWTKeyCollection().add(jwksJSON: String(decoding: try issuer.keySet, as: UTF8.self))

// `ValidatorBenchmark 2 mintmark` leaves all else out, for a profiler.
let isAlone = CommandLine.arguments.contains("mintmark")
var followed: [(TokenValidator, token: String, count: Int)] = []
if !isAlone {
    for count in [0, 10_000] {
        let (validator, token) = try await following(rules: count)
        followed.append((validator, token, count))
    }
}
for tasks in [1, 2] {
    let mintmark = try await rate(tasks: tasks, seconds: seconds) { _ = try await validator.validate(token) }
    print("mintmark \(tasks) \(Int(mintmark))")
    for (validator, token, count) in followed {
        let rate = try await rate(tasks: tasks, seconds: seconds) { _ = try await validator.validate(token) }
        print("\(count)-rules \(tasks) \(Int(rate))")
    }
    guard !isAlone else { continue }
    let jwtKit = try await rate(tasks: tasks, seconds: seconds) { _ = try await keys.verify(token, as: Claims.self) }
    print("jwt-kit \(tasks) \(Int(jwtKit))")
}
