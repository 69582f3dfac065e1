// Goal: `compact`, `retain` and `keep` change where rounds are and how long, and nothing else, also when
// they are killed; a running host does the same by itself.
// Method: the real program; what it says of rounds before is compared with what it says after.
import Foundation
import Storage
import Testing

extension StratagemTests {
    @Suite struct CompactTests {
        private let workshop: Workshop

        init() throws {
            workshop = try Workshop()
        }

        private func session(_ rounds: Int, _ more: String...) async throws -> String {
            _ = try await workshop.play(
                [
                    "slots/double-diamond", "flat", "--bankroll", "1000000.00", "--rounds",
                    "\(rounds)",
                ] + more)
            return try #require(try await workshop.sessions().first).id
        }

        private func good(_ arguments: String...) async throws -> String {
            let result = try await workshop.run(arguments)
            #expect(result.code == 0, "\(result)")
            return result.output
        }

        @Test("rounds move, go and can be kept, and everything says of them what it said before")
        func roundTrip() async throws {
            let first = try await session(30_000)
            let second = try await session(25_000, "--seed", "2")
            let compared = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "double-after-loss", "--metric", "net",
                "--bankroll", "40.00", "--rounds-per-pair", "50", "--pairs", "30", "--json")
            #expect(compared.code == 0)
            let pairs = try #require(
                try compared.decoded(ComparisonOutput.self).comparison)
            let ids = [first, second, pairs]
            var before: [String] = []
            for id in ids { before.append(try await good("replay", id)) }
            let shown = try await good("sessions", first)
            let moved = try await good("compact", "--segment-size", "4KiB")
            #expect(moved.contains("rounds moved to"))
            #expect(moved.contains("seg-000002.db"))
            for (id, text) in zip(ids, before) { #expect(try await good("replay", id) == text) }
            #expect(try await good("sessions", first) == shown)
            #expect(try await good("compact").contains("No rounds to move."))
            _ = try await good("verify", "--replay")

            #expect(try await good("keep", String(second.prefix(8))).contains(second))
            let planned = try await good("retain", "--max-bytes", "0B", "--dry-run")
            #expect(planned.contains("would go"))
            #expect(try await good("replay", first) == before[0])
            #expect(try await good("retain", "--max-bytes", "0B").contains("went"))
            #expect(try await good("replay", second) == before[1])
            for (id, text) in [(first, before[0]), (pairs, before[2])] {
                let regenerated = try await good("replay", id)
                #expect(regenerated.contains("because their stored results were retired"))
                // The same rounds and the same digest.
                #expect(regenerated.suffix(66) == text.suffix(66))
                let rows = text.split(separator: "\n").dropLast()
                #expect(regenerated.split(separator: "\n").dropLast() == rows)
            }
            let verified = try await good("verify", "--replay")
            #expect(verified.contains("are retired: their figures, money and digests"))
            #expect(verified.contains("Nothing contradicts itself."))
        }

        private struct ComparisonOutput: Decodable {
            var comparison: String?
        }

