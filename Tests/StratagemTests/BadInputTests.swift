// Goal: bad input ends with one paragraph that says what to do and a non-zero exit, and changes
// nothing.
// Method: a table of commands, each run for people and with --json, over a store whose files must
// stay as they are.
import Foundation
import Testing

extension StratagemTests {
    @Suite(SharedStoreTrait()) struct BadInputTests {
        @Test(
            "names that are not there: the nearest is suggested",
            arguments: RefusedCommand.wrongNames)
        func names(test: RefusedCommand) async throws { try await refuse(test) }

        @Test(
            "amounts and parameters that are not what they must be",
            arguments: RefusedCommand.wrongAmounts)
        func amounts(test: RefusedCommand) async throws { try await refuse(test) }

        @Test(
            "numbers out of range, and options that do not exist",
            arguments: RefusedCommand.wrongNumbers)
        func numbers(test: RefusedCommand) async throws { try await refuse(test) }

        @Test(
            "sessions and rounds that are not there, or not to be continued",
            arguments: RefusedCommand.wrongSessions)
        func sessions(test: RefusedCommand) async throws { try await refuse(test) }

        private func refuse(_ test: RefusedCommand) async throws {
            let shared = try #require(SharedStore.current)
            let arguments = test.arguments.map {
                $0 == "OPEN" ? shared.open : $0 == "FINISHED" ? shared.finished : $0
            }
            let before = try shared.files()
            let json = try await shared.workshop.run(arguments + ["--json"])
            #expect(json.code == test.exit)
            #expect(json.errors.isEmpty)
            let object = try #require(try json.object()["error"] as? [String: Any])
            #expect(object.keys.sorted() == ["code", "details", "message"])
            let failure = try json.decoded(ErrorOutput.self).error
            #expect(failure.code == test.code)
            #expect(failure.message.contains(test.message), "\(failure.message)")
            #expect(!failure.message.contains("\n\n"))

            let text = try await shared.workshop.run(arguments)
            #expect(text.code == test.exit)
            #expect(text.output.isEmpty)
            let prefix = test.exit == 64 ? "Error: " : "error: "
            #expect(text.errors.hasPrefix(prefix + failure.message), "\(text.errors)")
            #expect(try shared.files() == before)
        }
    }
}

/// A store that no refused command may change.
///
/// `@unchecked Sendable`: a workshop is never changed after it is made.
private struct SharedStore: @unchecked Sendable {
    @TaskLocal static var current: SharedStore?

    let workshop: Workshop
    let open: String
    let finished: String

    init() async throws {
        workshop = try Workshop()
        let ended = try await workshop.play(["slots/double-diamond", "flat", "--bankroll", "3.00"])
        try #require(ended.end.reason == "cash_out")
        finished = ended.session
        open = try await workshop.play(["slots/double-diamond", "flat", "--rounds", "50"]).session
    }

    /// Every file of the folder with what is in it, but SQLite's index of the log and an empty log,
    /// which readers make.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: workshop.folder)
        where !name.hasSuffix("-shm") {
            let content = FileManager.default.contents(atPath: workshop.folder + "/" + name)
            if name.hasSuffix("-wal"), content?.isEmpty == true { continue }
            files[name] = content
        }
        return files
    }
}

/// Makes the store for all tests of the suite, and removes it after them.
private struct SharedStoreTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await SharedStore.$current.withValue(try await SharedStore()) { try await function() }
    }
}
