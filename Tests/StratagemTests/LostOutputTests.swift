// Goal: who prints to a full disk, or to nothing, is told; what the command does besides is done.
// Method: the built program with standard output on /dev/full, and closed.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct LostOutputTests {
        private let play = ["run", "slots/double-diamond", "flat", "--rounds", "50"]

        private func run(_ arguments: [String], in workshop: Workshop, _ redirection: String)
            async throws -> ProgramResult
        {
            try await RunningProgram(
                arguments, in: workshop.folder, through: #"exec "$0" "$@" "# + redirection
            ).finished()
        }

        @Test(
            "output that is lost is an error, in every form",
            arguments: [
                ["games"], ["games", "--json"], ["--help"], ["help", "run"], ["--version"],
                ["bench", "--help"], ["functions"],
            ])
        func told(arguments: [String]) async throws {
            let workshop = try Workshop()
            let full = try await run(arguments, in: workshop, "> /dev/full")
            #expect(full.code == 1, "\(full)")
            #expect(full.errors.hasPrefix("error: the output is not all there: "))
            #expect(full.errors.contains("(No space left on device)"))
            let closed = try await run(arguments, in: workshop, ">&-")
            #expect(closed.code == 1, "\(closed)")
            let fine = try await run(arguments, in: workshop, "> /dev/null")
            #expect(fine.code == 0 && fine.errors.isEmpty, "\(fine)")
        }

        @Test("a session whose figures are lost is in the store; a refused command keeps its code")
        func done() async throws {
            let workshop = try Workshop()
            let lost = try await run(play + ["--json"], in: workshop, "> /dev/full")
            #expect(lost.code == 1 && lost.errors.contains("besides printing is done"), "\(lost)")
            // Closed, its number would be taken by the next file, and figures be printed into that.
            for redirection in [">&-", "<&- >&-", "<&- >&- 2>&-"] {
                let closed = try await run(play, in: workshop, redirection)
                #expect(closed.code == 1, "\(closed)")
            }
            #expect(try await workshop.sessions().map(\.rounds) == [50, 50, 50, 50])
            #expect(try await workshop.run("verify", "--replay").code == 0)
            let wrong = try await run(["games", "--jsn"], in: workshop, "> /dev/full")
            #expect(wrong.code == 64 && wrong.errors.contains("--jsn"), "\(wrong)")
            #expect(!wrong.errors.contains("not all there"))
            let refused = try await run(["games", "--jsn", "--json"], in: workshop, "> /dev/full")
            #expect(refused.code == 64 && refused.errors.contains("not all there"), "\(refused)")
        }
    }
}