        @Test("what is continued after its rounds are gone comes out as if they were there")
        func continued() async throws {
            let compare = [
                "compare", "slots/double-diamond", "flat", "double-after-loss", "--metric", "net",
                "--bankroll", "40.00", "--rounds-per-pair", "50", "--json", "--pairs",
            ]
            func digest(_ result: ProgramResult) throws -> String {
                struct Output: Decodable { var digest: String }
                try #require(result.code == 0, "\(result)")
                return try result.decoded(Output.self).digest
            }
            let whole = try await workshop.play(
                [
                    "slots/double-diamond", "flat", "--bankroll", "1000000.00", "--rounds", "90000",
                    "--store", "whole",
                ])
            let pairsWhole = try digest(
                try await workshop.run(compare + ["24", "--store", "whole"]))
            let id = try await session(50_000)
            let compared = try await workshop.run(compare + ["12"])
            let pairs = try #require(try compared.decoded(ComparisonOutput.self).comparison)
            _ = try await good("compact")
            _ = try await good("retain", "--max-bytes", "0B")
            let output = try await workshop.run(
                "run", "--resume", id, "--rounds", "90000", "--json")
            #expect(try output.decoded(RunOutput.self).result == whole.result)
            #expect(
                try digest(
                    try await workshop.run("compare", "--resume", pairs, "--pairs", "24", "--json"))
                    == pairsWhole)
            _ = try await good("verify", "--replay")
        }

        @Test("kill -9 at any moment of compact and retain loses no round")
        func killed() async throws {
            let id = try await session(150_000)
            let whole = try await good("replay", id)
            _ = try await good("keep", id)
            var kills = 0
            for (turn, delay) in [5, 120, 15, 60, 180, 40, 90, 250, 25].enumerated() {
                let command =
                    turn % 3 == 2
                    ? ["retain", "--max-bytes", "0B"] : ["compact", "--segment-size", "4KiB"]
                let running = try workshop.start(command)
                try await Task.sleep(for: .milliseconds(delay))
                if running.isRunning { running.send(SIGKILL) }
                let result = try await running.finished()
                if result.code == 128 + SIGKILL { kills += 1 }
                let journal = try JournalStore(
                    directory: workshop.folder + "/.stratagem", mode: .readOnly)
                #expect(try StoreCheck.findings(in: journal) == [], "turn \(turn)")
                journal.close()
                if turn % 4 == 1 { _ = try await session(30_000 + turn, "--seed", "\(turn)") }
            }
            #expect(kills > 0)
            print("compact: \(kills) kills")
            _ = try await good("compact")
            #expect(try await good("replay", id) == whole)
            _ = try await good("verify")
        }

        @Test("a segment that is lost or damaged is named with what to do")
        func lost() async throws {
            let id = try await session(3_000)
            _ = try await good("compact")
            let path = workshop.folder + "/.stratagem/segments/seg-000001.db"
            let bytes = try #require(FileManager.default.contents(atPath: path))
            try FileManager.default.removeItem(atPath: path)
            let missing = try await workshop.run("replay", id, "--json")
            #expect(missing.code == 1)
            #expect(try missing.decoded(ErrorOutput.self).error.code == "SEGMENT_MISSING")
            #expect(missing.output.contains("stratagem retain --segment seg-000001.db"))
            let found = try await workshop.run("verify", "--replay")
            #expect(found.code == 1)
            #expect(found.output.contains("seg-000001.db, with 3000 rounds, is not there"))
            try bytes.dropLast(2_000).write(to: URL(fileURLWithPath: path))
            let damaged = try await workshop.run("verify")
            #expect(damaged.code == 1 && damaged.output.contains("seg-000001.db is damaged"))
            // Money and the way on do not need it.
            #expect(try await good("run", "--resume", id, "--rounds", "4000").contains("4,000"))
            #expect(try await good("retain", "--segment", "seg-000001.db").contains("asked"))
            _ = try await good("verify", "--replay")
            for wrong in [
                ["retain", "--segment", "1.db5"], ["retain", "--segment", "seg-000001.db"],
                ["retain", "--max-age", "old"], ["retain", "--max-bytes", "20"],
                ["compact", "--segment-size", "1KiB"], ["compact", "--older-than", "-1m"],
                ["keep", "--release"], ["keep", "ffffffff"], ["compact", "--store", "nowhere"],
            ] {
                let result = try await workshop.run(wrong)
                #expect(result.code == 1 && result.errors.hasPrefix("error: "), "\(wrong)")
            }
            #expect(!FileManager.default.fileExists(atPath: workshop.folder + "/nowhere"))
        }

        @Test("a running host seals and retires by its configuration")
        func running() async throws {
            try workshop.write(
                "run.yaml",
                """
                sessions:
                  - { name: calm, game: slots/double-diamond, strategy: flat, count: 2,
                      bankroll: 10000000.00 }
                """)
            // What is to be kept is said before anything is sealed.
            let first = try workshop.start(["up", "run.yaml"])
            let ids = try await eventually("rounds of both", by: first) {
                let played = try await workshop.sessions().filter { $0.rounds > 0 }
                return played.count == 2 ? played.map(\.id) : nil
            }
            #expect(try await good("keep", ids[0]).contains(ids[0]))
            #expect(try await workshop.run("keep", "--release", "nobody").code == 1)
            _ = try await good("keep", ids[1])
            #expect(try await !good("keep", "--release", ids[1]).contains(ids[1]))
            first.send(SIGTERM)
            #expect(try await first.finished().code == 0)

            try workshop.write(
                "stratagem.yaml",
                "segments: { seal_after: 0s, size: 16KiB, keep_bytes: 40kB }\n")
            let running = try workshop.start(["up", "run.yaml"])
            try await untilSaid("retired seg-000001.db", by: running)
            try await expectStatusOfSegments()
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(result.code == 0, "\(result)")
            #expect(result.output.contains("sealed seg-000001.db"))
            #expect(try await good("replay", ids[1]).contains("retired"))
            #expect(try await !good("replay", ids[0]).contains("retired"))
            _ = try await good("verify")
        }

        /// The running host's status counts the files of segments, which come and go.
        private func expectStatusOfSegments() async throws {
            func files() throws -> Set<String> {
                Set(
                    try FileManager.default.contentsOfDirectory(
                        atPath: workshop.folder + "/.stratagem/segments"))
            }
            for _ in 0..<200 {
                let before = try files()
                let status = try await workshop.run("status", "--json").object()
                guard try files() == before, before.allSatisfy({ $0.hasSuffix(".db") }) else {
                    continue
                }
                let journal = try #require(status["journal"] as? [String: Any])
                #expect(journal["segments"] as? Int == before.count)
                #expect((journal["segment_bytes"] as? Int ?? 0) >= 4096 * before.count)
                #expect((journal["main_bytes"] as? Int ?? 0) > 0)
                #expect((journal["disk_free_bytes"] as? Int ?? 0) > 0)
                return
            }
            Issue.record("segments came and went in every look")
        }
    }
}
