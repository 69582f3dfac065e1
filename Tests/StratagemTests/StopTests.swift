// Goal: a session that is asked to stop ends at a slice boundary with everything on the disk.
// Method: real signals to real processes; then the rest is played and compared with a run that was
// not stopped.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct StopTests {
        @Test(
            "SIGINT and SIGTERM end a run with its summary and exit code 130, and nothing is lost",
            arguments: [SIGINT, SIGTERM])
        func stopped(signal: Int32) async throws {
            let workshop = try Workshop()
            let command = ["slots/double-diamond", "double-after-loss", "--bankroll", "1000000.00"]
            let running = try workshop.start(["run"] + command + ["--for", "60s", "--json"])
            try await untilStored(workshop)
            running.send(signal)
            let result = try await running.finished()
            #expect(result.code == 130)
            #expect(result.errors.isEmpty)
            let output = try result.decoded(RunOutput.self)
            #expect(output.end.reason == "interrupted")
            #expect(output.resumable)
            let stored = try #require(try await workshop.sessions().first)
            #expect(stored.id == output.session)
            #expect(stored.rounds == output.result.rounds)
            #expect(stored.net == output.result.net)
            #expect(stored.resumable && stored.end == "interrupted" && stored.state == "Playing")

            let total = "\(output.result.rounds + 3000)"
            let rest = try await workshop.play(["--resume", output.session, "--rounds", total])
            let whole = try await workshop.play(command + ["--rounds", total])
            #expect(rest.result == whole.result)
        }

        @Test(
            "Ctrl-C prints the summary for people and how to go on, and a second one does no harm")
        func summary() async throws {
            let workshop = try Workshop()
            let running = try workshop.start([
                "run", "tables/blackjack", "blackjack-basic", "--bankroll", "1000000.00", "--for",
                "60s", "--store", "kept",
            ])
            try await untilStored(workshop, store: "kept")
            running.send(SIGINT)
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            #expect(result.output.contains(#/(?m)^ended +stopped on request after round [0-9]+$/#))
            let hint =
                #/continue with: stratagem (run --resume [0-9a-f]{8}) --rounds N (--store kept)/#
            let match = try #require(try hint.firstMatch(in: result.output), "\(result)")
            // The hint works as it is printed.
            let arguments = "\(match.1) \(match.2) --rounds 1 --json".split(separator: " ")
            let resumed = try await workshop.run(arguments.map(String.init))
            #expect(resumed.code == 0, "\(resumed)")
        }

        @Test("Ctrl-C ends a comparison with what it knows and exit code 130")
        func comparison() async throws {
            let workshop = try Workshop()
            let running = try workshop.start([
                "compare", "slots/double-diamond", "flat", "flat", "--pairs", "1000000", "--json",
            ])
            try await eventually("a pair in the store", by: running) {
                let stored = try await workshop.run("sessions", "--json")
                let comparisons = stored.code == 0 ? try stored.object()["comparisons"] : nil
                let first = (comparisons as? [[String: Any]])?.first
                return first?["pairs"] as? Int ?? 0 > 0
            }
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            let object = try result.object()
            #expect(object["verdict"] as? String == "inconclusive")
            let pairs = try #require(object["pairs"] as? Int)
            #expect((1..<1_000_000).contains(pairs))
        }

        @Test("--for plays about that long, and its rounds are those of a run by rounds")
        func duration() async throws {
            let workshop = try Workshop()
            let command = ["slots/double-diamond", "flat", "--bankroll", "1000000.00"]
            let timed = try await workshop.play(command + ["--for", "1s"])
            #expect(timed.end.reason == "time")
            // A busy machine may end it later.
            #expect(timed.seconds >= 1 && timed.seconds < 60)
            let counted = try await workshop.play(command + ["--rounds", "\(timed.result.rounds)"])
            #expect(timed.result == counted.result)
        }

        @Test("--for and --rounds together end with whichever comes first")
        func both() async throws {
            let workshop = try Workshop()
            let output = try await workshop.play(
                ["slots/double-diamond", "flat", "--rounds", "50", "--for", "1h"])
            #expect(output.end.reason == "rounds")
            #expect(output.result.rounds == 50)
        }

        /// Waits until some rounds are acknowledged.
        private func untilStored(_ workshop: Workshop, store: String = ".stratagem") async throws {
            try await eventually("rounds in the store") {
                try await workshop.sessions(store: store).first?.rounds ?? 0 > 0
            }
        }
    }
}
