// swift-tools-version: 6.2
import PackageDescription

/// What every target holds to: a warning is an error, and what a file uses it imports itself.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "constat",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        // What the three above are made of, where their own types are needed.
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // The order is the way of the data.
        .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
        .target(name: "Model", dependencies: ["CMessageDigest"], swiftSettings: strict),
        .target(name: "Facts", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "Providers", dependencies: ["Model"], swiftSettings: strict),
        .target(
            name: "Inventory", dependencies: ["Model", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "Collect",
            dependencies: [
                "Model", "Facts", "Providers", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: [
                "Model", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .systemLibrary(name: "CMark", providers: [.apt(["libcmark-dev"])]),
        .target(
            name: "Markdown", dependencies: ["Model", "CMark", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "Assets", dependencies: ["Model", "Store"], swiftSettings: strict),
        .target(name: "Costs", dependencies: ["Model", "Store"], swiftSettings: strict),
        .target(name: "Checks", dependencies: ["Model", "Markdown", "Store"], swiftSettings: strict),
        .target(name: "Reports", dependencies: ["Model", "Markdown", "Store"], swiftSettings: strict),
        .target(
            name: "Site", dependencies: ["Model", "Markdown", "Store", "Reports"], swiftSettings: strict),
        .systemLibrary(name: "CLinux"),
        .target(name: "Publish", dependencies: ["Model", "CLinux"], swiftSettings: strict),
        .executableTarget(
            name: "constat",
            dependencies: [
                "Model", "Facts", "Providers", "Inventory", "Collect", "Store", "Assets", "Costs", "Checks",
                "Reports", "Site", "Publish",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "render-markdown", dependencies: ["Markdown"], path: "Tests/Benchmarks",
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "Model", "Facts", "Providers", "Store", "Checks",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "ModelTests", dependencies: ["Model", "Markdown", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "FactsTests", dependencies: ["Model", "Facts", "TestSupport"],
            exclude: ["Cases"], swiftSettings: strict),
        .testTarget(
            name: "InventoryTests", dependencies: ["Model", "Inventory", "TestSupport"],
            exclude: ["Cases"], swiftSettings: strict),
        .testTarget(
            name: "ProvidersTests", dependencies: ["Model", "Providers", "TestSupport"],
            exclude: ["Golden", "Recorded"], swiftSettings: strict),
        .testTarget(
            name: "CollectTests", dependencies: ["Model", "Facts", "Providers", "Collect", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Model", "Store", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "MarkdownTests", dependencies: ["Model", "Markdown", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AssetsTests",
            dependencies: ["Model", "Facts", "Providers", "Store", "Assets", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CostsTests", dependencies: ["Model", "Providers", "Store", "Costs", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ChecksTests",
            dependencies: ["Model", "Facts", "Providers", "Store", "Checks", "TestSupport"],
            exclude: ["Cases"], swiftSettings: strict),
        // It starts the built command, which `swift build --build-tests` leaves beside the tests.
        .testTarget(
            name: "EndToEndTests", dependencies: ["Model", "Store", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Model", "Facts", "Markdown", "Store", "Reports", "TestSupport"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "SiteTests",
            dependencies: ["Model", "Facts", "Markdown", "Store", "Reports", "Site", "TestSupport"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "ProjectTests",
            dependencies: [
                "Model", "Facts", "Markdown", "Store", "Checks", "Reports", "Site", "TestSupport",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
