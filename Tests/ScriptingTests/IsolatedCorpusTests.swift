// Goal: the process of an isolated plugin gives the verdicts, texts and fuel of this process, and
// ends within a second what metering can not interrupt.
// Method: the whole attack corpus runs in both tiers and the outcomes are compared. Two programs
// whose one instruction takes seconds (numeric keys in one chain, the name in an error message) are
// timed in the process tier; the bound is the product's promise, not a measure of speed.

import EventLoop
import Foundation
import Host
@testable import Scripting
import Testing

@Suite("Attack corpus in processes", .serialized)
struct IsolatedCorpusTests {
    private struct Outcome: Hashable {
        var kind: String
        var text: String
        var traceback = ""
        var line: Int?
        var fuel: Int64
    }

    private static let budget = CallBudget(
        fuelLoad: 20_000_000, fuelCall: 1_000_000, memoryBytes: 16 << 20, logBytes: 4096,
        hostCalls: 100, wallMilliseconds: 200)

    /// `stratagem-plugin` beside the test bundle: SwiftPM builds both into one folder.
    static func warden(
        _ patience: PluginWarden.Patience = PluginWarden.Patience()
    ) throws -> PluginWarden {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let places = [CommandLine.arguments.first, Bundle.main.executablePath, own]
        let programs = places.compactMap { $0 }.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/stratagem-plugin"
        }
        let found = programs.first { FileManager.default.isExecutableFile(atPath: $0) }
        let program: String = try #require(found, "no stratagem-plugin in \(programs)")
        return PluginWarden(program: program, patience: patience)
    }

    private static func run(_ file: CorpusFile, in sandbox: borrowing Plugin) -> Outcome {
        do throws(PluginFault) {
            let done = try sandbox.evaluate(
                file.text, file: file.name, fuel: file.fuel ?? budget.fuelCall)
            return Outcome(kind: "", text: done.results, fuel: done.fuel)
        } catch {
            // Where the wall fence falls and what the heap held then differs from run to run.
            guard error.kind.isReproducible else {
                return Outcome(kind: error.kind.rawValue, text: "", fuel: 0)
            }
            return Outcome(
                kind: error.kind.rawValue, text: error.message, traceback: error.traceback,
                line: error.line, fuel: error.fuelUsed)
        }
    }

    @Test("every attack ends in a process of its own as it does in this one, with the same fuel")
    func sameOutcomes() throws {
        let warden = try Self.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        var counts: [String: Int] = [:]
        for url in try CorpusFile.all() {
            let file = try #require(try CorpusFile(url))
            let here = Self.run(
                file, in: try Plugin.sandbox(file: file.name, budget: Self.budget))
            let sandbox = try Plugin.sandbox(
                file: file.name, budget: Self.budget, tier: .process(warden))
            let there = Self.run(file, in: sandbox)
            #expect(there == here, "\(file.name)")
            counts[there.kind, default: 0] += 1
            // One instruction may take longer than the process is given.
            guard !sandbox.isLost else { continue }
            #expect(
                try sandbox.evaluate("return 1 + 1", file: "after.lua", fuel: 1000).results == "2",
                "\(file.name): the same process does not go on")
        }
        print("attack corpus in processes: \(warden.startedCount) started,", counts)
        #expect(warden.startedCount >= 170)
    }

    /// A sandbox whose table is full, with most keys in one chain: the next new key has the whole
    /// table put in again, some 300 million steps in one instruction.
    private static func collidingKeys(_ warden: PluginWarden) throws -> Plugin {
        let sandbox = try Plugin.sandbox(file: "keys.lua", tier: .process(warden))
        // Multiples of 32767 share one chain in a table of 32768 entries, and are spread in smaller
        // ones. The key that makes the table grow comes early; then a little is put in each call.
        _ = try sandbox.evaluate(
            "T = {} for i = 1, 8192 do T[i * 32767] = i end "
                + "for i = 1, 8192 do T['a' .. i] = i end", file: "keys.lua", fuel: 20_000_000)
        _ = try sandbox.evaluate("T.a0 = 0", file: "keys.lua", fuel: 20_000_000)
        for first in stride(from: 8193, through: 24575, by: 128) {
            _ = try sandbox.evaluate(
                "for i = \(first), \(min(first + 127, 24575)) do T[i * 32767] = i end",
                file: "keys.lua", fuel: 20_000_000)
        }
        _ = try sandbox.evaluate(
            "for i = 0, 8192 do T['a' .. i] = nil end", file: "keys.lua", fuel: 20_000_000)
        return sandbox
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        let (seconds, fraction) = (clock.now - start).components
        return Double(seconds) * 1000 + Double(fraction) / 1e15
    }

    @Test("one instruction that takes seconds ends within one second with its process")
    func endsWithinOneSecond() throws {
        // Less patience than the product has, for that instruction only, so that a fast machine does
        // not finish in time.
        #expect(PluginWarden.Patience().requestMilliseconds <= 800)
        let warden = try Self.warden(
            PluginWarden.Patience(
                callMilliseconds: 8000, requestMilliseconds: 9000, lossesMax: 20))
        defer { #expect(warden.shutdown().isEmpty) }
        let keys = try Self.collidingKeys(warden)
        keys.setPatience(milliseconds: 60)
        let keysTime = Self.milliseconds {
            let fault = #expect(throws: PluginFault.self) {
                // The first may find the chain's own place empty, where one of the texts was.
                try keys.evaluate(
                    "T[32769 * 32767] = 1 T[32770 * 32767] = 1", file: "keys.lua",
                    fuel: 20_000_000)
            }
            #expect(fault?.kind == .wallTime)
            #expect(fault?.message.contains("its process was killed") == true)
        }
        let names = try Plugin.sandbox(file: "names.lua", tier: .process(warden))
        names.setPatience(milliseconds: 60)
        let namesTime = Self.milliseconds {
            let fault = #expect(throws: PluginFault.self) {
                try names.evaluate(
                    "local a = {} a.b = a return a" + String(repeating: ".b", count: 32_000)
                        + ".c.d", file: "names.lua", fuel: 20_000_000)
            }
            #expect(fault?.kind == .wallTime)
            #expect(fault?.message.contains("its process was killed") == true)
        }
        print("numeric keys ended after \(Int(keysTime)) ms, error message after", Int(namesTime))
        #expect(keysTime < 1000)
        #expect(namesTime < 1000)
        // What is lost stays lost, and says so at once.
        let again = #expect(throws: PluginFault.self) {
            try names.evaluate("return 1", file: "names.lua", fuel: 1000)
        }
        #expect(again?.kind == .process)
    }

    @Test("a process can not open, connect, fork, run, signal, trace, map code or write elsewhere")
    func forbiddenActs() throws {
        let warden = try Self.warden()
        defer { #expect(warden.shutdown().isEmpty) }
        var acts: [String] = []
        for number in Int32(0)... {
            let plugin = try Plugin.sandbox(file: "probe \(number)", tier: .process(warden))
            let reported = plugin.guards
            let guards = try #require(reported)
            guard let (act, outcome) = plugin.probe(number) else { break }
            acts.append(act)
            if guards.contains(.systemCalls) {
                #expect(outcome == .killed, "\(act): \(outcome)")
            } else {
                Issue.record("no system-call filter here; in force: \(guards.active)")
            }
        }
        #expect(acts.count == 9, "\(acts)")
    }
}
