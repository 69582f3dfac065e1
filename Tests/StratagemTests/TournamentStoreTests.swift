// Goal: a tournament that was stopped, killed or made longer ends as an uninterrupted one, however
// many workers play, and its journal gives every round again.
// Method: the built program, kill -9 at random moments, and the output of an uninterrupted run. Some
// strategies are beaten on the way.
import Foundation
import GRDB
import Testing

extension StratagemTests {
    @Suite struct TournamentStoreTests {
        /// What must not depend on interruptions, workers and stores.
        private struct Ranked: Decodable, Hashable {
            struct Arm: Decodable, Hashable {
                var label: String
                var rating: Double
                var ratingInterval: [Double]?
                var episodes: Int
                var beatenBy: String?
                var isOut: Bool
                var mean: Double
                var net: String
                var ends: [String: Int]
            }

            struct Contest: Decodable, Hashable {
                var episodes: Int
                var meanDifference: Double?
                var interval: [Double]?
                var adjustedP: Double
                var winner: String?
            }

            var digest: String
            var episodes: Int
            var best: String?
            var decided: Bool
            var arms: [Arm]
            var contests: [Contest]
        }

        private struct Listed: Decodable {
            struct Line: Decodable {
                var id: String
                var episodes: Int
                var episodesPlanned: Int
                var state: String
                var end: String?
            }

            var tournaments: [Line]
        }

        private let workshop: Workshop
        /// Two play the same, so that no verdict ends it.
        private let undecided = [
            "tournament", "slots/double-diamond", "flat", "twin", "random", "--metric", "goal",
            "--goal", "32.00", "--bankroll", "30.00", "--rounds-per-episode", "50", "--seed", "8",
        ]
        /// One is beaten after 38 episodes; two are not told apart in 240.
        private let command = [
            "tournament", "slots/double-diamond", "flat", "fraction", "random", "--metric", "goal",
            "--goal", "32.00", "--bankroll", "30.00", "--rounds-per-episode", "50", "--seed", "8",
            "--spin-fee", "0.01",
        ]

        init() throws {
            workshop = try Workshop()
        }

        private func listed(store: String = ".stratagem") async throws -> [Listed.Line] {
            let result = try await workshop.run("sessions", "--json", "--store", store)
            guard result.code == 0 else { return [] }
            return try result.decoded(Listed.self).tournaments
        }

        private func ranked(_ arguments: [String]) async throws -> Ranked {
            let result = try await workshop.run(arguments + ["--json"])
            try #require(result.code == 0, "\(result)")
            return try result.decoded(Ranked.self)
        }

        private func refused(_ arguments: [String], _ text: String) async throws {
            let result = try await workshop.run(arguments + ["--json"])
            #expect(result.code == 1)
            let message = try result.decoded(ErrorOutput.self).error.message
            #expect(message.contains(text), "\(message)")
        }

        @Test("kill -9 at any moment, then --resume: as if uninterrupted; any number of workers")
        func killed() async throws {
            let whole = try await ranked(
                command + ["--episodes", "240", "--store", "whole", "--workers", "1"])
            #expect(whole.episodes == 240)
            #expect(whole.arms.contains(where: \.isOut) && !whole.decided)
            let course = try await KilledCourse(
                in: workshop, store: "killed",
                arguments: { turn, id in
                    (id.map { ["tournament", "--resume", $0] }
                        ?? (command + ["--episodes", "240"]))
                        + ["--workers", "\(1 + turn % 2)"]
                },
                known: { try await listed(store: "killed").first.map { ($0.id, $0.episodes) } })
            #expect(try course.last.decoded(Ranked.self) == whole, "killed after \(course.heads)")
            let id = try #require(try await listed(store: "killed").first).id
            try await KilledCourse.expectReplay(
                of: id, to: 240, digest: whole.digest, in: workshop, store: "killed")
        }

