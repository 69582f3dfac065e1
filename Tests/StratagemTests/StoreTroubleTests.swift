// Goal: a store that can not be used is refused with what to do, and what was acknowledged stays.
// Method: real stores made newer, locked, damaged, full and read-only; afterwards they work again.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct StoreTroubleTests {
        private let workshop: Workshop
        private let command = ["slots/double-diamond", "flat", "--bankroll", "1000000.00"]

        init() throws {
            workshop = try Workshop()
        }

        @Test("a store from a newer version is refused by every command and left as it was")
        func newer() async throws {
            let session = try await workshop.play(command + ["--rounds", "20"]).session
            let database = workshop.folder + "/.stratagem/journal.db"
            // PRAGMA user_version: bytes 60 to 63, big-endian (SQLite file format, section 1.3).
            let file = try #require(FileHandle(forUpdatingAtPath: database))
            try file.seek(toOffset: 60)
            try file.write(contentsOf: Data([0, 0, 0, 9]))
            try file.close()
            let before = FileManager.default.contents(atPath: database)
            for arguments in [
                ["run"] + command, ["run", "--resume", session], ["sessions"], ["replay", session],
            ] {
                let result = try await workshop.run(arguments + ["--json"])
                #expect(result.code == 1)
                let failure = try result.decoded(ErrorOutput.self).error
                #expect(failure.code == "STORE_NEWER")
                #expect(failure.message.contains("format 9, this one reads up to "))
                #expect(failure.message.contains("choose another folder with --store"))
            }
            #expect(FileManager.default.contents(atPath: database) == before)
            let elsewhere = try await workshop.play(
                command + ["--rounds", "20", "--store", "other"])
            #expect(elsewhere.result.rounds == 20)
        }

        @Test("a store that another process writes is refused by its id; reading goes on")
        func inUse() async throws {
            let running = try workshop.start(["run"] + command + ["--for", "60s", "--json"])
            let id = try await eventually("rounds in the store", by: running) {
                try await workshop.sessions().first { $0.rounds > 0 }?.id
            }
            for arguments in [["run"] + command, ["run", "--resume", id]] {
                let result = try await workshop.run(arguments + ["--json"])
                #expect(result.code == 1)
                let failure = try result.decoded(ErrorOutput.self).error
                #expect(failure.code == "STORE_IN_USE")
                #expect(failure.message.contains("process \(running.processID)"))
            }
            let replay = try await workshop.run("replay", id, "--from", "1", "--to", "3")
            #expect(replay.code == 0, "\(replay)")
            running.send(SIGINT)
            let ended = try await running.finished()
            #expect(ended.code == 130)
            #expect(try await workshop.run("run", "--resume", id, "--rounds", "1").code == 0)
        }

        @Test("a file where the store's folder should be, or none of ours, is left as it is")
        func foreign() async throws {
            try workshop.write("plain", "not a folder")
            try workshop.write("other/journal.db", String(repeating: "no database ", count: 400))
            for (store, file) in [("plain", "plain"), ("other", "other/journal.db")] {
                let before = FileManager.default.contents(atPath: workshop.folder + "/" + file)
                let result = try await workshop.run(
                    ["run"] + command + ["--json", "--store", store])
                #expect(result.code == 1)
                let failure = try result.decoded(ErrorOutput.self).error
                #expect(failure.code == "NOT_A_STORE", "\(failure.message)")
                #expect(failure.message.contains("choose another folder with --store"))
                let after = FileManager.default.contents(atPath: workshop.folder + "/" + file)
                #expect(after == before)
            }
        }

        @Test(
            "a folder that may not be written is refused, and can be read",
            .enabled(if: getuid() != 0, "permissions do not bind root"))
        func permissions() async throws {
            let id = try await workshop.play(command + ["--rounds", "20"]).session
            let store = workshop.folder + "/.stratagem"
            let names = try FileManager.default.contentsOfDirectory(atPath: store)
            func allow(_ folder: Int, _ file: Int) throws {
                let files = FileManager.default
                for name in names {
                    try files.setAttributes(
                        [.posixPermissions: file], ofItemAtPath: store + "/" + name)
                }
                try files.setAttributes([.posixPermissions: folder], ofItemAtPath: store)
            }
            try allow(0o555, 0o444)
            try await refusesWriting(id)
            try allow(0o755, 0o644)
            #expect(try await workshop.run("run", "--resume", id, "--rounds", "30").code == 0)
        }

        @Test(
            "a read-only disk is refused, and can be read; writable again, the session goes on",
            .enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
        func readOnlyDisk() async throws {
            let disk = try SmallDisk(kilobytes: 4096)
            let store = disk.folder + "/store"
            let id = try await workshop.play(command + ["--rounds", "20", "--store", store]).session
            try disk.remount("ro")
            try await refusesWriting(id, store: store)
            let fresh = try await workshop.run(
                ["run"] + command + ["--json", "--store", disk.folder + "/new"])
            #expect(try fresh.decoded(ErrorOutput.self).error.code == "STORE_READ_ONLY")
            try disk.remount("rw")
            let resumed = try await workshop.play(
                ["--resume", id, "--rounds", "30", "--store", store])
            #expect(resumed.result.rounds == 30)
        }

        private func refusesWriting(_ id: String, store: String = ".stratagem") async throws {
            let result = try await workshop.run("run", "--resume", id, "--json", "--store", store)
            #expect(result.code == 1)
            let failure = try result.decoded(ErrorOutput.self).error
            #expect(failure.code == "STORE_READ_ONLY", "\(failure.message)")
            #expect(failure.message.contains("write permission"))
            #expect(try await workshop.sessions(store: store).first?.rounds == 20)
            #expect(try await workshop.run("replay", id, "--store", store).code == 0)
        }

        @Test(
            "a disk that is full to begin with is refused, and works once there is room",
            .enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
        func fullFromTheStart() async throws {
            let disk = try SmallDisk(kilobytes: 64)
            let filler = disk.folder + "/filler"
            try? Data(count: 64 << 10).write(to: URL(fileURLWithPath: filler))
            let store = ["--rounds", "20", "--store", disk.folder + "/store"]
            let result = try await workshop.run(["run"] + command + store + ["--json"])
            #expect(result.code == 1)
            #expect(try result.decoded(ErrorOutput.self).error.code == "DISK_FULL")
            try FileManager.default.removeItem(atPath: filler)
            try disk.remount("size=8m")
            #expect(try await workshop.play(command + store).result.rounds == 20)
        }

        @Test("too few file descriptors for the workers is an error, not a crash")
        func descriptors() async throws {
            let running = try RunningProgram(
                [
                    "compare", "slots/double-diamond", "flat", "flat", "--workers", "200", "--json",
                ], in: workshop.folder, through: "ulimit -n 40; exec \"$0\" \"$@\"")
            let result = try await running.finished()
            #expect(result.code == 1)
            #expect(result.errors.isEmpty)
            let failure = try result.decoded(ErrorOutput.self).error
            #expect(failure.code == "INTERNAL_ERROR")
            #expect(failure.message.contains("raise the limit of open files"))
        }
    }
}
