import Dispatch
import Foundation
import JWTKit
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

func rate(tasks: Int, seconds: Double, _ call: @escaping @Sendable () async throws -> Void) async throws -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    let end = start + UInt64(seconds * 1e9)
    let calls = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<tasks {
            group.addTask {
                var count = 0
                while DispatchTime.now().uptimeNanoseconds < end {
                    for _ in 0..<100 { try await call() }
                    count += 100
                }
                return count
            }
        }
        return try await group.reduce(0, +)
    }
    return Double(calls) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
}

let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 2
let issuer = try TestIssuer(algorithm: .rs256)
let token = try issuer.token(.init(scopes: ["openid", "read:data", "write:data"]))
let validator = try issuer.validator()
let keys = try await JWTKeyCollection().add(jwksJSON: String(decoding: try issuer.keySet, as: UTF8.self))

// `ValidatorBenchmark 2 mintmark` leaves jwt-kit out, for a profiler.
let isAlone = CommandLine.arguments.contains("mintmark")
for tasks in [1, 2] {
    let mintmark = try await rate(tasks: tasks, seconds: seconds) { _ = try await validator.validate(token) }
    print("mintmark \(tasks) \(Int(mintmark))")
    guard !isAlone else { continue }
    let jwtKit = try await rate(tasks: tasks, seconds: seconds) { _ = try await keys.verify(token, as: Claims.self) }
    print("jwt-kit \(tasks) \(Int(jwtKit))")
}
