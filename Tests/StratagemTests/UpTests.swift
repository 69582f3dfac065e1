// Goal: `stratagem up` keeps its sessions going whatever happens to it, ends in order when asked,
// and says what it does.
// Method: the real program with run files of its own; kill -9, signals, and the commands that talk
// to it. Results are compared with those of a host that nobody disturbed.
import Foundation
import Storage
import Testing

extension StratagemTests {
    @Suite struct UpTests {
        /// What a host that runs says of itself.
        struct Status: Decodable {
            struct Session: Decodable {
                var name: String
                var state: String
                var rounds: Int64
                var detail: String
            }

            var processIdentifier: Int32
            var sessions: [Session]
        }

        private static let endless = """
            sessions:
              - { name: calm, game: slots/double-diamond, strategy: flat, count: 20,
                  bankroll: 10000000.00 }
            """

        private func status(_ workshop: Workshop) async throws -> Status? {
            let result = try await workshop.run("status", "--json")
            guard result.code == 0 else { return nil }
            return try result.decoded(Status.self)
        }

        /// Waits until the host says something of itself.
        private func until(
            _ workshop: Workshop, sourceLocation: SourceLocation = #_sourceLocation,
            _ isSo: (Status) -> Bool
        ) async throws -> Status {
            try await eventually("that of the host", sourceLocation: sourceLocation) {
                try await status(workshop).flatMap { isSo($0) ? $0 : nil }
            }
        }

        @Test(
            "a log that can not be written, or that nobody reads any more, ends no session",
            arguments: [
                #"exec "$0" "$@" > /dev/full 2>&1"#, #""$0" "$@" 2>&1 | head -n 3 > /dev/null"#,
            ])
        func lostLog(shell: String) async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            let running = try RunningProgram(
                ["up", "run.yaml"], in: workshop.folder, through: shell)
            let first = try await until(workshop) { status in
                status.sessions.count == 20 && status.sessions.allSatisfy { $0.rounds > 0 }
            }
            // A pause writes a line more.
            #expect(try await workshop.run("pause", "calm/3").code == 0)
            _ = try await until(workshop) { status in
                zip(status.sessions, first.sessions).contains { $0.rounds > $1.rounds + 1000 }
            }
            let stopped = try await workshop.run("stop")
            #expect(stopped.code == 0, "\(stopped)")
            let result = try await running.finished()
            #expect(result.code == 0, "\(result)")
            #expect(try await workshop.run("verify").code == 0)
        }