        @Test("it goes on from fewer episodes, and is judged again for fewer, after any stop")
        func longer() async throws {
            // At the last episode of who is beaten and after it, on one worker and on two.
            let whole = try await ranked(command + ["--episodes", "150", "--store", "whole"])
            let leaves = try #require(whole.arms.filter(\.isOut).map(\.episodes).min())
            let few = try await ranked(command + ["--episodes", "30", "--store", "few"])
            for (turn, stop) in [leaves, leaves + 1].enumerated() {
                let store = ["--store", "stop-\(turn)", "--workers", "\(1 + turn % 2)"]
                _ = try await ranked(command + ["--episodes", "\(stop)"] + store)
                let id = try #require(try await listed(store: store[1]).first).id
                let resume = ["tournament", "--resume", id] + store + ["--episodes"]
                #expect(try await ranked(resume + ["150"]) == whole, "\(stop)")
                // The other way: what is said of fewer rests on the first of them.
                #expect(try await ranked(resume + ["30"]) == few)
                let line = try #require(try await listed(store: store[1]).first)
                #expect((line.episodes, line.episodesPlanned) == (150, 30))
                #expect((line.state, line.end) == ("open", "episodes"))
            }
        }

        @Test("SIGINT and --for keep what was played, and --resume goes on")
        func interrupted() async throws {
            try workshop.writeTwin(of: "flat")
            let running = try workshop.start(undecided + ["--episodes", "1000000", "--json"])
            try await eventually("an episode in the store", by: running) {
                try await listed().first?.episodes ?? 0 > 0
            }
            running.send(SIGINT)
            let result = try await running.finished()
            #expect(result.code == 130)
            let first = try result.decoded(Ranked.self)
            let line = try #require(try await listed().first)
            #expect((line.state, line.end) == ("interrupted", "interrupted"))
            #expect(line.episodes == first.episodes)
            #expect(try result.object()["tournament"] as? String == line.id)
            let timed = try await ranked(
                ["tournament", "--resume", line.id, "--for", "0.3s"])
            #expect(timed.episodes > first.episodes)
            #expect(try await listed().first?.end == "time")
            let total = "\(timed.episodes + 40)"
            let rest = try await ranked(["tournament", "--resume", line.id, "--episodes", total])
            let whole = try await ranked(undecided + ["--episodes", total, "--store", "whole"])
            #expect(rest == whole)
        }

        @Test("what does not fit a stored tournament is refused, and says what to do")
        func refusals() async throws {
            _ = try await ranked(command + ["--episodes", "12"])
            let id = try #require(try await listed().first).id
            let resume = ["tournament", "--resume", id]
            try await refused(resume + ["--seed", "3"], "leave out --seed")
            try await refused(resume + ["--keep-all"], "leave out --keep-all")
            try await refused(resume + ["slots/lobstermania"], "the game slots/double-diamond")
            try await refused(
                resume + ["slots/double-diamond", "flat", "random"],
                "the strategies flat, fraction, random")
            try await refused(resume + ["--episodes", "9"], "ask for at least")
            try await refused(
                ["tournament", "--resume", "00000000"], "No tournament \"00000000\" is in the store"
            )
            try await refused(
                ["compare", "--resume", id],
                "is a tournament and not a comparison: continue it with `stratagem tournament")
            try await refused(["run", "--resume", id], "is a tournament and not a session")
            try await refused(resume + ["--store", "nowhere"], "nowhere")
            try await refused(
                ["tournament", "slots/double-diamond"], "needs a GAME and strategies")
            let compared = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "fraction", "--pairs", "10",
                "--rounds-per-pair", "9", "--json")
            let comparison = try #require(try compared.object()["comparison"] as? String)
            try await refused(
                ["tournament", "--resume", comparison],
                "is a comparison and not a tournament: continue it with `stratagem compare")
        }

