// Goal: in a tournament a fault is a result of its strategy: it counts, it is told with its place, it
// is journalled, and it ends nothing but its episode.
// Method: the built program with strategies and a game that fail in known rounds.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct TournamentFaultTests {
        private struct Ranked: Decodable, Hashable {
            struct Fault: Decodable, Hashable {
                var file: String
                var line: Int?
                var round: Int
                var message: String
            }

            struct Faults: Decodable, Hashable {
                var count: Int
                var episodes: Int
                var ended: Int
                var fromFirst: Int
                var firstEpisode: Int?
                var first: Fault?
            }

            struct Arm: Decodable, Hashable {
                var label: String
                var rounds: Int
                var staked: String
                var refusals: [String: Int]
                var faults: Faults
            }

            var digest: String
            var arms: [Arm]

            func arm(_ label: String) throws -> Arm {
                try #require(arms.first { $0.label == label })
            }
        }

        private let workshop: Workshop
        private let command = [
            "tournament", "slots/double-diamond", "flat", "boom", "fraction", "--episodes", "30",
            "--rounds-per-episode", "100",
        ]

        init() throws {
            workshop = try Workshop()
            try workshop.write(
                "strategies/boom.lua",
                BrokenPlugins.strategy("boom", "if seen.round % 30 == 0 then error('boom') end"))
        }

        private func ranked(_ arguments: [String]) async throws -> Ranked {
            let result = try await workshop.run(arguments + ["--json"])
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Ranked.self)
        }

        @Test("a strategy that fails in every episode is named first, and its first fault in full")
        func everyEpisode() async throws {
            let text = try await workshop.run(command + ["--max-bet", "1.00"])
            #expect(text.code == 0, "\(text)")
            try Snapshot.check("tournament-faults", text.output)
            #expect(
                text.output.hasPrefix(
                    "boom failed in every one of the first 30 episodes: strategies/boom.lua:7: boom"
                ))
            let one = try await ranked(command + ["--workers", "1"])
            let three = try await ranked(command + ["--workers", "3"])
            #expect(one == three)
            let boom = try one.arm("boom")
            #expect(boom.rounds == 30 * 29 && boom.staked == "870.00")
            #expect(
                boom.faults
                    == Ranked.Faults(
                        count: 30, episodes: 30, ended: 30, fromFirst: 30, firstEpisode: 1,
                        first: Ranked.Fault(
                            file: "strategies/boom.lua", line: 7, round: 30, message: "boom")))
            #expect(
                try one.arm("flat").faults
                    == Ranked.Faults(
                        count: 0, episodes: 0, ended: 0, fromFirst: 0, firstEpisode: nil,
                        first: nil))
        }

        @Test(
            "skip and fallback play on as in run; replay and --resume take them from the store",
            arguments: [(["skip"], 3), (["fallback", "--fallback", "flat"], 1)])
        func policies(policy: [String], faults: Int) async throws {
            let whole = try await ranked(command + ["--store", "whole", "--on-fault"] + policy)
            let boom = try whole.arm("boom")
            #expect((boom.faults.count, boom.faults.ended) == (30 * faults, 0))
            #expect(boom.rounds == 3000 && boom.staked == "\(3000 - 30 * faults).00")
            let part = try await workshop.run(
                command + ["--episodes", "12", "--json", "--on-fault"] + policy)
            let id = try #require(try part.object()["tournament"] as? String)
            // The journal has the text that was played, whatever became of the file.
            try workshop.write("strategies/boom.lua", "return nothing at all")
            let rest = try await ranked(["tournament", "--resume", id, "--episodes", "30"])
            #expect(rest == whole)
            let replay = try await workshop.run("replay", id)
            #expect(replay.code == 0, "\(replay)")
            let refused = try await workshop.run(
                "tournament", "--resume", id, "--on-fault", "stop")
            #expect(refused.code == 1 && refused.errors.contains("leave out --on-fault"))
        }

        @Test("a game that fails alike for everybody is an error: it says nothing about them")
        func game() async throws {
            try workshop.write(
                "games/slots/broken/game.lua",
                """
                return {
                    name = "slots/broken", version = "1.0.0", api = 1, stakes = { "1.00" },
                    actions = { "PlaceBet", "Spin", "CashOut" },
                    step = function(state, action, rng)
                        if rng:int(2000) == 1 then error("jammed") end
                        return { payout = 0 }
                    end,
                }
                """)
            let jammed = try await workshop.run(
                "tournament", "slots/broken", "flat", "random", "fraction", "--json")
            #expect(jammed.code == 1)
            let error = try jammed.decoded(ErrorOutput.self).error
            #expect(error.code == "PLUGIN_FAULT")
            #expect(error.message.contains("the game failed alike with every strategy in episode"))
            #expect(error.details?.file == "games/slots/broken/game.lua")
        }
    }
}
