// Goal: from the command line a session without rounds in its journal is like any other.
// Method: the built program, kill -9 on the way, and the session that keeps all its rounds.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct SeedJournalCommandTests {
        private let command = ["slots/double-diamond", "random", "--bankroll", "1000000.00"]

        @Test(
            "run --journal seed: killed, resumed, shown, replayed, verified; the digest is the same"
        )
        func killed() async throws {
            let workshop = try Workshop()
            let running = try workshop.start(
                ["run"] + command + ["--journal", "seed", "--rounds", "3000000", "--json"])
            try await eventually("20,000 rounds in the store", by: running) {
                try await workshop.sessions().first?.rounds ?? 0 >= 20_000
            }
            running.send(SIGKILL)
            _ = try await running.finished()
            let kept = try #require(try await workshop.sessions().first)
            #expect(kept.rounds > 0)
            let total = "\(kept.rounds + 3000)"
            let rest = try await workshop.play(["--resume", kept.id, "--rounds", total])
            let whole = try await workshop.play(
                command + ["--rounds", total, "--store", "whole"])
            #expect(rest.result == whole.result)
            let shown = try await workshop.run("sessions", kept.id)
            #expect(shown.code == 0 && shown.output.contains(#/(?m)^journal +seed$/#), "\(shown)")
            let object = try await workshop.run("sessions", kept.id, "--json").object()
            #expect(object["journal"] as? String == "seed")
            let replay = try await workshop.run("replay", kept.id, "--from", "5", "--to", "9")
            #expect(replay.code == 0, "\(replay)")
            #expect(try await workshop.run("verify", "--replay").code == 0)
            let refused = try await workshop.run(
                "run", "--resume", kept.id, "--journal", "full", "--rounds", total)
            #expect(refused.code == 1 && refused.errors.contains("leave out --journal"))
        }

        @Test("journal: seed in a run file; another mode for a stored session is refused")
        func runFile() async throws {
            let workshop = try Workshop()
            let file = """
                sessions:
                  - { name: calm, game: slots/double-diamond, strategy: flat, count: 2,
                      bankroll: 100000.00, stop: { rounds: 3000 }, journal: seed }
                """
            try workshop.write("run.yaml", file)
            #expect(try await workshop.run("up", "run.yaml").code == 0)
            #expect(try await workshop.run("verify", "--replay").code == 0)
            try workshop.write("run.yaml", file.replacing("journal: seed", with: "journal: full"))
            let other = try await workshop.run("up", "run.yaml")
            #expect(other.code == 1)
            #expect(other.errors.contains("journal was seed and is now full"), "\(other)")
            try workshop.write("run.yaml", file.replacing("journal: seed", with: "journal: sed"))
            let wrong = try await workshop.run("up", "run.yaml")
            #expect(wrong.code == 1 && wrong.errors.contains("run.yaml:3"), "\(wrong)")
        }
    }
}
