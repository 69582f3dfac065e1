// Goal: the same command gives the same rounds in every process, store and folder, and however many
// workers play.
// Method: the same commands in two folders with their own stores; comparisons with 1, 2 and 5
// workers, byte for byte.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct SameResultTests {
        @Test(
            "two processes with two stores in two folders give one digest and one fuel",
            arguments: [
                ["slots/double-diamond", "flat"],
                ["slots/double-diamond", "double-after-loss", "--param", "cap=16.00"],
                ["slots/lobstermania", "random", "--variant", "85.0", "--seed", "12345"],
                ["slots/atkins-diet", "fraction", "--seed", "18446744073709551615"],
                ["tables/blackjack", "blackjack-basic", "--variant", "natural"],
                ["tables/blackjack", "random", "--currency", "JPY", "--spin-fee", "1"],
            ])
        func twoStores(arguments: [String]) async throws {
            let (first, second) = (try Workshop(), try Workshop())
            let command = arguments + ["--rounds", "3000"]
            let one = try await first.play(command)
            // The second store has a session already, and another name.
            _ = try await second.play(
                ["slots/double-diamond", "flat", "--rounds", "10", "--store", "deep/er/store"])
            let two = try await second.play(command + ["--store", "deep/er/store"])
            #expect(one.result == two.result)
            #expect(one.session != two.session)
            #expect(one.result.rounds > 0)
        }

        @Test("another seed gives other rounds")
        func otherSeed() async throws {
            let workshop = try Workshop()
            let command = ["slots/double-diamond", "flat", "--rounds", "100", "--seed"]
            let one = try await workshop.play(command + ["1"])
            let two = try await workshop.play(command + ["2"])
            #expect(one.result.digest != two.result.digest)
        }

        @Test(
            "a comparison does not depend on the count of workers",
            arguments: [
                ["slots/double-diamond", "flat", "double-after-loss", "--metric", "ruin"],
                ["tables/blackjack", "blackjack-basic", "random", "--metric", "return"],
                ["slots/lobstermania", "flat", "random", "--metric", "net", "--spin-fee", "0.01"],
            ])
        func workers(arguments: [String]) async throws {
            let workshop = try Workshop()
            var outputs: Set<String> = []
            for workers in ["1", "2", "5"] {
                let result = try await workshop.run(
                    ["compare"] + arguments + [
                        "--bankroll", "50.00", "--rounds-per-pair", "60", "--pairs", "90", "--json",
                        "--workers", workers,
                    ])
                #expect(result.code == 0)
                outputs.insert(Snapshot.masked(result.output, workshop: workshop))
            }
            #expect(outputs.count == 1)
        }

        @Test("a tournament does not depend on the count of workers")
        func tournamentWorkers() async throws {
            let workshop = try Workshop()
            var outputs: Set<String> = []
            for workers in ["1", "2", "5"] {
                let result = try await workshop.run(
                    "tournament", "slots/double-diamond", "flat", "double-after-loss", "random",
                    "fraction", "--metric", "ruin", "--bankroll", "50.00", "--rounds-per-episode",
                    "60", "--episodes", "90", "--json", "--workers", workers)
                #expect(result.code == 0)
                outputs.insert(Snapshot.masked(result.output, workshop: workshop))
            }
            #expect(outputs.count == 1)
        }

        @Test("swapping A and B turns the sign of the difference and the verdict around")
        func swapped() async throws {
            struct Output: Decodable {
                var verdict: String
                var meanDifference: Double
                var interval: [Double]
            }
            let workshop = try Workshop()
            func compare(_ a: String, _ b: String) async throws -> Output {
                try await workshop.run(
                    "compare", "slots/double-diamond", a, b, "--metric", "ruin", "--json",
                    "--bankroll", "40.00", "--rounds-per-pair", "100", "--pairs", "100"
                ).decoded(Output.self)
            }
            let there = try await compare("flat", "double-after-loss")
            let back = try await compare("double-after-loss", "flat")
            #expect(there.verdict == "aBetter")
            #expect(back.verdict == "bBetter")
            #expect(there.meanDifference == -back.meanDifference)
            #expect(there.meanDifference < 0)
            #expect(abs(there.interval[0] + back.interval[1]) < 1e-3)
        }
    }
}
