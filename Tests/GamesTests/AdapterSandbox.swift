// A game's own functions, called one by one in its sandbox with chosen random numbers.

import Scripting

/// Runs Lua code beside a game's text; the code sees the returned table as `game`.
struct AdapterSandbox {
    let text: String

    init(game name: String) throws {
        text = try GameFiles.text("games/\(name)/game.lua")
    }

    /// The results of the code, as texts.
    func evaluate(_ code: String) throws -> [String] {
        // Whole cycles are walked here: budgets are those of a test, not of a round.
        let budget = CallBudget(
            fuelLoad: 1 << 40, fuelCall: 1 << 40, memoryBytes: 64 << 20, logBytes: 4096,
            hostCalls: 100, wallMilliseconds: 600_000)
        let plugin = try Plugin.sandbox(file: "adapter", budget: budget)
        let chunk = "local game = (function()\n\(text)\nend)()\n\(code)"
        let results = try plugin.evaluate(chunk, file: "adapter", fuel: 1 << 40).results
        return results.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }

    /// Results that are lists of whole numbers with blanks between them.
    func numbers(_ code: String) throws -> [[Int]] {
        try evaluate(code).map { $0.split(separator: " ").compactMap { Int($0) } }
    }
}
