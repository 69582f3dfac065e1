// Goal: plugins that are killed, sessions that are rebuilt after it, and texts that are compiled
// leave nothing behind.
// Method: sessions in which every round ends in one kind of kill, under a policy that rebuilds the
// plugins and goes on; what the process holds is counted after the first half and after the second.
// FLAT_KILLS sets how many kills of each kind.

import Foundation
import Play
import Scripting
import Testing

/// Alone, because every test of this process allocates from the same heap.
@Suite("Flat memory", .serialized)
struct FlatMemoryTests {
    /// What may be added between the two counts, however many kills: the test's own arrays.
    private static let growthMax: Int64 = 1 << 16

    private static var kills: Int {
        ProcessInfo.processInfo.environment["FLAT_KILLS"].flatMap { Int($0) } ?? 150
    }

    /// What `decide` does, by the kind of its fault.
    private static let attacks: [(kind: PluginFault.Kind, decide: String)] = [
        (.fuel, "while true do pcall(function() while true do end end) end"),
        (.memory, "local keep = {} for i = 1, 1000 do keep[i] = ('x'):rep(1000) .. i end"),
        (.log, "log(('x'):rep(5000))"),
        (.hostCalls, "while true do log() end"),
        (.error, "coroutine.wrap(function() error({ 1, 2, 3 }) end)()"),
        (.contract, "return { type = 'PlaceBet', amount = 0 / 0 }"),
    ]

    private static func strategy(_ decide: String, number: Int) -> String {
        """
        -- \(number)
        return { name = "killed", version = "1", api = 1, games = { "*" },
        start = function() return { n = 0 } end,
        decide = function(memory, seen) \(decide) end }
        """
    }

    /// Sessions of ten faults each; returns how many kills there were.
    private func play(_ attack: (kind: PluginFault.Kind, decide: String), kills: Int) throws -> Int
    {
        var seen = 0
        var number = 0
        while seen < kills {
            number += 1
            var maker = try SessionMaker(
                game: InlinePlugins.coin,
                strategy: FlatMemoryTests.strategy(attack.decide, number: number))
            maker.policy = .skip
            maker.budget.memoryBytes = 256 << 10
            maker.budget.fuelCall = 100_000
            var run = try maker.run()
            run.play(to: 10)
            run.seal()
            #expect(run.faults.allSatisfy { $0.fault.kind == attack.kind }, "\(run.faults)")
            try #require(!run.faults.isEmpty)
            seen += run.faults.count
        }
        return seen
    }

    @Test("kills of every kind leave no memory, no state and no text behind")
    func killsAreFlat() throws {
        for attack in FlatMemoryTests.attacks {
            try isFlat(attack.kind.rawValue) { try play(attack, kills: FlatMemoryTests.kills / 2) }
        }
    }

    @Test("data that can not be kept and texts that do not load leave nothing behind")
    func refusalsAreFlat() throws {
        var number = 0
        try isFlat("not_plain_data, syntax_error") {
            for _ in 0..<(FlatMemoryTests.kills / 4) {
                number += 1
                let text = """
                    -- \(number)
                    return { name = "kept", version = "1", api = 1, games = { "*" },
                    start = function() return { print } end,
                    decide = function() end }
                    """
                #expect(throws: (any Error).self) {
                    try SessionMaker(game: InlinePlugins.coin, strategy: text).run()
                }
                #expect(throws: (any Error).self) {
                    try InlinePlugins.strategy("return { -- \(number)")
                }
            }
            return FlatMemoryTests.kills / 4 * 2
        }
    }

    @Test("the compile cache keeps at most 64 texts")
    func cacheIsBounded() throws {
        for number in 0..<max(200, FlatMemoryTests.kills) {
            let sandbox = try Plugin.sandbox(file: "text.lua")
            #expect(
                try sandbox.evaluate("return \(number)", file: "text.lua", fuel: 1000).results
                    == "\(number)")
        }
        #expect(Census.now().compiledTexts <= 64)
    }

    /// Runs the work once, then again between two counts. Where tests run side by side another one
    /// may add to the counts: what leaks does so every time, so the best of five is looked at.
    private func isFlat(_ kind: String, _ work: () throws -> Int) throws {
        var kills = try work()
        for attempt in 1...5 {
            let (before, residentBefore) = (Census.now(), FlatMemoryTests.residentBytes())
            kills = try work()
            let after = Census.now()
            let heap = after.heapBytes - before.heapBytes
            let isFlat =
                heap < FlatMemoryTests.growthMax && after.plugins <= before.plugins
                && after.compiledTexts <= 64
            guard isFlat || attempt == 5 else { continue }
            print(
                "flat memory: \(kills) kills, \(kind): heap \(heap) bytes, resident "
                    + "\(FlatMemoryTests.residentBytes() - residentBefore) bytes, "
                    + "\(after.plugins - before.plugins) states, \(after.compiledTexts) texts")
            #expect(isFlat, "\(kind): \(heap) bytes or states are left")
            return
        }
    }

    private static func residentBytes() -> Int64 {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) * 4096
    }
}
