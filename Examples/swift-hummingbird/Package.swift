// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swift-hummingbird",
    platforms: [.macOS(.v15)],
    dependencies: [
        // In a project of your own: .package(url: "https://…/mintmark", from: "0.1.0")
        .package(name: "mintmark", path: "../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .executableTarget(
            name: "API",
            dependencies: [
                .product(name: "MintmarkHummingbird", package: "mintmark"),
                .product(name: "MintmarkValidator", package: "mintmark"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ])
    ]
)
