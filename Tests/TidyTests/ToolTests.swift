// What other tools check: goal: the same answer on every machine; method: run them.
import Foundation
import Testing

struct ToolTests {
    @Test("luacheck finds nothing in games and strategies")
    func luacheckIsClean() throws {
        let result = try run("luacheck", ["--quiet", "--no-color", "games", "strategies"])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("swift format finds nothing")
    func swiftFormatIsClean() throws {
        let result = try run(
            "swift",
            [
                "format", "lint", "--strict", "--parallel", "--recursive", "Package.swift",
                "Sources", "Tests",
            ])
        #expect(result.status == 0, "\(result.output.suffix(4000))")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (
        status: Int32, output: String
    ) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: SourceTree.root)
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
