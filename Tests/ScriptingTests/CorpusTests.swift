// Goal: no known attack on an embedded Lua hangs, crashes or outlives its budget, and what is just
// inside the budget runs.
// Method: every file of Corpus/ runs in a sandbox of its own; verdict, kind of fault, message and
// result are compared with the head of the file, and the time with the fences. After each file the
// same sandbox and a bystander go on. Time by the wall fence is short here, to keep the test short.

import Foundation
import Scripting
import Testing

@Suite("Attack corpus")
struct CorpusTests {
    /// The wall fence of this test, and how much later a call may end on a busy machine: one
    /// instruction or one parse may take 0.4 s by itself.
    private static let wallMilliseconds: Int64 = 300
    private static let overshootMillisecondsMax = 2000.0

    private static let budget = CallBudget(
        fuelLoad: 20_000_000, fuelCall: 1_000_000, memoryBytes: 16 << 20, logBytes: 4096,
        hostCalls: 100, wallMilliseconds: wallMilliseconds)

    private struct Outcome {
        var verdict: CorpusFile.Verdict
        var kind: String
        var text: String
        var fuel: Int64
        var milliseconds: Double
    }

    @Test("every attack ends as its file says, in time, and the host goes on")
    func attacks() throws {
        let urls = try CorpusFile.all()
        let bystander = try Plugin.sandbox(file: "bystander.lua")
        var table: [String] = []
        var counts: [CorpusFile.Verdict: Int] = [:]
        for url in urls {
            guard let file = try CorpusFile(url) else {
                Issue.record("\(url.lastPathComponent) needs the lines -- id: and -- expect:")
                continue
            }
            let sandbox = try Plugin.sandbox(file: file.name, budget: Self.budget)
            let outcome = Self.run(file, in: sandbox)
            counts[outcome.verdict, default: 0] += 1
            table.append(Self.row(file, outcome))
            Self.check(file, outcome)
            #expect(
                try sandbox.evaluate("return 1 + 1", file: "after.lua", fuel: 1000).results == "2",
                "\(file.name): the same sandbox does not go on")
            #expect(
                try bystander.evaluate("return 'alive'", file: "b.lua", fuel: 1000).results
                    == "alive")
        }
        print("attack corpus: \(urls.count) files", terminator: "")
        for (verdict, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print(", \(count) \(verdict.rawValue)", terminator: "")
        }
        print("\n" + table.joined(separator: "\n"))
        #expect(urls.count >= 170)
    }

    private static func run(_ file: CorpusFile, in sandbox: borrowing Plugin) -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        func milliseconds() -> Double {
            let (seconds, fraction) = (clock.now - start).components
            return Double(seconds) * 1000 + Double(fraction) / 1e15
        }
        do throws(PluginFault) {
            let done = try sandbox.evaluate(
                file.text, file: file.name, fuel: file.fuel ?? budget.fuelCall)
            return Outcome(
                verdict: .done, kind: "", text: done.results, fuel: done.fuel,
                milliseconds: milliseconds())
        } catch {
            let refused = error.kind == .error || error.kind == .syntax
            return Outcome(
                verdict: refused ? .refused : .killed, kind: error.kind.rawValue,
                text: error.message, fuel: error.fuelUsed, milliseconds: milliseconds())
        }
    }

    private static func check(_ file: CorpusFile, _ outcome: Outcome) {
        #expect(outcome.verdict == file.expect, "\(file.name): \(outcome.text)")
        if let fault = file.fault {
            #expect(outcome.kind == fault, "\(file.name): \(outcome.text)")
        }
        if let message = file.message {
            #expect(outcome.text.contains(message), "\(file.name): \(outcome.text)")
        }
        if file.expect == .done {
            #expect(outcome.text == file.result ?? "", "\(file.name)")
        }
        #expect(
            outcome.milliseconds < Double(wallMilliseconds) + overshootMillisecondsMax,
            "\(file.name) took \(outcome.milliseconds) ms")
    }

    private static func row(_ file: CorpusFile, _ outcome: Outcome) -> String {
        let name = file.name.dropLast(4)
        let padding = String(repeating: " ", count: max(1, 44 - name.count))
        let kind = outcome.kind.isEmpty ? "done" : outcome.kind
        let gap = String(repeating: " ", count: max(1, 22 - kind.count))
        return "  \(name)\(padding)\(kind)\(gap)\(Int(outcome.milliseconds.rounded())) ms"
    }
}
