// Goal: a session that is killed at any moment goes on from what was acknowledged, and comes out as
// if nothing had happened.
// Method: kill -9 at random moments, in playing, in playing again after a resume, and in opening
// the store; then the totals of an uninterrupted run in another store must come out.
import Foundation
import Storage
import Testing

extension StratagemTests {
    @Suite struct KillTests {
        struct Case: Sendable, CustomTestStringConvertible {
            var arguments: [String]
            var rounds: Int64
            var kills: Int
            var testDescription: String { arguments.joined(separator: " ") }
        }

        /// 30 kills in all.
        static let cases = [
            Case(
                arguments: ["slots/double-diamond", "flat", "--bankroll", "100000.00"],
                rounds: 150_000, kills: 8),
            Case(
                arguments: [
                    "slots/lobstermania", "double-after-loss", "--bankroll", "1000000.00",
                    "--seed", "5", "--spin-fee", "0.01",
                ], rounds: 90_000, kills: 8),
            Case(
                arguments: [
                    "tables/blackjack", "blackjack-basic", "--bankroll", "100000.00",
                    "--query-fee", "0.01", "--daily-limit", "10000000.00",
                ], rounds: 12_000, kills: 7),
            Case(
                arguments: ["slots/atkins-diet", "watcher", "--bankroll", "1000000.00"],
                rounds: 70_000, kills: 7),
        ]

        /// Learns, has a stream of its own, keeps a table that changes, and fails now and then.
        static let watcher = """
            return {
                name = "watcher", version = "1.0.0", api = 1, games = { "slots/*" },
                context = "summary",
                start = function() return { wins = {}, mood = 0.5 } end,
                decide = function(memory, seen, rng)
                    if rng:int(30000) == 1 then error("a bad day") end
                    local stakes = seen.stakes
                    local index = 1 + (#memory.wins + rng:int(3) + seen.round) % #stakes
                    return { type = "PlaceBet", amount = stakes[index] }
                end,
                learn = function(memory, seen, reward)
                    memory.mood = memory.mood * 0.9 + reward / 1000
                    if reward > 0 then memory.wins[#memory.wins + 1] = seen.metrics.total_spins end
                    if #memory.wins > 8 then table.remove(memory.wins, 1) end
                end,
            }
            """

        @Test("kill -9 at any moment, then --resume: as if uninterrupted", arguments: cases)
        func killed(test: Case) async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/watcher.lua", Self.watcher)
            let command = test.arguments + ["--on-fault", "skip", "--rounds", "\(test.rounds)"]
            let expected = try await workshop.play(command + ["--store", "whole"])
            #expect(expected.result.rounds == test.rounds)
            var generator = SystemRandomNumberGenerator()
            var journal = KillJournal()
            while journal.kills < test.kills {
                let store = "store-\(journal.sessions)"
                journal.sessions += 1
                while true {
                    let allowsKill = journal.kills < test.kills
                    let output = try await turn(
                        workshop, command, store: store, rounds: test.rounds,
                        delay: allowsKill ? Int.random(in: 30...350, using: &generator) : nil,
                        &journal)
                    guard let output else { continue }
                    #expect(output.result == expected.result, "\(journal)")
                    break
                }
                try await replays(workshop, store: store, expected.result)
            }
        }

        /// Begins or resumes, and kills after so many milliseconds; what it printed when it came to
        /// its end before.
        private func turn(
            _ workshop: Workshop, _ command: [String], store: String, rounds: Int64, delay: Int?,
            _ journal: inout KillJournal
        ) async throws -> RunOutput? {
            let before = try await workshop.sessions(store: store).first
            var arguments = ["run"] + command
            if let before {
                #expect(before.resumable)
                #expect(before.rounds >= journal.acknowledged, "\(journal)")
                arguments = ["run", "--resume", before.id, "--rounds", "\(rounds)"]
            }
            let running = try workshop.start(arguments + ["--json", "--store", store])
            if let delay {
                try await Task.sleep(for: .milliseconds(delay))
                // Every other time another process looks first at what is acknowledged.
                if delay % 2 == 0, running.isRunning {
                    let seen = try await workshop.sessions(store: store).first?.rounds ?? 0
                    journal.acknowledged = max(journal.acknowledged, seen)
                }
                if running.isRunning { running.send(SIGKILL) }
            }
            let result = try await running.finished()
            if delay != nil, result.code == 128 + SIGKILL {
                journal.kills += 1
                journal.notes.append("killed after \(delay ?? 0) ms")
                #expect(result.output.isEmpty)
                return nil
            }
            try #require(result.code == 0, "\(result)\n\(journal)")
            journal.acknowledged = 0
            return try result.decoded(RunOutput.self)
        }

        private func replays(_ workshop: Workshop, store: String, _ expected: Played) async throws {
            struct Output: Decodable {
                var checkedFrom: Int64
                var checkedTo: Int64
                var digest: String
            }
            let session = try #require(try await workshop.sessions(store: store).first)
            #expect(session.rounds == expected.rounds)
            #expect(session.net == expected.net)
            let result = try await workshop.run("replay", session.id, "--store", store, "--json")
            try #require(result.code == 0, "\(result)")
            let replay = try result.decoded(Output.self)
            #expect(replay.checkedFrom == 1)
            #expect(replay.checkedTo == expected.rounds)
            #expect(replay.digest == expected.digest)
            let journal = try JournalStore(
                directory: workshop.folder + "/" + store, mode: .readOnly)
            defer { journal.close() }
            #expect(try StoreCheck.findings(in: journal).isEmpty)
        }
    }
}

/// What happened so far, for the message of a failure: the moments are not repeatable.
private struct KillJournal {
    var kills = 0
    var sessions = 0
    /// Rounds of the session that another process saw in the store.
    var acknowledged: Int64 = 0
    var notes: [String] = []
}
