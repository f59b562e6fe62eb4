import Glibc
import JOSE
import Signers
import TokenPathFixture
import TokenService

// Makes tokens in a loop and prints what one takes; something for a profiler to look at.
//   TokenPathProfile SECONDS [SIGNER|none] [ALGORITHM] [BATCH]
// The number of allocations is known when Benchmarks/Micro/allocations.c is loaded before the program (LD_PRELOAD).
let arguments = CommandLine.arguments
let seconds = arguments.count > 1 ? Double(arguments[1]) ?? 2 : 2
let signer = arguments.count > 2 ? SignerName(rawValue: arguments[2]) : nil
let algorithm = arguments.count > 3 ? JWSAlgorithm(named: arguments[3]) ?? .rs256 : .rs256
let batch = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
let fixture = try TokenPathFixture(algorithm, signer: signer)

typealias AllocationCount = @convention(c) () -> Int
let counter = dlsym(nil, "mintmark_allocations").map { unsafeBitCast($0, to: AllocationCount.self) }

func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

func measure(_ name: String, per count: Int = 1, _ work: () throws -> Void) rethrows {
    for _ in 0..<100 { try work() }
    let (start, allocations) = (nanoseconds(), counter?() ?? 0)
    let end = start + Int(seconds * 1e9)
    var calls = 0
    while nanoseconds() < end {
        for _ in 0..<20 { try work() }
        calls += 20
    }
    let units = Double(calls * count)
    let time = Double(nanoseconds() - start) / units
    let made = counter.map { "\((Double($0() - allocations) / units * 10).rounded() / 10) allocations" } ?? ""
    print("\(name): \(Int(time)) ns \(made)")
}

measure("prepare") { _ = fixture.prepare() }
let tokens = (0..<batch).compactMap { _ in fixture.prepare() }
measure("sign", per: batch) { _ = batch == 1 ? [fixture.endpoint.sign(tokens[0])] : fixture.endpoint.sign(tokens) }
let messages = (0..<batch).map { [UInt8](repeating: UInt8($0), count: 700) }
try measure("signatures alone", per: batch) { _ = try fixture.signer.signatures(for: messages) }
