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
    products: [
        .executable(name: "stratagem", targets: ["stratagem"]),
        .executable(name: "stratagem-plugin", targets: ["stratagem-plugin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CUV", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CLuaBridge", dependencies: ["CLua"], cSettings: houseC,
            linkerSettings: [.linkedLibrary("m")]),
        // The process of an isolated plugin. C only: it starts in milliseconds and holds little.
        .executableTarget(
            name: "stratagem-plugin", dependencies: ["CLuaBridge"], cSettings: houseC,
            // Without these the program would load Swift's library, which it does not use.
            linkerSettings: [.unsafeFlags(["-nostartfiles", "-static-stdlib"])]),
        // Only tests use it: a disk under SQLite that loses its power.
        .target(
            name: "CFaultDisk", path: "Tests/CFaultDisk", cSettings: houseC,
            linkerSettings: [.linkedLibrary("sqlite3")]),
        library("Accounts"),
        library("Statistics"),
        library("EventLoop", ["CUV"]),
        library("Encoding", ["CNettle", "CZlib"]),
        library("Scripting", ["CLuaBridge", "Encoding"]),
        library("Play", ["Accounts", "Encoding", "Scripting"]),
        library("Experiments", ["Accounts", "Play", "Scripting", "Statistics"]),
        library("Fingerprints", ["Play", "Scripting", "Statistics"]),
        library(
            "Odds", [.product(name: "BigInt", package: "BigInt"), "Play", "Scripting"]),
        library(
            "Storage",
            [
                .product(name: "GRDB", package: "GRDB.swift"), "Accounts", "Encoding", "Play",
                "Statistics",
            ]),
        library(
            "Reports",
            [
                "Accounts", "Experiments", "Fingerprints", "Odds", "Play", "Statistics", "Storage",
            ]),
        library(
            "Host",
            [
                "Accounts", "Encoding", "EventLoop", "Experiments", "Fingerprints", "Odds", "Play",
                "Reports", "Scripting", "Statistics", "Storage",
                .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "stratagem",
            dependencies: [
                "Fingerprints", "Host", "Odds", "Reports", "stratagem-plugin",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: house),
        // What test targets share.
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: house),
        .target(
            name: "SimulatedDisk", dependencies: ["CFaultDisk", "Storage"],
            path: "Tests/SimulatedDisk", swiftSettings: house),
        tests("Accounts", ["Accounts", "SeededRandom"]),
        tests("Encoding", ["Encoding", "SeededRandom"]),
        tests("EventLoop", ["EventLoop"]),
        tests("Statistics", ["SeededRandom", "Statistics"], data: ["Oracles"]),
        tests(
            "Scripting", ["EventLoop", "Host", "Scripting", "SeededRandom", "stratagem-plugin"],
            data: ["Corpus", "Differential", "Oracles"]),
        tests(
            "Play",
            [
                "Accounts", "Encoding", "EventLoop", "Host", "Play", "Scripting", "SeededRandom",
                "stratagem-plugin",
            ], data: ["Oracles"]),
        tests("Odds", ["Odds", "Play", "Scripting"]),
        tests(
            "Games", ["Host", "Odds", "Play", "Scripting", "Statistics"],
            data: ["Oracles"]),
        tests(
            "Storage",
            [
                "Accounts", "CFaultDisk", "Encoding", "Play", "SeededRandom", "SimulatedDisk",
                "Statistics", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], data: ["Fixtures"]),
        tests("Fingerprints", ["Fingerprints", "Play", "Scripting", "SeededRandom", "Statistics"]),
        tests(
            "Experiments",
            ["Accounts", "Experiments", "Play", "Scripting", "SeededRandom", "Statistics"]),
        tests(
            "Reports",
            [
                "Accounts", "Experiments", "Play", "Reports", "Scripting", "SeededRandom",
                "Statistics",
            ],
            data: ["Oracles"]),
        tests(
            "Host",
            [
                "Accounts", "EventLoop", "Experiments", "Host", "Play", "Reports", "Scripting",
                "Statistics", "Storage",
            ]),
        tests(
            "Stratagem",
            ["stratagem", "Storage", .product(name: "GRDB", package: "GRDB.swift")],
            data: ["Snapshots"]),
        tests(
            "Simulation",
            [
                "Accounts", "CFaultDisk", "Encoding", "Host", "Play", "Scripting", "SeededRandom",
                "SimulatedDisk", "Storage",
            ]),
        tests("Tidy", []),
    ]
)
