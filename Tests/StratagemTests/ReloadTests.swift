// Goal: a running session takes edits, and whenever it is killed it goes on with the text that was
// live, as an uninterrupted session with the same reloads would have played.
// Method: the built program is killed at random moments around saves of real files, resumed, and
// replayed: a replay plays every round once from the first on, without any interruption, and
// compares every round and digest.
import Foundation
import Storage
import Testing

extension StratagemTests {
    @Suite struct ReloadTests {
        /// The strategy `flat` as another text, with a memory that counts. It takes its time, so that
        /// there are not many rounds to replay.
        static func flat(_ number: Int) -> String {
            """
            return { -- text \(number)
                name = "flat", version = "1.\(number).0", api = 1, games = { "slots/*" },
                start = function() return { texts = 0, stake = 100 } end,
                decide = function(memory)
                    for _ = 1, 5000 do end
                    return { type = "PlaceBet", amount = 100 + 100 * (memory.texts % 5) }
                end,
                migrate = function(memory)
                    return { texts = (memory.texts or 0) + 1, stake = memory.stake }
                end,
            }
            """
        }

        struct SessionOutput: Decodable {
            struct Version: Decodable {
                var role: String
                var version: String
                var hash: String
                var firstRound: Int64
                var lastRound: Int64
            }

            var rounds: Int64
            var digest: String
            var versions: [Version]
            var reloadRefusals: [Refusal]

            struct Refusal: Decodable {
                var line: Int?
                var message: String
            }
        }

        struct ReplayOutput: Decodable {
            var checkedTo: Int64
            var digest: String
        }

        @Test("killed around reloads, then --resume: every round is that of the text that was live")
        func killed() async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/flat.lua", Self.flat(0))
            let start = ["run", "slots/double-diamond", "flat", "--bankroll", "900000.00"]
            var (kills, number) = (0, 0)
            for delay in [0, 20, 55, 65, 80, 110, 150] {
                let before = try await workshop.sessions().first
                let arguments = before.map { ["run", "--resume", $0.id] } ?? start
                let running = try workshop.start(arguments + ["--for", "60s", "--watch", "--json"])
                // Not before it plays: the first save of each life comes into the middle.
                try await waitUntilItPlays(workshop, after: before?.rounds ?? 0)
                number += 1
                try workshop.write("strategies/flat.lua", Self.flat(number))
                try await Task.sleep(for: .milliseconds(delay))
                running.send(SIGKILL)
                #expect(try await running.finished().code == 128 + SIGKILL)
                kills += 1
            }
            let id = try #require(try await workshop.sessions().first?.id)
            let rounds = try #require(try await workshop.sessions().first?.rounds) + 2000
            // The last text is taken now, if it was not before the kill.
            let last = try await workshop.run(
                "run", "--resume", id, "--rounds", "\(rounds)", "--watch")
            #expect(last.code == 0, "\(last)")
            let replay = try await workshop.run("replay", id, "--from", "1", "--json")
            #expect(replay.code == 0, "\(replay)")
            let session = try await workshop.run("sessions", id, "--json")
                .decoded(SessionOutput.self)
            let checked = try replay.decoded(ReplayOutput.self)
            #expect(checked.checkedTo == rounds && session.rounds == rounds)
            #expect(checked.digest == session.digest)
            let texts = session.versions.filter { $0.role == "strategy" }
            #expect(texts.first?.version == "1.0.0")
            #expect(texts.count > 1 && texts.last?.version == "1.\(number).0")
            for (one, next) in zip(texts, texts.dropFirst()) {
                #expect(next.firstRound == one.lastRound + 1)
            }
            let store = try JournalStore(
                directory: workshop.folder + "/.stratagem", mode: .readOnly)
            defer { store.close() }
            #expect(try StoreCheck.findings(in: store).isEmpty)
        }

        private func waitUntilItPlays(_ workshop: Workshop, after rounds: Int64) async throws {
            try await eventually("more than \(rounds) rounds in the store") {
                try await workshop.sessions().first?.rounds ?? 0 > rounds
            }
        }

        @Test("versions lists and prints the texts, and rollback is taken as any edit")
        func versions() async throws {
            let workshop = try Workshop()
            let first = try String(
                contentsOfFile: workshop.folder + "/strategies/flat.lua", encoding: .utf8)
            let running = try workshop.start([
                "run", "slots/double-diamond", "flat", "--bankroll", "900000.00", "--for", "60s",
                "--watch",
            ])
            try await waitUntilItPlays(workshop, after: 0)
            try workshop.write("strategies/flat.lua", Self.flat(1))
            try await wait(workshop, for: 2)
            try workshop.write("strategies/flat.lua", "return {")
            // A text that nothing played is kept by a rollback.
            let list = try await workshop.run("versions", "flat", "--json").object()
            let versions = try #require(list["versions"] as? [[String: Any]])
            let hash = try #require(versions.first?["hash"] as? String)
            #expect(versions.map { $0["live"] as? Bool } == [false, false])
            let back = try await workshop.run("rollback", "flat", String(hash.prefix(8)))
            #expect(back.code == 0 && back.output.contains("is kept as strategies/flat.lua."))
            try await wait(workshop, for: 3)
            running.send(SIGTERM)
            let ended = try await running.finished()
            #expect(ended.code == 130)
            #expect(ended.errors.contains("strategies/flat.lua \(hash.prefix(12)) -> "))
            #expect(ended.errors.contains(" -> \(hash.prefix(12)), session "))
            let file = try String(
                contentsOfFile: workshop.folder + "/strategies/flat.lua", encoding: .utf8)
            #expect(file == first)
            let shown = try await workshop.run("versions", "flat", "--show", String(hash.prefix(8)))
            #expect(shown.output == first)
            let text = try await workshop.run("versions", "strategies/flat.lua")
            #expect(text.output.contains("*  \(hash.prefix(12))  1.0.0"))
            let again = try await workshop.run("rollback", "flat", String(hash.prefix(8)))
            #expect(again.output.contains("already"))
            let unknown = try await workshop.run("rollback", "flat", "ffffffffffffffff")
            #expect(unknown.code == 1 && unknown.errors.contains("has no text ffffffffffffffff"))
            let nobody = try await workshop.run("versions", "nobody")
            #expect(nobody.code == 1 && nobody.errors.contains("no text of \"nobody\""))
        }

        /// Waits until the only session has played so many texts of its strategy.
        private func wait(_ workshop: Workshop, for count: Int) async throws {
            try await eventually("\(count) texts of the strategy") {
                let id = try await workshop.sessions().first?.id ?? ""
                let one = try await workshop.run("sessions", id, "--limit", "1", "--json")
                let texts = try? one.decoded(SessionOutput.self).versions
                return (texts ?? []).filter { $0.role == "strategy" }.count >= count
            }
        }
    }
}
