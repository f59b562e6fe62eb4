// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swift-client",
    platforms: [.macOS(.v15)],
    dependencies: [
        // In a project of your own: .package(url: "https://…/mintmark", from: "0.1.0")
        .package(name: "mintmark", path: "../.."),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .executableTarget(
            name: "Caller",
            dependencies: [
                .product(name: "MintmarkClient", package: "mintmark"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ])
    ]
)
