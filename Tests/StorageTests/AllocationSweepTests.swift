// Goal: whatever moment SQLite runs out of memory in, nothing is acknowledged that is not stored, the
// error is typed, and the next start has all that was acknowledged.
// Method: SQLite gets an allocator that refuses the n-th allocation, which it must have before it is
// used, so trials run in processes of their own, one after the other until one dies: GRDB 7.10 ends the
// process when there is no memory to bind a value or to register a function. That is one more crash:
// the next process begins with the allocation after it, and the store is looked at from here.
//
// Every 97th allocation; all of them with STRATAGEM_EVERY_FAULT=1.

import CFaultDisk
import Foundation
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct AllocationSweepTests {
    /// A line that a trial wrote: `begin N`, `burst N B`, `refused N CODE`, `passed N`, `wrong N ...`.
    private struct Line {
        var word: Substring
        var nth: Int64
        var rest: String

        init?(_ text: Substring) {
            let parts = text.split(separator: " ", maxSplits: 2)
            guard parts.count >= 2, let nth = Int64(parts[1]) else { return nil }
            (word, self.nth, rest) = (parts[0], nth, parts.count > 2 ? String(parts[2]) : "")
        }
    }

    @Test("every allocation of SQLite may be refused")
    func sweep() async throws {
        let isWhole = ProcessInfo.processInfo.environment["STRATAGEM_EVERY_FAULT"] == "1"
        let folder = try TemporaryFolder(isInMemory: true)
        var next: Int64 = 1
        var counts: [Substring: Int] = [:]
        var isOver = false
        while !isOver {
            let process = "\(folder.path)/\(next)"
            try FileManager.default.createDirectory(
                atPath: process, withIntermediateDirectories: false)
            await #expect(processExitsWith: .success) {
                [process = process as String, next = next as Int64, isWhole = isWhole as Bool] in
                try refuseMemory(in: process, from: next, stride: isWhole ? 1 : 97)
            }
            let text = FileManager.default.contents(atPath: process + "/lines") ?? Data()
            let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
                .compactMap { Line($0) }
            for line in lines { counts[line.word, default: 0] += 1 }
            for line in lines where line.word == "wrong" {
                Issue.record("allocation \(line.nth): \(line.rest)")
            }
            let codes = Set(lines.filter { $0.word == "refused" }.map(\.rest))
            #expect(codes.isSubset(of: [StorageError.Code.io.rawValue]), "\(codes)")
            let last = try #require(lines.last, "the process did not begin")
            isOver = last.word == "over"
            if !isOver {
                counts["crashed", default: 0] += 1
                try look(process, lines.filter { $0.nth == last.nth })
                next = last.nth + (isWhole ? 1 : 97)
            }
            try FileManager.default.removeItem(atPath: process)
        }
        print(
            "\(counts["begin", default: 0]) allocations were refused: "
                + "\(counts["refused", default: 0]) told, \(counts["passed", default: 0]) not "
                + "needed, \(counts["crashed", default: 0]) ended the process")
        #expect(counts["refused", default: 0] > 5)
    }

    @Test("a store that acknowledges what it had no memory for is found out")
    func blind() async throws {
        let folder = try TemporaryFolder(isInMemory: true)
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            try findFalseAcknowledgement(in: path)
        }
    }

    /// The store of a process that died.
    private func look(_ process: String, _ lines: [Line]) throws {
        let nth = lines.first?.nth ?? 0
        var trial = try AllocationTrial(folder: process + "/again")
        let acknowledged = lines.last { $0.word == "burst" }.flatMap { Int($0.rest) } ?? 0
        // Plays what the other process was about to play.
        var course = try trial.copied(to: process + "/course")
        try course.play { _ in }
        trial = course.at(process + "/\(nth)")
        let problems = try trial.problems(acknowledged: max(acknowledged, 2))
        #expect(problems == [], "allocation \(nth), after the process died")
    }
}

/// Trials in a process of its own, until there is no such allocation any more.
private func refuseMemory(in folder: String, from first: Int64, stride: Int64) throws {
    guard fault_memory_install() == 0 else { throw TooLate() }
    _ = FileManager.default.createFile(atPath: folder + "/lines", contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/lines"))
    func write(_ line: String) { try? file.write(contentsOf: Data((line + "\n").utf8)) }
    let template = try AllocationTrial(folder: folder + "/template")
    var nth = first
    while true {
        var trial = try template.copied(to: "\(folder)/\(nth)")
        write("begin \(nth)")
        fault_memory_fail(nth, nth % 3 == 0 ? 1000 : 1)
        var end = "passed \(nth)"
        do throws(StorageError) {
            try trial.play { write("burst \(nth) \($0)") }
        } catch {
            end = "refused \(nth) \(error.code.rawValue)"
        }
        let wasMet = fault_memory_stop() > 0
        write(end)
        for problem in try trial.problems(acknowledged: trial.acknowledged) {
            write("wrong \(nth) \(problem)")
        }
        try FileManager.default.removeItem(atPath: "\(folder)/\(nth)")
        guard wasMet else { return write("over \(nth)") }
        nth += stride
    }
}

/// Refuses memory until a commit is refused, and says that it was acknowledged all the same.
private func findFalseAcknowledgement(in folder: String) throws {
    guard fault_memory_install() == 0 else { throw TooLate() }
    let template = try AllocationTrial(folder: folder + "/template")
    var nth: Int64 = 1
    while true {
        var trial = try template.copied(to: "\(folder)/\(nth)")
        fault_memory_fail(nth, 1)
        var isRefused = false
        do throws(StorageError) { try trial.play { _ in } } catch { isRefused = true }
        guard fault_memory_stop() > 0 else { throw NothingRefused() }
        if isRefused {
            let problems = try trial.problems(acknowledged: trial.acknowledged + 1)
            guard problems.contains("lost 1 bursts") else { throw NotFound() }
            return
        }
        nth += 1
    }
}

private struct TooLate: Error {}
private struct NothingRefused: Error {}
private struct NotFound: Error {}
