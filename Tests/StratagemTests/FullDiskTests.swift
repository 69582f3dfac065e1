// Goal: a real full disk pauses a real program, and whatever the moment nothing is lost or twice.
// Method: a file system in memory that the test fills while the program plays and empties again; the
// rounds are compared with those of a run that had room.
//
// STRATAGEM_FULL_DISKS=200 fills it more often than the six times of the test command.
import Foundation
import Testing

extension StratagemTests {
    @Suite(.enabled(if: HeldDisk.hindrance == nil, "needs root's right to mount, or unshare -Urm"))
    struct FullDiskTests {
        private let workshop: Workshop
        private let noisy = ["slots/double-diamond", "random", "--bankroll", "10000000.00"]

        init() throws {
            workshop = try Workshop()
        }

        private static let cycles =
            ProcessInfo.processInfo.environment["STRATAGEM_FULL_DISKS"].flatMap(Int.init) ?? 6

        private func start(_ arguments: [String], on disk: HeldDisk) throws -> RunningProgram {
            try RunningProgram(
                arguments + ["--store", disk.folder + "/store"], in: workshop.folder,
                through: disk.shell)
        }

        private func run(_ arguments: [String], on disk: HeldDisk) async throws -> ProgramResult {
            try await start(arguments, on: disk).finished()
        }

        /// What a series of full disks saw.
        private struct Seen {
            var low = 0
            var refused = 0
            var lives = 0
            var rounds: Int64 = 0
        }

        @Test("held full and freed, again and again: all rounds are there, each once")
        func heldAndFreed() async throws {
            var seen = Seen()
            for first in stride(from: 1, through: Self.cycles, by: 20) {
                try await series(first...min(first + 19, Self.cycles), &seen)
            }
            print(
                "a real disk held full and freed \(Self.cycles) times: \(seen.low) below the mark, "
                    + "\(seen.refused) refused, \(seen.lives) lives, \(seen.rounds) rounds")
        }

        /// One session on one disk.
        private func series(_ cycles: ClosedRange<Int>, _ seen: inout Seen) async throws {
            let disk = try HeldDisk(kilobytes: 64 << 10)
            var running = try start(["run"] + noisy + ["--for", "1h", "--json"], on: disk)
            // Of the process that runs.
            var ends = 0
            seen.lives += 1
            for cycle in cycles {
                try await Task.sleep(for: .milliseconds(100 + 37 * (cycle % 5)))
                let said = running.errorsSoFar.components(separatedBy: "paused: ").count
                // Every other time a commit still fits: only the mark says stop.
                let isHard = cycle.isMultiple(of: 2)
                try disk.fill(leaving: isHard ? 0 : 2 << 20)
                try await untilSaid("paused: storage_full, ", by: running, times: said)
                try await Task.sleep(for: .milliseconds(isHard ? 700 : 100))
                if isHard { seen.refused += 1 } else { seen.low += 1 }
                // Now and then it ends while the disk is full.
                guard cycle % 7 == 4 else {
                    try disk.free()
                    ends += 1
                    try await untilSaid("going on", by: running, times: ends)
                    continue
                }
                running.send(cycle.isMultiple(of: 3) ? SIGTERM : SIGKILL)
                _ = try await running.finished()
                try disk.free()
                let list = try await run(["sessions", "--json"], on: disk)
                let id = try #require(try list.decoded(SessionList.self).sessions.first).id
                running = try start(["run", "--resume", id, "--for", "1h", "--json"], on: disk)
                ends = 0
                seen.lives += 1
            }
            try await Task.sleep(for: .milliseconds(100))
            running.send(SIGINT)
            let ended = try await running.finished()
            #expect(ended.code == 130, "\(ended)")
            let output = try ended.decoded(RunOutput.self)
            let check = try await run(["verify", "--json"], on: disk)
            #expect(check.code == 0, "\(check)")
            let whole = try await workshop.play(noisy + ["--rounds", "\(output.result.rounds)"])
            #expect(whole.result == output.result)
            seen.rounds += output.result.rounds
        }