        @Test("kill -9, again and again: totals and digests of a host that was not disturbed")
        func killed() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "run.yaml",
                """
                sessions:
                  - { name: calm, game: slots/double-diamond, strategy: flat, count: 3, seed: 3,
                      bankroll: 10000000.00, stop: { rounds: 90000 } }
                  - { name: bold, game: slots/lobstermania, strategy: random, count: 2,
                      bankroll: 1000000.00, limits: { spin_fee: 0.01 },
                      stop: { rounds: 30000, loss: 3000.00 } }
                """)
            let whole = try await workshop.run("up", "run.yaml", "--store", "whole")
            try #require(whole.code == 0, "\(whole)")
            let expected = try await workshop.sessions(store: "whole").sorted { $0.id < $1.id }
            #expect(expected.count == 5)
            var kills = 0
            for delay in [60, 150, 100, 250, 180, 90] {
                let running = try workshop.start(["up", "run.yaml", "--store", "cut"])
                try await Task.sleep(for: .milliseconds(delay))
                if running.isRunning { running.send(SIGKILL) }
                if try await running.finished().code == 128 + SIGKILL { kills += 1 }
            }
            #expect(kills > 0)
            let last = try await workshop.run("up", "run.yaml", "--store", "cut")
            #expect(last.code == 0, "\(last)")
            let found = try await workshop.sessions(store: "cut").sorted { $0.id < $1.id }
            #expect(found == expected)
            try digestsAgree(workshop, expected.map(\.id))
            print("up: \(kills) kills")
        }

        private func digestsAgree(_ workshop: Workshop, _ ids: [String]) throws {
            var digests: [[String]] = []
            for name in ["whole", "cut"] {
                let store = try JournalStore(
                    directory: workshop.folder + "/" + name, mode: .readOnly)
                defer { store.close() }
                #expect(try StoreCheck.findings(in: store).isEmpty)
                digests.append(try ids.map { try store.session($0).headDigest })
            }
            #expect(digests[0] == digests[1])
        }

        @Test("one host a store: the second says who runs, and a dead one's socket is replaced")
        func second() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            let first = try workshop.start(["up", "run.yaml"])
            let status = try await until(workshop) { $0.sessions.contains { $0.rounds > 0 } }
            #expect(status.processIdentifier == first.processID)
            let files = FileManager.default
            for (name, mode) in [("", 0o700), ("/control.sock", 0o600)] {
                let attributes = try files.attributesOfItem(
                    atPath: workshop.folder + "/.stratagem" + name)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode)
            }
            let second = try await workshop.run("up", "run.yaml")
            #expect(second.code == 1)
            #expect(second.errors.contains("(process \(first.processID), 20 sessions)"))
            first.send(SIGKILL)
            _ = try await first.finished()
            let gone = try await workshop.run("status")
            #expect(gone.code == 1)
            #expect(gone.errors.contains("no stratagem up runs on the store .stratagem"))
            let third = try workshop.start(["up", "run.yaml"])
            _ = try await until(workshop) { $0.processIdentifier == third.processID }
            let stopped = try await workshop.run("stop")
            #expect(stopped.output == "stopping all 20 sessions: done\n")
            let again = try workshop.start(["up", "run.yaml"])
            _ = try await until(workshop) { $0.processIdentifier == again.processID }
            again.send(SIGINT)
            #expect(try await again.finished().code == 130)
            #expect(try await third.finished().code == 0)
        }

        @Test("SIGTERM under load: everything is on the disk, exit code 0, and the log says it")
        func drained() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            let running = try workshop.start(["up", "run.yaml", "--log", "json"])
            _ = try await until(workshop) { $0.sessions.allSatisfy { $0.rounds > 0 } }
            let start = ContinuousClock.now
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(result.code == 0, "\(result)")
            #expect(result.errors.isEmpty)
            let lines = try result.output.split(separator: "\n").map { line in
                try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            }
            for state in ["starting", "playing"] {
                #expect(lines.count { $0["to"] == state } == 20)
            }
            #expect(lines.last?["message"] == "ended: everything is on the disk")
            let sessions = try await workshop.sessions()
            #expect(sessions.allSatisfy { $0.end == "interrupted" && $0.resumable })
            let rounds = sessions.reduce(0) { $0 + $1.rounds }
            #expect(lines.last { $0["message"] == "figures" }?["rounds"] == "\(rounds)")
            let store = try JournalStore(
                directory: workshop.folder + "/.stratagem", mode: .readOnly)
            defer { store.close() }
            #expect(try StoreCheck.findings(in: store).isEmpty)
        }

        @Test("a session can be paused, resumed and stopped; the run file be changed under it")
        func controlled() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            let running = try workshop.start(["up", "run.yaml"])
            _ = try await until(workshop) { $0.sessions.allSatisfy { $0.rounds > 0 } }
            #expect(try await workshop.run("pause", "calm/7").output == "calm/7 is pausing\n")
            let paused = try await until(workshop) { $0.sessions[6].state == "paused" }.sessions[6]
            let text = try await workshop.run("status").output
            #expect(text.contains("20 sessions: 19 playing, 1 paused"), "\(text)")
            #expect(try await workshop.run("resume", "calm/7").code == 0)
            let later = try await until(workshop) { $0.sessions[6].rounds > paused.rounds }
            #expect(later.sessions[6].state == "playing")
            #expect(try await workshop.run("stop", "calm/8").code == 0)
            _ = try await until(workshop) { $0.sessions[7].state == "stopped" }
            let unknown = try await workshop.run("pause", "calm/21")
            #expect(unknown.code == 1)
            #expect(unknown.errors.contains("no session \"calm/21\" runs here"))

            try workshop.write(
                "run.yaml", Self.endless.replacing("count: 20", with: "count: 21"))
            running.send(SIGHUP)
            _ = try await until(workshop) { $0.sessions.count == 21 }
            try workshop.write("run.yaml", "sessions: nothing")
            running.send(SIGHUP)
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await status(workshop)?.sessions.count == 21)
            running.send(SIGTERM)
            let result = try await running.finished()
            #expect(result.code == 0)
            #expect(result.output.contains("the run file was not taken"))
        }

        @Test("a service manager hears that it is up, alive and stopping")
        func service() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            // Plays the manager: prints what it is told until it hears of the end.
            let manager = Process()
            let heardFile = workshop.folder + "/heard"
            func heard() throws -> String { try String(contentsOfFile: heardFile, encoding: .utf8) }
            let socket = workshop.folder + "/notify"
            manager.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            manager.arguments = [
                "perl", "-MSocket", "-e",
                """
                socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un($ARGV[0])) or die; $| = 1;
                while (recv(S, $m, 1000, 0), 1) { print "$m\\n"; last if $m =~ /STOPPING/ }
                """, socket,
            ]
            try workshop.write("heard", "")
            manager.standardOutput = FileHandle(forWritingAtPath: heardFile)
            try manager.run()
            try await eventually("a socket of the manager") {
                FileManager.default.fileExists(atPath: socket)
            }
            let running = try RunningProgram(
                ["up", "run.yaml"], in: workshop.folder,
                through: "NOTIFY_SOCKET=\(socket) WATCHDOG_USEC=200000 exec \"$0\" \"$@\"")
            _ = try await until(workshop) { $0.sessions.allSatisfy { $0.rounds > 0 } }
            try await eventually("signs of life", by: running) {
                try heard().split(separator: "\n").count { $0 == "WATCHDOG=1" } >= 4
            }
            running.send(SIGTERM)
            #expect(try await running.finished().code == 0)
            manager.waitUntilExit()
            #expect(try heard().contains("READY=1\nSTATUS=20 sessions\n"))
            #expect(try heard().hasSuffix("STOPPING=1\n"))
        }

        @Test("--check finds what is wrong, starts nothing and makes nothing")
        func checked() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.endless)
            let good = try await workshop.run("up", "--check", "run.yaml")
            #expect(good.code == 0)
            #expect(good.output.contains("run.yaml is fine: 20 sessions, 0 of them go on"))
            for (from, to, message) in [
                ("flat", "flta", "bad.yaml:2: calm: no strategy \"flta\"; did you mean flat?"),
                ("count", "cuont", "bad.yaml:2: there is no \"cuont\" in a group of sessions"),
                ("10000000.00", "1.234", "bad.yaml:3: bankroll: "),
                (
                    "slots/double-diamond", "tables/blackjack",
                    "bad.yaml:2: calm: flat does not play"
                ),
            ] {
                try workshop.write("bad.yaml", Self.endless.replacing(from, with: to))
                for arguments in [["up", "--check"], ["up"]] {
                    let bad = try await workshop.run(arguments + ["bad.yaml"])
                    #expect(bad.code == 1)
                    #expect(
                        bad.errors.contains(message),
                        "\(bad.errors)")
                }
            }
            #expect(!FileManager.default.fileExists(atPath: workshop.folder + "/.stratagem"))
        }

        @Test(
            "the unit for systemd is one",
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
        func unit() throws {
            let workshop = try Workshop()
            // The program that it names is not installed here.
            let text = try String(
                contentsOfFile: Program.project + "/Config/stratagem.service", encoding: .utf8)
            try workshop.write(
                "stratagem.service",
                text.replacing("/usr/local/bin/stratagem", with: Program.path))
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/systemd-analyze")
            process.arguments = ["verify", workshop.folder + "/stratagem.service"]
            process.standardError = pipe
            process.standardOutput = pipe
            try process.run()
            let output = String(
                decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(output)")
            #expect(!output.contains("stratagem.service"), "\(output)")
        }
    }
}
