// swift-tools-version: 6.2
import PackageDescription

// Depends on the validator alone: nothing of the server is built.
let package = Package(
    name: "validator-only",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "mintmark", path: "../..")],
    targets: [
        .executableTarget(
            name: "Check", dependencies: [.product(name: "MintmarkValidator", package: "mintmark")])
    ]
)
