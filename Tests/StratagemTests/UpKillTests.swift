// Goal: whatever moment `stratagem up` is killed at, in starting, in playing, in recovery, in a
// reload, while rounds move into a segment, nothing that a client saw acknowledged is lost, and the
// rounds are those of a host that nobody disturbed.
// Method: kill -9 in a loop while an editor saves plugins and a client reads the heads of all
// sessions from the store; after each kill the heads that it saw must be in the chain. At the end
// the totals and digests of an undisturbed host. STRATAGEM_KILLS=2000 for more than a test run.
import Foundation
import Play
import Storage
import Testing

extension StratagemTests {
    @Suite struct UpKillTests {
        static let kills =
            ProcessInfo.processInfo.environment["STRATAGEM_KILLS"].flatMap { Int($0) } ?? 100

        /// `calm` is edited while it plays, by nothing but comments.
        private static func runFile(calm: Int64? = nil, bold: Int64? = nil) -> String {
            func stop(_ rounds: Int64?) -> String {
                rounds.map { ", stop: { rounds: \($0) }" } ?? ""
            }
            return """
                sessions:
                  - { name: calm, game: slots/double-diamond, strategy: flat, count: 2, seed: 3,
                      bankroll: 90000000.00\(stop(calm)) }
                  - { name: bold, game: slots/atkins-diet, strategy: random, count: 1,
                      bankroll: 90000000.00, limits: { spin_fee: 0.01 }\(stop(bold)) }
                """
        }

        /// Heads that a reader of the store has seen: what is committed, so acknowledged.
        private struct Client {
            var heads: [String: (rounds: Int64, digest: String)] = [:]
            var looks = 0

            mutating func look(_ folder: String) throws {
                guard FileManager.default.fileExists(atPath: folder + "/journal.db") else { return }
                // It may be just being made.
                guard let store = try? JournalStore(directory: folder, mode: .readOnly) else {
                    #expect(heads.isEmpty)
                    return
                }
                defer { store.close() }
                for summary in try store.sessions() {
                    let session = try store.session(summary.id)
                    heads[session.id] = (session.headRound, session.headDigest)
                }
                looks += 1
            }

            /// Every head that was seen is in the chain.
            func check(_ folder: String) throws {
                guard !heads.isEmpty else { return }
                let store = try JournalStore(directory: folder, mode: .readOnly)
                defer { store.close() }
                for (id, seen) in heads where seen.rounds > 0 {
                    let chunks = try store.chunks(of: id, from: seen.rounds, through: seen.rounds)
                    #expect(chunks.count == 1, "\(id) lost round \(seen.rounds)")
                    guard let chunk = chunks.first, chunk.lastRound == seen.rounds else { continue }
                    #expect(chunk.digestAfter == seen.digest, "\(id), round \(seen.rounds)")
                }
            }
        }

        @Test("killed again and again, with an editor at work: nothing acknowledged is lost")
        func killed() async throws {
            let workshop = try Workshop()
            try workshop.write("run.yaml", Self.runFile())
            let file = "strategies/flat.lua"
            let text = try String(contentsOfFile: workshop.folder + "/" + file, encoding: .utf8)
            let cut = workshop.folder + "/cut"
            var random = SystemRandomNumberGenerator()
            var client = Client()
            var (kills, sealerKills, saves, inStart) = (0, 0, 0, 0)
            for number in 0..<Self.kills {
                let before = client.heads
                func plays() -> Bool {
                    client.heads.contains { $0.value.rounds != before[$0.key]?.rounds }
                }
                // Later a host starts with whatever the editor left, also where it does not load.
                if before.isEmpty { try workshop.write(file, text + "\n-- start \(kills)") }
                let running = try workshop.start(["up", "run.yaml", "--store", "cut"])
                // Every other one meets sessions that play; the rest may meet anything.
                let life = Duration.milliseconds(Int.random(in: 20...350, using: &random))
                var end = ContinuousClock.now + life
                var isMet = number % 2 == 0
                let last = ContinuousClock.now + .seconds(5)
                while ContinuousClock.now < end || (!isMet && ContinuousClock.now < last),
                    running.isRunning
                {
                    if !isMet, plays() {
                        isMet = true
                        end = ContinuousClock.now + life / 3
                    }
                    if Int.random(in: 0..<6, using: &random) == 0 {
                        saves += 1
                        let broken = plays() && saves % 3 == 0 ? "\nreturn return" : ""
                        try workshop.write(file, text + "\n-- \(saves)" + broken)
                    }
                    try client.look(cut)
                    try await Task.sleep(for: .milliseconds(10))
                }
                running.send(SIGKILL)
                let result = try await running.finished()
                #expect(result.code == 128 + SIGKILL, "\(result)")
                kills += 1
                if !plays() { inStart += 1 }
                try client.check(cut)
                if number % 8 == 7 {
                    let sealer = try workshop.start([
                        "compact", "--segment-size", "16KiB", "--store", "cut",
                    ])
                    let life = Int.random(in: 20...200, using: &random)
                    try await Task.sleep(for: .milliseconds(life))
                    if sealer.isRunning { sealer.send(SIGKILL) }
                    let result = try await sealer.finished()
                    #expect(result.code == 0 || result.code == 128 + SIGKILL, "\(result)")
                    if result.code != 0 { sealerKills += 1 }
                    try client.check(cut)
                }
                // What it had not seen before the kill is not played by the next.
                try client.look(cut)
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: cut + "/segments")
            print(
                "\(kills) kills of up, \(inStart) before it played on, \(sealerKills) of compact, "
                    + "\(saves) saves, \(client.looks) looks, \(files.count) segments")
            #expect(kills < 20 || !files.isEmpty)
            try workshop.write(file, text)
            try await compare(workshop)
        }

        /// Plays on to the same round in both stores.
        private func compare(_ workshop: Workshop) async throws {
            var heads: [String: Int64] = [:]
            let store = try JournalStore(
                directory: workshop.folder + "/cut", mode: .readOnly)
            for summary in try store.sessions() {
                let session = try store.session(summary.id)
                heads[session.configuration.game.name, default: 0] = max(
                    session.headRound, heads[session.configuration.game.name] ?? 0)
            }
            store.close()
            let (calm, bold) = (heads["slots/double-diamond"] ?? 0, heads["slots/atkins-diet"] ?? 0)
            try workshop.write(
                "run.yaml", Self.runFile(calm: calm + 1000, bold: bold + 1000))
            for store in ["cut", "whole"] {
                let result = try await workshop.run("up", "run.yaml", "--store", store)
                #expect(result.code == 0, "\(result)")
            }
            let found = try await workshop.sessions(store: "cut").sorted { $0.id < $1.id }
            let expected = try await workshop.sessions(store: "whole").sorted { $0.id < $1.id }
            #expect(found.count == 3 && found == expected)
            let verify = try await workshop.run("verify", "--store", "cut", "--replay")
            #expect(verify.code == 0, "\(verify.output) \(verify.errors)")
            let stores = try ["cut", "whole"].map {
                try JournalStore(directory: workshop.folder + "/" + $0, mode: .readOnly)
            }
            defer { for store in stores { store.close() } }
            for session in expected {
                let (cut, whole) = (
                    try stores[0].session(session.id), try stores[1].session(session.id)
                )
                // A reload is part of the digest, so those that were edited differ in it.
                if try stores[0].reloads(of: session.id).isEmpty {
                    #expect(cut.headDigest == whole.headDigest, "\(session.id)")
                }
                #expect(cut.balance == whole.balance)
                #expect(cut.totals == whole.totals)
            }
        }
    }
}
