// Goal: the fingerprint command answers as agreed, refuses what it can not do, compares with what
// it printed before, and stops when asked to. Method: real processes; committed snapshots; JSON
// that is read back.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct FingerprintTests {
        private static let start = ["fingerprint", "run", "--game-id"]

        @Test("help and a fingerprint are as committed, as text and as JSON")
        func snapshots() async throws {
            let workshop = try Workshop()
            for (name, arguments) in [
                ("help-fingerprint", ["fingerprint", "--help"]),
                ("help-fingerprint-run", ["fingerprint", "run", "--help"]),
                (
                    "fingerprint",
                    FingerprintTests.start + ["slots/double-diamond", "--rounds", "20000"]
                ),
                (
                    "fingerprint-json",
                    FingerprintTests.start + ["slots/double-diamond", "--rounds", "5000", "--json"]
                ),
                (
                    "fingerprint-lines",
                    FingerprintTests.start + [
                        "slots/lobstermania", "--rounds", "5000", "--variant", "85.0", "--seed",
                        "4",
                    ]
                ),
                (
                    "fingerprint-cards",
                    FingerprintTests.start + [
                        "tables/blackjack", "--rounds", "2000", "--strategy", "blackjack-basic",
                    ]
                ),
            ] {
                let result = try await workshop.run(arguments)
                #expect(result.code == 0, "\(result)")
                #expect(result.errors.isEmpty)
                try Snapshot.check(name, result.output)
            }
        }

        private struct Match: Decodable {
            struct Content: Decodable {
                var isSame: Bool
                var hasSameRounds: Bool
            }
            var against: Content
        }

        @Test("a fingerprint is matched with an earlier one of the same game, and of another")
        func against() async throws {
            let workshop = try Workshop()
            let game =
                FingerprintTests.start + ["slots/lobstermania", "--rounds", "4000", "--json"]
            let earlier = try await workshop.run(game + ["--seed", "2"])
            #expect(earlier.code == 0)
            try workshop.write("earlier.json", earlier.output)
            for (more, isSame, hasSameRounds) in [
                ([], true, false), (["--seed", "2"], true, true),
                (["--variant", "85.0"], false, false),
            ] {
                let result = try await workshop.run(game + ["--against", "earlier.json"] + more)
                let match = try result.decoded(Match.self).against
                #expect(match.isSame == isSame, "\(more)")
                #expect(match.hasSameRounds == hasSameRounds, "\(more)")
            }
            let text = try await workshop.run(
                FingerprintTests.start + [
                    "slots/double-diamond", "--rounds", "2000", "--against", "earlier.json",
                ])
            #expect(text.output.contains("NOT THE SAME GAME"))
            #expect(text.output.contains("it has 5 reels and 3"))
        }

        private struct Failure: Decodable {
            struct Content: Decodable {
                var message: String
            }
            var error: Content
        }

        @Test(
            "what can not be answered is refused with code 1 and what to do",
            arguments: [
                (["slots/nowhere"], "slots/nowhere"),
                (["slots/double-diamond", "--rounds", "999"], "takes 1,000 to 10,000,000"),
                (["slots/double-diamond", "--rounds", "-5"], "takes 1,000 to 10,000,000"),
                (["slots/double-diamond", "--alpha", "0"], "--alpha is 0.0"),
                (["slots/double-diamond", "--alpha", "nan"], "--alpha is nan"),
                (["slots/double-diamond", "--stake", "0.31"], "the nearest are 0.25 and"),
                (["slots/double-diamond", "--param", "base=1.00"], "--param is for a strategy"),
                (["slots/double-diamond", "--variant", "x"], "no variant"),
                (
                    ["slots/double-diamond", "--strategy", "flat", "--stake", "1.00"],
                    "bets by itself"
                ),
                (["slots/double-diamond", "--against", "none.json"], "can not be read"),
                (
                    ["slots/double-diamond", "--against", "games/slots/atkins-diet/game.lua"],
                    "holds no fingerprint"
                ),
                (["tables/blackjack"], "--strategy"),
            ])
        func refused(arguments: [String], says: String) async throws {
            let workshop = try Workshop()
            let text = try await workshop.run(FingerprintTests.start + arguments)
            #expect(text.code == 1)
            #expect(text.output.isEmpty)
            #expect(text.errors.contains(says), "\(text.errors)")
            let json = try await workshop.run(FingerprintTests.start + arguments + ["--json"])
            #expect(json.code == 1)
            #expect(try json.decoded(Failure.self).error.message.contains(says))
        }

        @Test("Ctrl-C ends the rounds, judges what was played, and exits with 130")
        func stopped() async throws {
            let workshop = try Workshop()
            let running = try workshop.start(
                FingerprintTests.start + ["slots/double-diamond", "--rounds", "10000000"])
            try await running.untilItCatches(SIGINT)
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            // On a slow machine there may be too few rounds for a fingerprint.
            #expect(
                result.output.contains("Fewer rounds than asked for")
                    || result.errors.contains("stopped"), "\(result)")
        }
    }
}
