// Goal: in a comparison a fault is a result of its arm: it counts, it is told, it is journalled, and
// it ends nothing but its episode.
// Method: the built program with strategies that fail in known rounds.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct CompareFaultTests {
        private struct Compared: Decodable {
            struct Fault: Decodable, Hashable {
                var file: String
                var line: Int?
                var round: Int
                var message: String
                var traceback: String
            }

            struct Faults: Decodable, Hashable {
                var count: Int
                var pairs: Int
                var ended: Int
                var fromFirst: Int
                var firstPair: Int?
                var first: Fault?
            }

            struct Arm: Decodable, Hashable {
                var rounds: Int
                var decisions: Int
                var staked: String
                var fuelPerDecision: Double
                var fuelPerDecisionMost: Double
                var ends: [String: Int]
                var refusals: [String: Int]
                var faults: Faults
            }

            var comparison: String
            var verdict: String
            var digest: String
            var pairs: Int
            var a: Arm
            var b: Arm
        }

        private let workshop: Workshop

        init() throws {
            workshop = try Workshop()
            try workshop.write(
                "strategies/boom.lua",
                BrokenPlugins.strategy("boom", "if seen.round % 30 == 0 then error('boom') end"))
            // Fails in the middle of a round, after its bet, in some episodes.
            try workshop.write(
                "strategies/waverer.lua",
                """
                return {
                    name = "waverer", version = "1.0.0", api = 1, games = { "tables/*" },
                    decide = function(memory, seen, rng)
                        if seen.legal[1] == "PlaceBet" then
                            return { type = "PlaceBet", amount = seen.stakes[1] }
                        end
                        if rng:int(300) == 1 then error("second thoughts") end
                        return { type = seen.legal[1] }
                    end,
                }
                """)
        }

        private func compared(_ arguments: String...) async throws -> Compared {
            let result = try await workshop.run(["compare"] + arguments + ["--json"])
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Compared.self)
        }

        @Test("a strategy that fails in every pair counts with what it had, said first and in full")
        func everyPair() async throws {
            let text = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "boom", "--pairs", "30",
                "--rounds-per-pair", "50", "--max-bet", "1.00")
            #expect(text.code == 0)
            try Snapshot.check("compare-faults", text.output)
            let place = "strategies/boom.lua:7: boom"
            #expect(
                text.output.hasPrefix(
                    "B (boom) failed in every one of the first 30 pairs: \(place)"))
            var digests: Set<String> = []
            for workers in ["1", "3"] {
                let output = try await compared(
                    "slots/double-diamond", "flat", "boom", "--pairs", "30",
                    "--rounds-per-pair", "50", "--workers", workers)
                digests.insert(output.digest)
                #expect(output.a.faults.count == 0)
                #expect((output.a.faults.first, output.a.faults.firstPair) == (nil, nil))
                #expect(output.b.faults.count == 30)
                #expect(output.b.faults.pairs == 30)
                #expect(output.b.faults.ended == 30)
                #expect(output.b.faults.fromFirst == 30)
                #expect(output.b.ends == ["fault": 30])
                #expect(output.b.rounds == 30 * 29)
                #expect(output.b.staked == "870.00")
                #expect(output.b.faults.firstPair == 1)
                #expect(output.b.faults.first?.file == "strategies/boom.lua")
                #expect(output.b.faults.first?.line == 7)
                #expect(output.b.faults.first?.round == 30)
                #expect(output.b.faults.first?.traceback.contains("boom.lua:7") == true)
            }
            #expect(digests.count == 1)
        }

        @Test("skip and fallback play on as in run")
        func policies() async throws {
            let common = [
                "slots/double-diamond", "flat", "boom", "--pairs", "12", "--rounds-per-pair", "100",
                "--on-fault",
            ]
            for (policy, faults) in [(["skip"], 3), (["fallback", "--fallback", "flat"], 1)] {
                let result = try await workshop.run(["compare"] + common + policy + ["--json"])
                let output = try result.decoded(Compared.self)
                #expect(output.b.faults.count == 12 * faults)
                #expect((output.b.faults.pairs, output.b.faults.ended) == (12, 0))
                #expect(output.b.rounds == 1200)
                #expect(output.b.staked == "\(1200 - 12 * faults).00")
                let replay = try await workshop.run("replay", output.comparison)
                #expect(replay.code == 0, "\(replay)")
            }
        }

        @Test("pairs with faults are replayed and resumed as others are, the fault told again")
        func journal() async throws {
            let command = [
                "tables/blackjack", "blackjack-basic", "waverer", "--rounds-per-pair", "100",
                "--json", "--bankroll", "40.00",
            ]
            let whole = try await workshop.run(["compare", "--pairs", "60"] + command)
            let part = try await workshop.run(["compare", "--pairs", "25"] + command)
            let id = try part.decoded(Compared.self).comparison
            let rest = try await workshop.run("compare", "--resume", id, "--pairs", "60", "--json")
            let (one, two) = (try whole.decoded(Compared.self), try rest.decoded(Compared.self))
            #expect(one.digest == two.digest)
            #expect((one.a, one.b) == (two.a, two.b))
            #expect((1..<60).contains(one.b.faults.pairs), "\(one.b.faults)")
            #expect(one.b.faults.fromFirst < one.b.faults.pairs)
            #expect(one.b.faults.first?.message == "second thoughts")
            #expect(one.b.ends["WALLET_LIMIT_EXCEEDED"] == one.b.refusals["balance"])
            #expect(one.b.fuelPerDecisionMost >= one.b.fuelPerDecision)
            let replay = try await workshop.run("replay", id)
            #expect(replay.code == 0, "\(replay)")
        }

        @Test("a strategy that cannot start in the first pair is an error, as is a failing game")
        func errors() async throws {
            try workshop.write(
                "strategies/stillborn.lua",
                """
                return {
                    name = "stillborn", version = "1.0.0", api = 1, games = { "slots/*" },
                    start = function() error("not today") end,
                    decide = function() return { type = "CashOut" } end,
                }
                """)
            let unstarted = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "stillborn", "--json")
            #expect(unstarted.code == 1)
            let failure = try unstarted.decoded(ErrorOutput.self).error
            #expect(failure.code == "PLUGIN_FAULT")
            #expect(failure.details?.file == "strategies/stillborn.lua")
            try workshop.write(
                "games/slots/broken/game.lua",
                """
                return {
                    name = "slots/broken", version = "1.0.0", api = 1, stakes = { "1.00" },
                    actions = { "PlaceBet", "Spin", "CashOut" },
                    step = function(state, action, rng)
                        if rng:int(50) == 1 then error("jammed") end
                        return { payout = 0 }
                    end,
                }
                """)
            let jammed = try await workshop.run(
                "compare", "slots/broken", "flat", "random", "--json")
            #expect(jammed.code == 1)
            let error = try jammed.decoded(ErrorOutput.self).error
            #expect(error.code == "PLUGIN_FAULT")
            #expect(error.message.contains("the game slots/broken failed in both arms of pair"))
            #expect(error.details?.file == "games/slots/broken/game.lua")
        }
    }
}