        @Test(
            "asked to end on a full disk it ends in time, says what is missing, and goes on later")
        func terminated() async throws {
            let disk = try HeldDisk(kilobytes: 8 << 10)
            let running = try start(["run"] + noisy + ["--for", "1h"], on: disk)
            try await Task.sleep(for: .milliseconds(400))
            try disk.fill()
            try await untilSaid("paused: storage_full, 0 bytes free of at least", by: running)
            try await Task.sleep(for: .milliseconds(300))
            let asked = ContinuousClock.now
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(asked.duration(to: .now) < .seconds(30))
            #expect(result.code == 1)
            let kept = try #require(
                try await run(["sessions", "--json"], on: disk).decoded(SessionList.self)
                    .sessions.first)
            let said = try #require(
                try #/Not stored: rounds ([0-9,]+) to ([0-9,]+) of session (.*);/#.firstMatch(
                    in: result.errors), "\(result)")
            #expect(Int64(said.1.replacing(",", with: "")) == kept.rounds + 1)
            #expect(said.3 == kept.id)

            // Taken up on the full disk it says why nothing happens: it waits, or can not even lock
            // the store.
            let again = ["run", "--resume", kept.id, "--rounds", "\(kept.rounds + 5000)", "--json"]
            let resumed = try start(again, on: disk)
            try await untilSaid("paused: storage_full", "DISK_FULL", by: resumed)
            try disk.free()
            var end = try await resumed.finished()
            if end.code == 1 { end = try await run(again, on: disk) }
            #expect(end.code == 0, "\(end)")
            let whole = try await workshop.play(noisy + ["--rounds", "\(kept.rounds + 5000)"])
            #expect(try end.decoded(RunOutput.self).result == whole.result)
        }

        @Test("up pauses below the mark, says so everywhere, goes on, and drains on a full disk")
        func fleet() async throws {
            let disk = try HeldDisk(kilobytes: 16 << 10)
            try workshop.write("stratagem.yaml", "storage: { free_mebibytes_min: 4 }")
            try workshop.write(
                "run.yaml",
                """
                sessions:
                  - { name: calm, game: slots/double-diamond, strategy: flat, count: 3,
                      bankroll: 10000000.00, stop: { rounds: 60000 } }
                """)
            let running = try start(["up", "run.yaml", "--log", "json"], on: disk)
            try await untilSaid(#"to":"playing"#, by: running, times: 3)
            try disk.fill(leaving: 3 << 20)
            try await untilSaid("paused: storage_full", by: running)
            let plain = try await run(["status"], on: disk)
            let line =
                #/paused: storage_full, [0-9,]+ bytes free of at least 5,242,880 needed; free/#
            #expect(plain.output.contains(line), "\(plain)")
            let status = try await run(["status", "--json"], on: disk).decoded(Paused.self)
            #expect(status.pause?.reason == "storage_full" && status.pause?.refused == false)
            #expect(status.pause?.neededBytes == 5 << 20)
            // Nobody plays meanwhile.
            try await Task.sleep(for: .milliseconds(300))
            let before = try await run(["status", "--json"], on: disk).decoded(Paused.self)
            try await Task.sleep(for: .milliseconds(600))
            let after = try await run(["status", "--json"], on: disk).decoded(Paused.self)
            #expect(before.groups.map(\.rounds) == after.groups.map(\.rounds))
            try disk.free()
            try await untilSaid("there is room again", by: running)
            let ended = try await running.finished()
            #expect(ended.code == 0, "\(ended)")
            let lines = ended.output.split(separator: "\n")
            #expect(
                lines.contains {
                    $0.contains(#""reason":"storage_full""#) && $0.contains("warning")
                })
            let check = try await run(["verify"], on: disk)
            #expect(check.code == 0, "\(check)")
        }

        @Test("up on a disk that stays full ends within 30 s of SIGTERM and says what is missing")
        func fleetTerminated() async throws {
            let disk = try HeldDisk(kilobytes: 8 << 10)
            try workshop.write(
                "run.yaml",
                """
                sessions:
                  - { name: bold, game: slots/double-diamond, strategy: random, count: 3,
                      bankroll: 10000000.00 }
                """)
            let running = try start(["up", "run.yaml"], on: disk)
            try await untilSaid("to=playing", "starting -> playing", by: running, times: 3)
            try await Task.sleep(for: .milliseconds(300))
            try disk.fill()
            try await untilSaid("paused: storage_full, 0 bytes free", by: running)
            let asked = ContinuousClock.now
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(asked.duration(to: .now) < .seconds(30))
            #expect(result.code == 1, "\(result)")
            #expect(result.errors.contains("Not stored: "), "\(result)")
            #expect(!result.output.contains("everything is on the disk"))
            try disk.free()
            let check = try await run(["verify", "--replay"], on: disk)
            #expect(check.code == 0, "\(check)")
        }

        private struct Paused: Decodable {
            struct Pause: Decodable {
                var reason: String
                var neededBytes: Int64
                var refused: Bool
            }

            struct Group: Decodable {
                var rounds: Int64
            }

            var pause: Pause?
            var groups: [Group]
        }
    }
}
