// Goal: the exact return takes the luck out of a comparison and changes nothing of what is played,
// stored and digested; where it can not be proved, one line says so.
// Method: the built program, the same comparison with and without, and stopped and resumed.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct ReturnControlTests {
        private struct Compared: Decodable {
            struct Control: Decodable, Hashable {
                var method: String
                var reason: String?
                var returnRates: [Double]?
                var exactRounds: Int64
                var rounds: Int64
                var meanAsPlayed: Double?
                var gain: Double?
            }

            struct Wins: Decodable, Hashable {
                var a: Int
                var b: Int
            }

            var comparison: String
            var verdict: String
            var digest: String
            var pairs: Int
            var meanDifference: Double?
            var interval: [Double]?
            var wins: Wins
            var control: Control?
        }

        private let workshop: Workshop
        private let command = [
            "compare", "slots/double-diamond", "flat", "double-after-loss", "--rounds-per-pair",
            "40", "--precision", "0.001", "--json",
        ]

        init() throws {
            workshop = try Workshop()
        }

        private func compared(_ arguments: [String]) async throws -> Compared {
            let result = try await workshop.run(arguments)
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Compared.self)
        }

        @Test("the same rounds with less luck; stopped and resumed the same again")
        func sameRounds() async throws {
            let exact = try await compared(command + ["--pairs", "120"])
            let raw = try await compared(
                command + ["--pairs", "120", "--control", "none", "--store", "raw"])
            #expect(exact.digest == raw.digest)
            #expect(exact.wins == raw.wins)
            #expect(raw.control == nil)
            let control = try #require(exact.control)
            #expect(control.method == "exact")
            #expect(control.meanAsPlayed == raw.meanDifference)
            #expect(control.exactRounds == control.rounds)
            // 93,001 of 97,336 (slotopol's 95.546355 %).
            let rates = try #require(control.returnRates)
            for rate in rates { #expect(abs(rate - 0.95546355) < 5e-9) }
            #expect(try #require(control.gain) > 100)

            let part = try await compared(command + ["--pairs", "50", "--store", "part"])
            let whole = try await compared([
                "compare", "--resume", part.comparison, "--pairs", "120", "--json", "--store",
                "part", "--workers", "2",
            ])
            // A page is made from the journal, where expectations are worked out again.
            for (comparison, store) in [(whole.comparison, "part"), (exact.comparison, "")] {
                let page = try await workshop.run(
                    ["compare", "--resume", comparison, "--report", "page.html"]
                        + (store.isEmpty ? [] : ["--store", store]))
                #expect(page.code == 0, "\(page)")
            }
            #expect(whole.digest == exact.digest)
            #expect(whole.meanDifference == exact.meanDifference)
            #expect(whole.interval == exact.interval)
            #expect(whole.control == exact.control)
        }

        @Test("a game whose return depends on decisions counts as played, and one line says why")
        func refused() async throws {
            let arguments = [
                "compare", "tables/blackjack", "blackjack-basic", "blackjack-basic", "--pairs",
                "10", "--rounds-per-pair", "5",
            ]
            let found = try await compared(arguments + ["--json"])
            #expect(found.control?.method == "none")
            let text = try await workshop.run(arguments).output
            #expect(text.contains("control variate"))
            #expect(text.contains("none: what tables/blackjack returns depends on decisions"))
            for wrong in [["--metric", "goal"], ["--test", "sprt"]] {
                let result = try await workshop.run(arguments + wrong + ["--control", "exact"])
                #expect(result.code == 1, "\(result)")
            }
        }
    }
}
