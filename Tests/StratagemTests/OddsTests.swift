// Goal: the odds command answers as agreed, refuses what it can not do, and stops when asked to.
// Method: real processes; committed snapshots; JSON that is read back.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct OddsTests {
        @Test("odds of a slot and of a strategy are as committed, and do not depend on the workers")
        func snapshots() async throws {
            let workshop = try Workshop()
            let slot = try await workshop.run("odds", "slots/double-diamond")
            #expect(slot.code == 0)
            #expect(slot.errors.isEmpty)
            try Snapshot.check("odds", slot.output)
            var outputs: Set<String> = []
            for workers in ["1", "2", "4"] {
                let json = try await workshop.run(
                    "odds", "slots/double-diamond", "flat", "--workers", workers, "--param",
                    "base=2.00", "--json")
                #expect(json.code == 0)
                outputs.insert(Snapshot.masked(json.output, workshop: workshop))
            }
            #expect(outputs.count == 1)
            try Snapshot.check("odds-json", outputs.first ?? "")
        }

        private struct Failure: Decodable {
            struct Content: Decodable {
                var code: String
                var message: String
            }
            var error: Content
        }

        @Test(
            "what can not be answered is refused with code 1 and what to do",
            arguments: [
                (["slots/nowhere"], "slots/nowhere"),
                (["tables/blackjack"], "stratagem odds tables/blackjack STRATEGY"),
                (["slots/double-diamond", "--stake", "0.30"], "the nearest are 0.25 and"),
                (["slots/double-diamond", "flat", "--stake", "1.00"], "bets by itself"),
                (["slots/double-diamond", "--bankroll", "5.00"], "for odds of a strategy"),
                (["slots/double-diamond", "--branches-max", "1000"], "at most 1000 are walked"),
                (["slots/double-diamond", "--branches-max", "0"], "must be 1 or more"),
                (["slots/double-diamond", "--workers", "0"], "must be 1 or more"),
            ])
        func refused(arguments: [String], says: String) async throws {
            let workshop = try Workshop()
            let text = try await workshop.run(["odds"] + arguments)
            #expect(text.code == 1)
            #expect(text.output.isEmpty)
            #expect(text.errors.contains(says), "\(text.errors)")
            let json = try await workshop.run(["odds"] + arguments + ["--json"])
            #expect(json.code == 1)
            #expect(try json.decoded(Failure.self).error.message.contains(says))
        }

        @Test("odds of a plugin that isolation gives a process of its own are refused")
        func isolated() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "stratagem.yaml", "isolation: [{ plugins: \"games/slots/**\", tier: process }]")
            let game = try await workshop.run("odds", "slots/double-diamond")
            #expect(game.code == 1)
            #expect(game.output.isEmpty)
            #expect(
                game.errors.contains("isolation gives games/slots/double-diamond"),
                "\(game.errors)")
            #expect(game.errors.contains("--isolation none"))
            let trusted = try await workshop.run(
                "odds", "slots/double-diamond", "--isolation", "none")
            #expect(trusted.code == 0, "\(trusted)")
            try workshop.write(
                "mine.yaml", "isolation: [{ plugins: \"strategies/**\", tier: process }]")
            let strategy = try await workshop.run(
                "odds", "slots/double-diamond", "flat", "--config", "mine.yaml", "--json")
            #expect(strategy.code == 1)
            let error = try strategy.decoded(Failure.self).error
            #expect(error.code == "INVALID_INPUT")
            #expect(error.message.contains("isolation gives strategies/flat.lua"), "\(error)")
        }

        @Test("Ctrl-C ends a long walk with code 130 and no figures")
        func stopped() async throws {
            let workshop = try Workshop()
            let running = try workshop.start(["odds", "slots/lobstermania"])
            try await running.untilItCatches(SIGINT)
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("stopped"))
        }
    }
}
