// The sandbox's libraries against stock Lua. Goal: the same answer to every call that stock Lua
// answers the same way each time; where the sandbox differs on purpose is data, LibraryDifference.
// Method: the generator in Differential/ makes random calls from a seed, in the stock interpreter
// and in the sandbox; it calls each function of the registry, by its registered types, and makes
// calls of its own where types are not enough. The lines must be equal. STRATAGEM_DIFFERENTIAL_CALLS
// says how many (`make fuzz-differential`: 1,000,000).

import Foundation
import Testing

@testable import Scripting

struct DifferentialTests {
    /// Calls of one seed: their lines stay well under the longest string of a sandbox, 1 MiB.
    private static let callsOfASeed = 4000
    private static let seeds: ClosedRange<Int> = {
        let wanted = ProcessInfo.processInfo.environment["STRATAGEM_DIFFERENTIAL_CALLS"]
        let calls = max(wanted.flatMap { Int($0) } ?? 40_000, callsOfASeed)
        return 1...((calls + callsOfASeed - 1) / callsOfASeed)
    }()

    @Test("random library calls answer as in stock Lua, 4,000 of each seed", arguments: seeds)
    func callsAgree(seed: Int) throws {
        try Self.compare(try Self.program(seed: seed), lines: Self.callsOfASeed)
    }

    @Test("calls that once differed answer as in stock Lua")
    func keptCalls() throws {
        let calls = try Self.file("kept_calls.txt").split(separator: "\n")
            .filter { !$0.hasPrefix("--") }
        let lines = calls.map { call in
            "note(pcall(function() local r = table.pack(\(call)) return table.unpack(r, 1, r.n) end))"
        }
        let program = """
            local lines = {}
            local function note(...)
              local out = table.pack(...)
              for i = 1, out.n do out[i] = tostring(out[i]):gsub("%c", "?") end
              lines[#lines + 1] = table.concat(out, " ")
            end
            \(lines.joined(separator: "\n"))
            return table.concat(lines, "\\n")
            """
        try Self.compare(program, lines: calls.count)
    }

    private static func compare(_ program: String, lines count: Int) throws {
        let budget = CallBudget(
            fuelLoad: 1 << 40, fuelCall: 1 << 40, memoryBytes: 256 << 20, logBytes: 4096,
            hostCalls: 100, wallMilliseconds: 120_000)
        let sandbox = try Plugin.sandbox(file: "program.lua", budget: budget)
        let ours = try sandbox.evaluate(program, file: "program.lua", fuel: 1 << 40).results
        guard case .results(let stock) = try StockLua.run([program])[0] else {
            Issue.record("stock Lua did not run the calls")
            return
        }
        let pairs = zip(ours.split(separator: "\n"), stock.split(separator: "\n"))
        for (mine, theirs) in pairs where mine != theirs {
            Issue.record("sandbox: \(mine)\nstock:   \(theirs)")
        }
        #expect(stock.split(separator: "\n").count >= count)
        #expect(ours.split(separator: "\n").count == stock.split(separator: "\n").count)
    }

    private static func file(_ name: String) throws -> String {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Differential/\(name)").path
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Functions whose calls the generator makes itself: their answers need more than right types
    /// (an order function, a text without addresses), or are deliberately different (next).
    private static let madeByHand: Set = [
        "error", "load", "next", "string.format", "table.move", "table.sort", "tostring",
    ]

    /// The registry as a Lua table: { path, { { "type|type", ... }, ... } }.
    private static var registry: String {
        let called = LibraryFunction.all.filter { each in
            each.determinism == .sameResult && each.arguments != nil
                && each.library != "metatable of strings" && !madeByHand.contains(each.path)
        }
        let entries = called.map { each in
            let signatures = each.signatures.map { signature in
                let types = signature.flatMap { parameter in
                    let types = parameter.types + (parameter.isOptional ? ["nil"] : [])
                    let text = "\"" + types.joined(separator: "|") + "\""
                    return Array(repeating: text, count: parameter.isRest ? 3 : 1)
                }
                return "{ \(types.joined(separator: ", ")) }"
            }
            return "{ \"\(each.path)\", { \(signatures.joined(separator: ", ")) } },"
        }
        return "{\n\(entries.joined(separator: "\n"))\n}"
    }

    private static func program(seed: Int) throws -> String {
        let parts = try ["1_values.lua", "2_library_calls.lua", "3_base_calls.lua"].map(file)
        return """
            local run = (function()
            \(parts.joined(separator: "\n"))
            end)()
            local lines = {}
            run(\(seed), \(callsOfASeed), function(line)
              lines[#lines + 1] = line:gsub("%c", "?")
            end, \(registry))
            return table.concat(lines, "\\n")
            """
    }
}
