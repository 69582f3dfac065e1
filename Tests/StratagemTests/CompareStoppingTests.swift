// Goal: a comparison stops where it was told to, says what stopped it, and goes on from there as if
// it had never stopped; its self-test keeps its promises.
// Method: the built program, and an uninterrupted run beside each stopped one.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct CompareStoppingTests {
        private struct Compared: Decodable {
            struct Share: Decodable, Hashable {
                var pairs: Int
                var share: Double
                var interval: [Double]
            }

            struct Arm: Decodable, Hashable {
                var goal: Share
                var ruin: Share
            }

            struct Wins: Decodable, Hashable {
                var a: Int
                var draws: Int
                var b: Int
                var score: Double?
                var eloInterval: [Double]
            }

            struct Sprt: Decodable, Hashable {
                var logRatio: Double
                var bounds: [Double]
                var accepted: String?
                var elo: Double?
                var eloInterval: [Double]?
            }

            var comparison: String
            var verdict: String
            var stoppedBy: String
            var digest: String
            var pairs: Int
            var pairsPlanned: Int?
            var interval: [Double]?
            var estimate: Double?
            var wins: Wins
            var sprt: Sprt?
            var a: Arm
            var b: Arm
        }

        private struct Measured: Decodable {
            struct Row: Decodable {
                var name: String
                var runs: Int
                var promised: Double?
                var pairsMean: Double
                var pairsExpected: Double?
                var keepsItsPromise: Bool
            }

            var rows: [Row]
        }

        private let workshop: Workshop
        private let command = [
            "slots/double-diamond", "flat", "double-after-loss", "--bankroll", "50.00",
            "--rounds-per-pair", "60", "--metric", "ruin", "--json",
        ]

        init() throws {
            workshop = try Workshop()
        }

        private func compared(_ arguments: [String]) async throws -> Compared {
            let result = try await workshop.run(["compare"] + arguments)
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Compared.self)
        }

        @Test("--precision stops on the width, with any number of workers, and resumed")
        func precision() async throws {
            let whole = try await compared(command + ["--precision", "0.12", "--workers", "1"])
            #expect(whole.stoppedBy == "precision")
            #expect(whole.verdict == "aBetter")
            #expect(whole.pairsPlanned == nil)
            let interval = try #require(whole.interval)
            #expect(interval[1] - interval[0] <= 0.24)
            #expect(whole.estimate == (interval[0] + interval[1]) / 2)
            let part = try await compared(command + ["--precision", "0.12", "--pairs", "30"])
            #expect(part.stoppedBy == "pairs")
            // The interval alone says who is better, however wide it is.
            #expect(part.verdict == "aBetter")
            let rest = try await compared([
                "--resume", part.comparison, "--pairs", "1000000", "--json",
            ])
            #expect((rest.digest, rest.pairs) == (whole.digest, whole.pairs))
            #expect((rest.interval, rest.verdict) == (whole.interval, whole.verdict))
            #expect(rest.wins == whole.wins)
            let ruin = whole.b.ruin
            #expect(ruin.interval[0] < ruin.share && ruin.share < ruin.interval[1])
            #expect(whole.wins.a + whole.wins.draws + whole.wins.b == whole.pairs)
        }

        @Test("--for ends without an error, inconclusive, and can be continued")
        func time() async throws {
            let same = [
                "slots/double-diamond", "flat", "flat", "--rounds-per-pair", "40", "--json",
            ]
            let part = try await compared(same + ["--for", "1s", "--workers", "2"])
            #expect((part.verdict, part.stoppedBy) == ("inconclusive", "time"))
            #expect(part.pairs > 0 && part.pairsPlanned == nil)
            let pairs = String(part.pairs + 20)
            let rest = try await compared([
                "--resume", part.comparison, "--pairs", pairs, "--json",
            ])
            let whole = try await compared(same + ["--pairs", pairs])
            #expect(rest.digest == whole.digest)
            let refused = try await workshop.run(["compare"] + same + ["--for", "soon"])
            #expect(refused.code == 1)
        }

        @Test("--test sprt decides by who wins more pairs, resumed as in one go")
        func sprt() async throws {
            let test = ["--test", "sprt", "--elo0", "0", "--elo1", "30", "--beta", "0.1"]
            let whole = try await compared(command + test)
            let found = try #require(whole.sprt)
            #expect(
                (whole.verdict, whole.stoppedBy, found.accepted) == ("aBetter", "verdict", "elo1"))
            #expect(found.bounds[1] > 2.89 && found.bounds[1] < 2.8904)
            let elo = try #require(found.elo)
            #expect(elo > 0)
            let part = try await compared(command + test + ["--pairs", "15"])
            #expect((part.verdict, part.stoppedBy) == ("inconclusive", "pairs"))
            let rest = try await compared([
                "--resume", part.comparison, "--pairs", "5000", "--json",
            ])
            #expect((rest.digest, rest.sprt) == (whole.digest, whole.sprt))
            let text = try await workshop.run(
                ["compare"] + command.dropLast() + test + ["--seed", "2"])
            try Snapshot.check("compare-sprt", text.output)
            for wrong in [
                ["--elo1", "30"], test + ["--precision", "1"], test + ["--elo0", "40"],
            ] {
                let refused = try await workshop.run(["compare"] + command + wrong)
                #expect(refused.code == 1)
                #expect(try refused.decoded(ErrorOutput.self).error.code == "INVALID_INPUT")
            }
        }

        @Test("the self-test keeps its promises, and the t-test of who does not know better fails")
        func selfTest() async throws {
            let result = try await workshop.run(
                "compare", "--self-test", "--runs", "40", "--pairs", "60", "--rounds-per-pair",
                "10", "--json")
            #expect(result.code == 0, "\(result)")
            let rows = try result.decoded(Measured.self).rows
            #expect(rows.count == 7)
            #expect(rows.allSatisfy { $0.runs == 40 && $0.keepsItsPromise })
            #expect(rows.filter { $0.promised == nil }.count == 2)
            for row in rows {
                guard let expected = row.pairsExpected else { continue }
                // Forty lengths have a standard error of about a tenth.
                #expect(abs(row.pairsMean / expected - 1) < 0.4, "\(row)")
            }
        }
    }
}
