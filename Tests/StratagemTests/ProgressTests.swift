// Goal: long work shows how far it is: plain lines in a pipe, one rewritten line on a terminal,
// nothing with --json.
// Method: three runs at the same time, just longer than the five seconds between two plain lines.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct ProgressTests {
        private static let command = [
            "run", "slots/double-diamond", "flat", "--bankroll", "10000000.00", "--for",
        ]

        @Test("in a pipe a line every five seconds on standard error; with --json none")
        func pipe() async throws {
            let workshop = try Workshop()
            let plain = try workshop.start(Self.command + ["6s", "--store", "plain"])
            let silent = try workshop.start(Self.command + ["6s", "--store", "silent", "--json"])
            let (text, json) = (try await plain.finished(), try await silent.finished())
            #expect(text.code == 0)
            let lines = text.errors.split(separator: "\n")
            #expect(lines.count == 1)
            let form = #/[0-9,]+ rounds · [0-9.]+ [kM] rounds/s · return [0-9.]+ % · [12] s left/#
            #expect(lines.first?.wholeMatch(of: form) != nil, "\(text.errors)")
            #expect(!text.output.contains("rounds/s ·"))
            #expect(json.code == 0)
            #expect(json.errors.isEmpty)
            #expect(try json.object()["session"] != nil)
        }

        @Test("short work shows nothing in a pipe")
        func short() async throws {
            let result = try await Workshop().run(Self.command + ["1s"])
            #expect(result.code == 0)
            #expect(result.errors.isEmpty)
        }

        @Test(
            "on a terminal one line is rewritten, and removed at the end",
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"),
                "needs script(1)"))
        func terminal() async throws {
            let workshop = try Workshop()
            let running = try RunningProgram(
                Self.command + ["1s"], in: workshop.folder,
                through: "exec script -qec \"$0 $*\" /dev/null")
            let result = try await running.finished()
            #expect(result.code == 0)
            let parts = result.output.components(separatedBy: "\r")
            let shown = parts.filter { $0.contains(" rounds/s · return ") }
            #expect(shown.count >= 2, "\(result.output.debugDescription)")
            #expect(parts.contains { !$0.isEmpty && $0.allSatisfy { $0 == " " } })
            #expect(result.output.contains("session  "))
        }

        @Test(
            "a replay on a terminal shows how many rounds are as journalled",
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"),
                "needs script(1)"))
        func replay() async throws {
            let workshop = try Workshop()
            #expect(try await workshop.run(Self.command + ["3s"]).code == 0)
            let session = try #require(try await workshop.sessions().first)
            let running = try RunningProgram(
                ["replay", session.id], in: workshop.folder,
                through: "exec script -qec \"$0 $*\" /dev/null")
            let result = try await running.finished()
            #expect(result.code == 0)
            let parts = result.output.components(separatedBy: "\r")
            let form = #/[0-9,]+ of [0-9,]+ rounds as journalled */#
            let shown = parts.filter { $0.wholeMatch(of: form) != nil }
            #expect(shown.count >= 1, "\(result.output.prefix(2000).debugDescription)")
            #expect(parts.contains { !$0.isEmpty && $0.allSatisfy { $0 == " " } })
        }
    }
}
