// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that who builds the server does not need the benchmark library. Its sources are links to those
// of the server: targets with `package` access can be seen from within one package only (docs/decisions/0004).
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "mintmark-micro",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Without traits: those count allocations, through packages that are not needed for times.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(
            name: "JOSE", dependencies: [crypto, .product(name: "CryptoExtras", package: "swift-crypto")],
            swiftSettings: strict),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "Signers",
            dependencies: ["JOSE", crypto, .target(name: "COpenSSL", condition: .when(platforms: [.linux]))],
            swiftSettings: strict),
        .target(name: "OAuthCore", dependencies: ["JOSE", crypto], swiftSettings: strict),
        .target(name: "Traces", swiftSettings: strict),
        .target(name: "Stores", dependencies: ["OAuthCore", "Traces", metrics], swiftSettings: strict),
        .target(
            name: "TokenService",
            dependencies: ["OAuthCore", "JOSE", "Stores", "Traces", crypto, logging, metrics, lifecycle],
            swiftSettings: strict),
        .target(
            name: "TokenPathFixture",
            dependencies: ["TokenService", "Signers", "Stores", "OAuthCore", "JOSE", crypto, logging, metrics],
            swiftSettings: strict),
        .executableTarget(
            name: "TokenPathProfile", dependencies: ["TokenPathFixture", "TokenService", "Signers", "JOSE"],
            swiftSettings: strict),
        .executableTarget(
            name: "TokenPath",
            dependencies: [
                "TokenPathFixture", "TokenService", "Signers", "OAuthCore", "JOSE",
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/TokenPath", swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
)
