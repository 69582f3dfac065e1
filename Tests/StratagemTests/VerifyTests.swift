// Goal: `stratagem verify` says of a sound store that it is, with what it looked at, and of a damaged
// one what is wrong and what to do; also while another process writes.
// Method: real runs; then bytes of the file are changed, or rows by the sqlite3 of the tests.
import Foundation
import GRDB
import Testing

extension StratagemTests {
    @Suite struct VerifyTests {
        private let workshop: Workshop
        private var database: String { workshop.folder + "/.stratagem/journal.db" }

        init() throws {
            workshop = try Workshop()
        }

        private func edit(_ sql: String) throws {
            let queue = try DatabaseQueue(path: database)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                try database.execute(sql: sql)
                #expect(database.totalChangesCount > 0)
            }
            try queue.close()
        }

        /// How many chunks there are depends on how long the disk took.
        private func check(_ name: String, _ text: String) throws {
            var text = text
            for (pattern, replacement) in [
                ("(?m)^([a-z]+) +[0-9,]+  ", "$1 N  "), ("format [0-9]+:", "format N:"),
                ("\"format\" : [0-9]+", "\"format\" : 0"),
                ("\"looked\" : [0-9]+", "\"looked\" : 0"),
            ] {
                text = text.replacingOccurrences(
                    of: pattern, with: replacement, options: .regularExpression)
            }
            try Snapshot.check(name, text, workshop: workshop)
        }

        private func play() async throws {
            _ = try await workshop.play([
                "slots/double-diamond", "flat", "--rounds", "300", "--daily-limit", "5000.00",
            ])
            let compared = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "double-after-loss", "--metric", "ruin",
                "--bankroll", "40.00", "--rounds-per-pair", "100", "--pairs", "40")
            #expect(compared.code == 0)
        }

        @Test("a sound store is said to be sound, with every invariant and how much was looked at")
        func sound() async throws {
            try await play()
            let plain = try await workshop.run("verify")
            #expect(plain.code == 0, "\(plain)")
            try check("verify", plain.output)
            let replayed = try await workshop.run("verify", "--replay", "--json")
            #expect(replayed.code == 0, "\(replayed)")
            try check("verify-json", replayed.output)
        }

        @Test("what is wrong is named with what to do, and the exit code is 1")
        func damaged() async throws {
            try await play()
            try edit(
                "UPDATE chunk SET total_hits = total_hits + 1; UPDATE plugin SET text = text || ' '"
            )
            let result = try await workshop.run("verify")
            #expect(result.code == 1)
            try check("verify-damaged", result.output)
            let refused = try await workshop.run("run", "slots/double-diamond", "flat")
            #expect(refused.code == 0, "\(refused)")
            try edit("UPDATE session SET balance = balance + 1 WHERE key = 1")
            let written = try await workshop.run("run", "slots/double-diamond", "flat", "--json")
            #expect(written.code == 1)
            let failure = try written.decoded(ErrorOutput.self).error
            #expect(failure.code == "STORE_CORRUPT")
            #expect(failure.message.contains("stratagem verify"))
        }

        @Test("rounds that were stored as something else are found when they are played again")
        func replay() async throws {
            let id = try await workshop.play([
                "slots/double-diamond", "flat", "--rounds", "300", "--seed", "4",
            ]).session
            // The same rounds under another seed: every row is sound by itself.
            try edit("UPDATE session SET config = replace(config, '\"seed\":4', '\"seed\":5')")
            let plain = try await workshop.run("verify")
            #expect(plain.code == 0, "\(plain)")
            let replayed = try await workshop.run("verify", String(id.prefix(8)), "--replay")
            #expect(replayed.code == 1)
            #expect(replayed.output.contains("comes out differently from"), "\(replayed)")
            let other = try await workshop.run("verify", "no-such-id", "--json")
            #expect(try other.decoded(ErrorOutput.self).error.code == "SESSION_NOT_FOUND")
        }

        @Test("beside a process that plays it names that process and finds nothing")
        func beside() async throws {
            let running = try workshop.start([
                "run", "slots/double-diamond", "flat", "--bankroll", "1000000.00", "--for", "60s",
            ])
            try await eventually("rounds in the store", by: running) {
                try await workshop.sessions().first?.rounds ?? 0 > 0
            }
            for arguments in [["verify"], ["verify", "--replay"]] {
                let result = try await workshop.run(arguments)
                #expect(result.code == 0, "\(result)")
                #expect(result.output.contains("Process \(running.processID) writes to it"))
            }
            running.send(SIGINT)
            #expect(try await running.finished().code == 130)
            let after = try await workshop.run("verify")
            #expect(after.code == 0 && !after.output.contains("writes to it"))
        }
    }
}
