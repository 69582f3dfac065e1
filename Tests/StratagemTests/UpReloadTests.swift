// Goal: the sessions of `stratagem up` take edits of their plugins, keep what they have when an edit
// is wrong, and `stratagem reload` has them look again.
// Method: the real program with a strategy that is saved anew under it, then its store and a replay.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct UpReloadTests {
        private static let runFile = """
            sessions:
              - { name: calm, game: slots/double-diamond, strategy: flat, count: 4,
                  bankroll: 900000.00 }
            """

        /// Waits until a session of the host says something of itself.
        private func until(
            _ workshop: Workshop, _ id: String, _ isSo: (ReloadTests.SessionOutput) -> Bool
        ) async throws {
            try await eventually("that of session \(id)") {
                let result = try await workshop.run("sessions", id, "--json")
                return try result.code == 0
                    && isSo(result.decoded(ReloadTests.SessionOutput.self))
            }
        }

        @Test("edits go into all sessions of a host, wrong ones are told and change nothing")
        func edits() async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/flat.lua", ReloadTests.flat(0))
            try workshop.write("run.yaml", Self.runFile)
            let running = try workshop.start(["up", "run.yaml", "--log", "plain"])
            let ids = try await eventually("rounds of all four", by: running) {
                let played = try await workshop.sessions().filter { $0.rounds > 0 }
                return played.count == 4 ? played.map(\.id) : nil
            }
            try workshop.write("strategies/flat.lua", ReloadTests.flat(1))
            for id in ids {
                try await until(workshop, id) { $0.versions.contains { $0.version == "1.1.0" } }
            }
            try workshop.write("strategies/flat.lua", "return {\n  name = ")
            try await until(workshop, ids[0]) { !$0.reloadRefusals.isEmpty }
            let asked = try await workshop.run("reload", "flat")
            #expect(asked.code == 0)
            #expect(asked.output.hasPrefix("looking at flat again"))
            let unknown = try await workshop.run("reload", "flta")
            #expect(unknown.code == 1)
            #expect(unknown.errors.contains("did you mean flat?"))
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(result.code == 0, "\(result)")
            // Of four sessions once.
            #expect(result.output.components(separatedBy: "plays it from").count == 2)
            #expect(result.output.contains("strategies/flat.lua:2"))
            let replay = try await workshop.run("replay", ids[0], "--json")
            #expect(replay.code == 0, "\(replay)")
            #expect(try await workshop.run("verify").code == 0)
        }

        @Test("a file that does not load when a host starts: sessions go on with the stored text")
        func brokenAtStart() async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/flat.lua", ReloadTests.flat(0))
            let endless = Self.runFile
            try workshop.write("run.yaml", endless)
            let first = try workshop.start(["up", "run.yaml"])
            let played = try await eventually("rounds of all four", by: first) {
                let sessions = try await workshop.sessions().filter { $0.rounds > 0 }
                return sessions.count == 4 ? sessions : nil
            }
            first.send(SIGKILL)
            _ = try await first.finished()
            let (id, rounds) = (played[0].id, played[0].rounds)

            try workshop.write("strategies/flat.lua", "return {\n  name = ")
            // Who asks whether the file is right is told that it is not.
            let check = try await workshop.run("up", "run.yaml", "--check")
            #expect(check.code == 1 && check.errors.contains("strategies/flat.lua:2"))
            // A run file that names another plugin does not get the stored one.
            try workshop.write("strategies/other.lua", "return {\n  name = ")
            try workshop.write(
                "run.yaml", endless.replacingOccurrences(of: ": flat", with: ": other"))
            let other = try await workshop.run("up", "run.yaml")
            #expect(other.code == 1 && other.errors.contains("strategies/other.lua:2"))

            try workshop.write("run.yaml", endless)
            let second = try workshop.start(["up", "run.yaml", "--log", "plain"])
            try await until(workshop, id) { $0.rounds > rounds }
            // Once it loads, it is taken.
            try workshop.write("strategies/flat.lua", ReloadTests.flat(1))
            try await until(workshop, id) { $0.versions.contains { $0.version == "1.1.0" } }
            second.send(SIGTERM)
            let result = try await second.finished()
            #expect(result.code == 0, "\(result)")
            #expect(result.output.contains("its sessions play what is stored"), "\(result)")
            #expect(result.output.contains("strategies/flat.lua:2"))
            #expect(try await workshop.run("replay", id, "--json").code == 0)
            #expect(try await workshop.run("verify").code == 0)
        }

        @Test("a file that was put back while nothing ran: sessions go on, and take it as an edit")
        func putBack() async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/flat.lua", ReloadTests.flat(0))
            try workshop.write("run.yaml", Self.runFile)
            let first = try workshop.start(["up", "run.yaml"])
            let id = try await eventually("rounds in the store", by: first) {
                try await workshop.sessions().first { $0.rounds > 0 }?.id
            }
            try workshop.write("strategies/flat.lua", ReloadTests.flat(1))
            try await until(workshop, id) { $0.versions.contains { $0.version == "1.1.0" } }
            first.send(SIGKILL)
            _ = try await first.finished()
            try workshop.write("strategies/flat.lua", ReloadTests.flat(0))
            let second = try workshop.start(["up", "run.yaml", "--log", "plain"])
            try await until(workshop, id) {
                $0.versions.filter { $0.role == "strategy" }.map(\.version)
                    == ["1.0.0", "1.1.0", "1.0.0"]
            }
            second.send(SIGTERM)
            let result = try await second.finished()
            #expect(result.code == 0, "\(result)")
            #expect(!result.output.contains("failed"))
            let replay = try await workshop.run("replay", id, "--json")
            #expect(replay.code == 0, "\(replay)")
        }
    }
}
