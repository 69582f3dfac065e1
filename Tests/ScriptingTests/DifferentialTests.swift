// The metered string, table and utf8 libraries against stock Lua. Goal: the same answer to every
// call that stock Lua answers the same way each time. Method: the generator in Differential/ makes
// random calls from a seed in the stock interpreter and in the sandbox; the lines must be equal.

import Foundation
import Testing

@testable import Scripting

struct DifferentialTests {
    /// Calls of one seed: their lines stay well under the longest string of a sandbox, 1 MiB.
    private static let callsOfASeed = 4000
    /// More in release, where the statistical tests run too; a nightly run may raise it.
    private static let seeds = 1...10

    @Test("40,000 random library calls answer as in stock Lua", arguments: seeds)
    func callsAgree(seed: Int) throws {
        let program = try Self.program(seed: seed)
        let budget = CallBudget(
            fuelLoad: 1 << 40, fuelCall: 1 << 40, memoryBytes: 256 << 20, logBytes: 4096,
            hostCalls: 100, wallMilliseconds: 120_000)
        let sandbox = try Plugin.sandbox(file: "program.lua", budget: budget)
        let ours = try sandbox.evaluate(program, file: "program.lua", fuel: 1 << 40).results
        guard case .results(let stock) = try StockLua.run([program])[0] else {
            Issue.record("stock Lua did not run the generator")
            return
        }
        let pairs = zip(ours.split(separator: "\n"), stock.split(separator: "\n"))
        for (mine, theirs) in pairs where mine != theirs {
            Issue.record("sandbox: \(mine)\nstock:   \(theirs)")
        }
        #expect(stock.split(separator: "\n").count >= Self.callsOfASeed)
        #expect(ours.split(separator: "\n").count == stock.split(separator: "\n").count)
    }

    private static func program(seed: Int) throws -> String {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Differential/library_calls.lua").path
        let generator = try String(contentsOfFile: path, encoding: .utf8)
        return """
            local run = (function()
            \(generator)
            end)()
            local lines = {}
            run(\(seed), \(callsOfASeed), function(line)
              lines[#lines + 1] = line:gsub("%c", "?")
            end)
            return table.concat(lines, "\\n")
            """
    }
}
