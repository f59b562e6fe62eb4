// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let metricsAPI: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")

let package = Package(
    name: "mintmark",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "mintmark", targets: ["mintmark"]),
        .library(name: "MintmarkValidator", targets: ["MintmarkValidator"]),
        .library(name: "MintmarkHummingbird", targets: ["MintmarkHummingbird"]),
        .library(name: "MintmarkClient", targets: ["MintmarkClient"]),
        .library(name: "MintmarkTesting", targets: ["MintmarkTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .target(name: "JOSE", dependencies: [crypto, cryptoExtras], swiftSettings: strict),
        // Found without pkg-config: the headers are where the system's compiler looks (Debian: libssl-dev).
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "Signers",
            dependencies: ["JOSE", crypto, .target(name: "COpenSSL", condition: .when(platforms: [.linux]))],
            swiftSettings: strict),
        .target(name: "OAuthCore", dependencies: ["JOSE", crypto], swiftSettings: strict),
        .target(name: "Traces", swiftSettings: strict),
        .target(name: "Stores", dependencies: ["OAuthCore", "Traces", metrics], swiftSettings: strict),
        .target(name: "StoreContract", dependencies: ["Stores", "OAuthCore", "JOSE"], swiftSettings: strict),
        .target(name: "StoredRows", dependencies: ["Stores", "OAuthCore", "JOSE", crypto], swiftSettings: strict),
        .target(
            name: "SQLiteStore", dependencies: ["StoredRows", "Stores", "OAuthCore", "JOSE", crypto, grdb],
            swiftSettings: strict),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "PostgreSQLStore",
            dependencies: ["CPostgreSQL", "StoredRows", "Stores", "OAuthCore", "JOSE", logging, lifecycle, nioPosix],
            swiftSettings: strict),
        .target(
            name: "TokenService",
            dependencies: ["OAuthCore", "JOSE", "Stores", "Traces", crypto, logging, metrics, lifecycle],
            swiftSettings: strict),
        .target(name: "Management", dependencies: ["OAuthCore", "JOSE", "Stores", crypto], swiftSettings: strict),
        .target(
            name: "Webhooks",
            dependencies: [
                "Management", "OAuthCore", "JOSE", "Stores", "Traces", crypto, logging, metrics, lifecycle, nioCore,
                nioHTTP1, nioPosix, nioSSL,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict),
        // Made once from Protos/ (docs/decisions/0012-grpc.md).
        .target(name: "ManagementMessages", dependencies: [protobuf], swiftSettings: strict),
        // docs/ and the descriptors of Protos/, embedded; made by scripts/docs.sh and scripts/protos.sh.
        .target(name: "CDocuments", exclude: ["descriptors.binpb"]),
        .target(name: "Observability", dependencies: [logging, metricsAPI], swiftSettings: strict),
        // Made once from Protos/ (docs/decisions/0014-opentelemetry.md).
        .target(name: "TelemetryMessages", dependencies: [protobuf], swiftSettings: strict),
        .target(
            name: "Telemetry",
            dependencies: [
                "Observability", "TelemetryMessages", "Traces", "OAuthCore", logging, metrics, lifecycle, nioCore,
                nioHTTP1, nioPosix, protobuf,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict),
        .target(
            name: "AuthorizationServer",
            dependencies: [
                "CDocuments", "Management", "ManagementMessages", "TokenService", "Traces", "Webhooks", "OAuthCore",
                "JOSE", "Stores",
                logging, metrics, lifecycle, nioCore, nioSSL, protobuf, crypto,
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCertificateReloading", package: "swift-nio-extras"),
                nioHTTP1,
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ], swiftSettings: strict),
        .target(name: "MintmarkValidator", dependencies: ["JOSE"], swiftSettings: strict),
        .target(
            name: "MintmarkHummingbird",
            dependencies: [
                "MintmarkValidator", metrics, lifecycle, nioCore, nioHTTP1,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ], swiftSettings: strict),
        .target(
            name: "MintmarkClient",
            dependencies: [
                "JOSE", logging, nioCore, nioHTTP1, nioPosix, nioSSL,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict),
        // The code of the examples, so that it is built with everything else; each is a package of its own too.
        .executableTarget(
            name: "SwiftClientExample",
            dependencies: ["MintmarkClient", .product(name: "AsyncHTTPClient", package: "async-http-client")],
            path: "Examples/swift-client/Sources/Caller"),
        .executableTarget(
            name: "SwiftHummingbirdExample",
            dependencies: [
                "MintmarkHummingbird", "MintmarkValidator", .product(name: "Hummingbird", package: "hummingbird"),
            ], path: "Examples/swift-hummingbird/Sources/API"),
        .target(
            name: "MintmarkTesting",
            dependencies: ["MintmarkValidator", "JOSE", crypto, nioCore, nioPosix, nioHTTP1], swiftSettings: strict),
        .target(
            name: "ManagementClient",
            dependencies: [
                "JOSE", "OAuthCore", nioCore, nioPosix, nioSSL,
                nioHTTP1,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "mintmark",
            dependencies: [
                "AuthorizationServer", "ManagementClient", "Management", "MintmarkValidator", "Observability",
                "PostgreSQLStore", "Signers", "SQLiteStore", "StoredRows", "Telemetry", "TokenService", "Traces",
                "Webhooks",
                "OAuthCore", "JOSE", "Stores", logging, metrics, lifecycle, nioCore, nioPosix, x509, crypto,
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "ValidatorBenchmark",
            dependencies: [
                "MintmarkHummingbird", "MintmarkValidator", "MintmarkTesting",
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            path: "Benchmarks/Validator"),
        .testTarget(
            name: "MintmarkValidatorTests", dependencies: ["MintmarkValidator", "MintmarkTesting", "JOSE"],
            swiftSettings: strict),
        .testTarget(
            name: "MintmarkHummingbirdTests",
            dependencies: [
                "MintmarkHummingbird", "MintmarkTesting", "MintmarkValidator", nioCore, metrics,
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ], swiftSettings: strict),
        .testTarget(
            name: "MintmarkClientTests",
            dependencies: [
                "MintmarkClient", logging, nioCore, nioHTTP1, nioPosix,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict),
        .testTarget(name: "JOSETests", dependencies: ["JOSE"], exclude: ["Vectors"], swiftSettings: strict),
        .testTarget(name: "SignersTests", dependencies: ["Signers", "JOSE"], swiftSettings: strict),
        .testTarget(name: "OAuthCoreTests", dependencies: ["OAuthCore", "JOSE", crypto], swiftSettings: strict),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: ["Observability", logging, metricsAPI],
            swiftSettings: strict),
        .testTarget(name: "TracesTests", dependencies: ["Traces"], swiftSettings: strict),
        .testTarget(
            name: "TelemetryTests",
            dependencies: [
                "Telemetry", "TelemetryMessages", "Traces", "Observability", "OAuthCore", logging, metrics, protobuf,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: ["SQLiteStore", "StoredRows", "StoreContract", "Stores", "OAuthCore", "JOSE", crypto, grdb],
            swiftSettings: strict),
        .testTarget(
            name: "PostgreSQLStoreTests",
            dependencies: [
                "PostgreSQLStore", "SQLiteStore", "StoredRows", "StoreContract", "Stores", "OAuthCore", crypto, logging,
                nioCore, nioPosix,
            ], swiftSettings: strict),
        .testTarget(
            name: "TokenServiceTests",
            dependencies: [
                "TokenService", "Signers", "SQLiteStore", "StoreContract", "Stores", "OAuthCore", "JOSE", crypto,
                logging,
                metrics,
                .product(name: "JWTKit", package: "jwt-kit"),
            ], swiftSettings: strict),
        .testTarget(
            name: "WebhooksTests",
            dependencies: [
                "Webhooks", "SQLiteStore", "Management", "Stores", "OAuthCore", "JOSE", crypto, logging, metrics,
            ], swiftSettings: strict),
        .testTarget(
            name: "AuthorizationServerTests",
            dependencies: [
                "AuthorizationServer", "Management", "ManagementMessages", "OAuthCore", "Stores", "Traces", logging,
                protobuf, "JOSE", "SQLiteStore", "TokenService", crypto, metrics, nioCore, nioHTTP1,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ], swiftSettings: strict),
        .testTarget(
            name: "MintmarkTests",
            dependencies: [
                "mintmark", "AuthorizationServer", "ManagementClient", "OAuthCore", "JOSE",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ManagementClientTests", dependencies: ["ManagementClient", "JOSE", "OAuthCore"],
            swiftSettings: strict),
    ]
)