        @Test("a plugin that changed changes nothing in the journal; rounds of one can be printed")
        func replay() async throws {
            let whole = try await ranked(command + ["--episodes", "60"])
            let id = try #require(try await listed().first).id
            try workshop.write("strategies/flat.lua", "return nothing at all")
            let text = try await workshop.run("replay", String(id.prefix(8)))
            #expect(text.code == 0, "\(text)")
            #expect(text.output.contains("Episodes 1 to 60 of tournament \(id) came out"))
            #expect(text.output.contains(whole.digest))
            let one = try await workshop.run(
                "replay", id, "--from", "7", "--arm", "random", "--json")
            let rounds = try #require(try one.object()["rounds"] as? [[String: Any]])
            let episodes = try #require(try one.object()["episodes"] as? [[String: Any]])
            let arms = try #require(episodes.first?["arms"] as? [[String: Any]])
            #expect(episodes.count == 1 && arms.count == 3)
            #expect(rounds.count == arms[2]["rounds"] as? Int)
            let decisions = try #require(rounds.first?["decisions"] as? [[String: Any]])
            #expect((decisions.first?["symbols"] as? [String])?.count == 3)
            try await refused(["replay", id, "--from", "61"], "has episodes 1 to 60")
            try await refused(
                ["replay", id, "--arm", "a", "--from", "1"],
                "is one of flat, fraction, random, not a")
            try await refused(
                ["replay", id, "--arm", "flat", "--from", "1", "--to", "2"],
                "--arm prints one episode")
            // A report of a resumed one has the looks from the first episode on.
            let page = try await workshop.run(
                "tournament", "--resume", id, "--episodes", "70", "--csv", "tables")
            #expect(page.code == 0, "\(page)")
        }

        @Test(
            "verify looks at tournaments, and finds a flipped byte; rounds move, go and come again")
        func verified() async throws {
            let whole = try await ranked(command + ["--episodes", "90", "--store", "whole"])
            _ = try await ranked(command + ["--episodes", "60"])
            let id = try #require(try await listed().first).id
            let moved = try await workshop.run("compact")
            #expect(moved.output.contains("seg-000001.db"), "\(moved)")
            let retired = try await workshop.run("retain", "--max-bytes", "0B")
            #expect(retired.output.contains("went"), "\(retired)")
            let resumed = try await ranked(
                ["tournament", "--resume", id, "--episodes", "90"])
            #expect(resumed == whole)
            let sound = try await workshop.run("verify", "--replay")
            #expect(sound.code == 0, "\(sound)")
            #expect(sound.output.contains("1 tournament, 90 episodes"))
            #expect(sound.output.contains("are retired: their figures, money and digests"))
            try flipByte(in: workshop.folder + "/.stratagem")
            let damaged = try await workshop.run("verify")
            #expect(damaged.code == 1)
            #expect(damaged.output.contains("the chunk is not as it was written"), "\(damaged)")
            let refused = try await workshop.run("replay", id)
            #expect(refused.code == 1)
        }

        @Test(
            "a tournament waits on a full disk; asked to end it says what is missing; it goes on later",
            .enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
        func fullDisk() async throws {
            try workshop.writeTwin(of: "flat")
            let course = try await FullDiskCourse(
                in: workshop, command: undecided, unit: "episodes"
            ) {
                try await listed(store: $0).first.map { ($0.id, $0.episodes, $0.end) }
            }
            let total = "\(course.head + 30)"
            let rest = try await ranked(
                ["tournament", "--resume", course.id, "--episodes", total] + course.store)
            let whole = try await ranked(
                undecided + ["--episodes", total, "--store", "whole"])
            #expect(rest == whole)
        }

        /// Flips a bit in the middle of the newest chunk's body.
        private func flipByte(in store: String) throws {
            let queue = try DatabaseQueue(path: store + "/journal.db")
            try queue.writeWithoutTransaction { database in
                let row = try #require(
                    try Row.fetchOne(
                        database, sql: "SELECT id, body FROM pair_chunk ORDER BY id DESC LIMIT 1"))
                var body: Data = row["body"]
                let key: Int64 = row["id"]
                body[body.count / 2] ^= 1
                try database.execute(
                    sql: "UPDATE pair_chunk SET body = ? WHERE id = ?", arguments: [body, key])
            }
            try queue.close()
        }
    }
}
