// Waiting for what a program does: until it has come about, never for a time. On a busy machine it
// takes longer; that is no failure.
import Foundation
import Testing

/// Asks again and again, for a minute at most, until there is an answer.
///
/// - Parameters:
///   - what: what is waited for, as the failure says it.
///   - program: ends the wait when it ends.
/// - Throws: `NeverCameAbout`, and what `answer` throws.
@discardableResult
func eventually<Answer>(
    _ what: String, by program: RunningProgram? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, _ answer: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
        // Asked once more after its end: it may have done it last.
        let isLast = ContinuousClock.now >= deadline || program?.isRunning == false
        if let found = try await answer() { return found }
        if isLast {
            let said = program.map { "; it said: \($0.errorsSoFar)\($0.outputSoFar)" } ?? ""
            Issue.record("\(what): never came about\(said)", sourceLocation: sourceLocation)
            throw NeverCameAbout(what: what)
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// As above, for what is or is not so.
func eventually(
    _ what: String, by program: RunningProgram? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, isSo: () async throws -> Bool
) async throws {
    _ = try await eventually(what, by: program, sourceLocation: sourceLocation) {
        try await isSo() ? true : nil
    }
}

/// Waits until a program has said one of some things so many times.
func untilSaid(
    _ texts: String..., by program: RunningProgram, times: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    try await eventually("saying \(texts)", by: program, sourceLocation: sourceLocation) {
        let said = program.errorsSoFar + program.outputSoFar
        return texts.contains { said.components(separatedBy: $0).count > times }
    }
}

/// Waited for in vain.
struct NeverCameAbout: Error {
    var what: String
}

extension RunningProgram {
    /// Waits until it would handle a signal itself instead of being ended by it, as proc(5) tells.
    func untilItCatches(
        _ signal: Int32, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await eventually(
            "a handler of signal \(signal)", by: self, sourceLocation: sourceLocation
        ) {
            let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
            let line = status?.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
            let mask = line.flatMap { UInt64($0.dropFirst(7).drop { $0.isWhitespace }, radix: 16) }
            return (mask ?? 0) & (1 << UInt64(signal - 1)) != 0
        }
    }
}
