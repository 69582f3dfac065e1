// swift-tools-version: 6.2
// Arrows point down only; Tests/TidyTests holds the same list and fails when an import goes up.
import PackageDescription

let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let houseC: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-Werror", "-std=c11"])]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, exclude: data, swiftSettings: house)
}

let package = Package(
    name: "stratagem",
    products: [.executable(name: "stratagem", targets: ["stratagem"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CUV", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLuaBridge", dependencies: ["CLua"], cSettings: houseC),
        library("Accounts"),
        library("Statistics"),
        library("EventLoop", ["CUV"]),
        library("Encoding", ["CNettle", "CZlib"]),
        library("Scripting", ["CLuaBridge", "Encoding"]),
        library("Play", ["Accounts", "Encoding", "Scripting"]),
        library("Experiments", ["Play", "Statistics"]),
        library(
            "Storage",
            [.product(name: "GRDB", package: "GRDB.swift"), "Accounts", "Encoding", "Play"]),
        library("Reports", ["Accounts", "Experiments", "Play", "Statistics", "Storage"]),
        library(
            "Host",
            [
                "Accounts", "EventLoop", "Experiments", "Play", "Reports", "Scripting", "Storage",
            ]),
        .executableTarget(
            name: "stratagem",
            dependencies: [
                "Host", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: house),
        tests("Accounts", ["Accounts"]),
        tests("Encoding", ["Encoding"]),
        tests("EventLoop", ["EventLoop"]),
        tests("Statistics", ["Statistics"], data: ["Oracles"]),
        tests("Scripting", ["Scripting"], data: ["Corpus", "Differential", "Oracles"]),
        tests("Play", ["Accounts", "Encoding", "Play", "Scripting"]),
        tests("Games", ["Play", "Scripting", "Statistics"], data: ["Oracles"]),
        tests(
            "Storage",
            [
                "Accounts", "Encoding", "Play", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], data: ["Fixtures"]),
        tests("Experiments", ["Experiments", "Play", "Scripting", "Statistics"]),
        tests("Reports", ["Accounts", "Experiments", "Play", "Reports", "Scripting"]),
        tests(
            "Host",
            [
                "Accounts", "EventLoop", "Experiments", "Host", "Play", "Reports", "Scripting",
                "Statistics", "Storage",
            ]),
        tests("Stratagem", ["stratagem", "Storage"], data: ["Snapshots"]),
        tests("Tidy", []),
    ]
)
