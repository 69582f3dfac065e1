// Goal: no known attack on an embedded Lua hangs, crashes or outlives its budget, and what is just
// inside the budget runs.
// Method: every file of Corpus/ runs in states of its own; verdict, kind of fault, message and
// result are compared with the head of the file, and processor time with the fence. After each file
// a bystander goes on. Time by the wall fence is short here, to keep the test short.
//
// The watchdog looks at the clock on the wall, which runs on while another process has the core. So
// what is late is run twice more before it counts; and what the clock ended against expectation is
// run again with a watchdog that waits ten times as long, and still held to the same processor time.

import Foundation
import Scripting
import Testing

@Suite("Attack corpus")
struct CorpusTests {
    private static let budget = CallBudget(
        fuelLoad: 20_000_000, fuelCall: 1_000_000, memoryBytes: 16 << 20, logBytes: 4096,
        hostCalls: 100, wallMilliseconds: 300)
    private static let repeatsMax = 2

    @Test("every attack ends as its file says, in time, and the host goes on")
    func attacks() throws {
        let files = try CorpusTests.files()
        let bystander = try Plugin.sandbox(file: "bystander.lua")
        var rows: [String] = []
        var counts: [CorpusFile.Verdict: Int] = [:]
        for file in files {
            let outcome = CorpusTests.settled(file)
            counts[outcome.verdict, default: 0] += 1
            rows.append(CorpusTests.row(file, outcome))
            CorpusTests.check(file, outcome)
            #expect(
                try bystander.evaluate("return 'alive'", file: "b.lua", fuel: 1000).results
                    == "alive")
        }
        let verdicts = counts.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        print("attack corpus: \(files.count) files, \(verdicts)")
        print(CorpusTests.head + "\n" + rows.joined(separator: "\n"))
        #expect(files.count >= 720)
    }

    @Test("every attack has a twin inside the budget, and every id is used once")
    func twins() throws {
        let files = try CorpusTests.files()
        let ids = files.map(\.id)
        #expect(Set(ids).count == ids.count)
        for file in files where file.expect != .done {
            #expect(
                ids.contains(file.id + "t"), "\(file.name) has no twin: a file with id \(file.id)t")
        }
        for file in files where file.id.hasSuffix("t") {
            #expect(file.expect == .done, "\(file.name) is a twin, so it has to succeed")
            #expect(file.result != nil, "\(file.name) says no result")
        }
    }

    private static func files() throws -> [CorpusFile] {
        try CorpusFile.all().compactMap { url in
            let file = try CorpusFile(url)
            if file == nil {
                Issue.record("\(url.lastPathComponent) needs the lines -- id: and -- expect:")
            }
            return file
        }
    }

    /// The outcome; when it is late, or was ended by the clock against expectation, the best of
    /// three.
    private static func settled(_ file: CorpusFile) -> CorpusOutcome {
        func isClock(_ outcome: CorpusOutcome) -> Bool {
            outcome.kind == PluginFault.Kind.wallTime.rawValue
                && (file.expect != .killed || file.fault != nil)
        }
        var run = CorpusRun(file, budget: budget)
        var outcome = run.outcome()
        for _ in 0..<repeatsMax {
            let isLate = outcome.overshootMilliseconds > file.overshootMilliseconds
            guard isLate || isClock(outcome) else { break }
            run = CorpusRun(file, budget: budget, patience: isClock(outcome) ? 10 : 1)
            outcome = run.outcome()
        }
        return outcome
    }

    private static func check(_ file: CorpusFile, _ outcome: CorpusOutcome) {
        #expect(outcome.verdict == file.expect, "\(file.name): \(outcome.text)")
        if let fault = file.fault {
            #expect(outcome.kind == fault, "\(file.name): \(outcome.text)")
        }
        if let message = file.message {
            #expect(outcome.text.contains(message), "\(file.name): \(outcome.text)")
        }
        if file.expect == .done {
            #expect(outcome.text == file.result ?? "", "\(file.name)")
        } else if file.shape != .script {
            #expect(outcome.call == file.from, "\(file.name): \(outcome.text)")
        }
        #expect(
            outcome.overshootMilliseconds <= file.overshootMilliseconds,
            "\(file.name) ran \(outcome.overshootMilliseconds) ms past its fence")
    }

    private static let head = row(
        "id", "attack", "from", "verdict", "fuel", "CPU ms", "past fence ms")

    private static func row(_ file: CorpusFile, _ outcome: CorpusOutcome) -> String {
        row(
            file.id, String(file.name.dropLast(4).drop { $0 != "-" }.dropFirst()),
            file.shape == .script ? file.from : "\(file.shape.rawValue), \(file.from)",
            outcome.kind, "\(outcome.fuel)", "\(Int(outcome.milliseconds.rounded()))",
            "\(Int(max(0, outcome.overshootMilliseconds).rounded()))")
    }

    private static func row(
        _ id: String, _ name: String, _ from: String, _ kind: String, _ fuel: String,
        _ milliseconds: String, _ overshoot: String
    ) -> String {
        func left(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        func right(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(1, width - text.count)) + text
        }
        return "  " + left(id, 7) + left(name, 46) + left(from, 18) + left(kind, 21)
            + right(fuel, 10) + right(milliseconds, 8) + right(overshoot, 15)
    }
}
