// Goal: who else plays, and on how many workers, changes nothing of a session: not its rounds, not
// its fuel, not its journal.
// Method: the same sessions alone, together, on one and two workers, and beside hogs: a strategy
// that burns most of its fuel in each call, and one that sits in long steps of the Lua machine.
import Accounts
import Foundation
import Host
import Play
import Storage
import Synchronization
import Testing

@Suite struct FairnessTests {
    private static let burning = HostPlugins.steady(
        "local n = 0 for i = 1, 120000 do n = n + i end", name: "burning")
    private static let comparing = HostPlugins.steady(
        """
        local a, b, n = ('x'):rep(1 << 19), ('x'):rep(1 << 19), 0
        for i = 1, 1000 do if a == b then n = n + 1 end end
        """, name: "comparing")

    /// What must not depend on others.
    private struct Kept: Hashable {
        var digest: String
        var totals: SessionTotals
        var balance: Int64
        var end: SessionEnd
        /// As the journal has it: digest and balance at the head.
        var head: SessionHead
    }

    private struct Player {
        var blueprint: SessionBlueprint
        var rounds: Int64
    }

    private static func players() throws -> [String: Player] {
        var players: [String: Player] = [:]
        for number in 1...6 {
            let strategy = HostPlugins.steady(
                "for i = 1, \(number * 40) do memory.sum = (memory.sum or 0) + rng:int(6) end")
            players["normal \(number)"] = Player(
                blueprint: try HostPlugins.blueprint(
                    game: HostPlugins.coin, strategy: strategy, seed: UInt64(number)),
                rounds: 2000)
        }
        for (name, text, seed) in [("burning", burning, 7), ("comparing", comparing, 8)] {
            players[name] = Player(
                blueprint: try HostPlugins.blueprint(
                    game: HostPlugins.coin, strategy: text, seed: UInt64(seed)), rounds: 12)
        }
        return players
    }

    /// Plays all at once; each worker gets every n-th.
    private func play(
        _ players: [String: Player], workers: Int
    ) throws -> (kept: [String: Kept], handovers: Int64) {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        let committer = Committer(store: store)
        let outcomes = Mutex<[String: Result<SessionTask.Outcome, any Error>]>([:])
        let handovers = Mutex<Int64>(0)
        _ = try HostRun().run(workerCount: workers, progress: {}) { context in
            for (number, name) in players.keys.sorted().enumerated() {
                guard let player = players[name] else { continue }
                let task = SessionTask(
                    player.blueprint, beginning: .fresh,
                    goal: SessionTask.Goal(rounds: player.rounds, seconds: nil),
                    committer: committer, stop: context.stop
                ) { result in
                    let count = outcomes.withLock { outcomes in
                        outcomes[name] = result
                        return outcomes.count
                    }
                    guard count == players.count else { return }
                    handovers.withLock { sum in
                        for worker in 0..<workers {
                            sum += context.workers.scheduler(worker).handovers
                        }
                    }
                    context.done()
                }
                task.start(on: context.workers.scheduler(number))
            }
        }
        try committer.close()
        #expect(try StoreCheck.findings(in: store).isEmpty)
        var kept: [String: Kept] = [:]
        for (name, result) in outcomes.withLock({ $0 }) {
            let outcome = try result.get()
            #expect(outcome.faults.isEmpty, "\(name): \(outcome.faults)")
            let stored = try store.session(players[name]?.blueprint.configuration.id ?? "")
            kept[name] = Kept(
                digest: outcome.digest, totals: outcome.totals, balance: outcome.balance,
                end: outcome.end, head: stored.head(today: stored.wallet.dayKey))
        }
        store.close()
        return (kept, handovers.withLock { $0 })
    }

    @Test("sessions are the same alone and together, on one worker and on two, beside hogs")
    func sameSessions() throws {
        let players = try FairnessTests.players()
        var alone: [String: Kept] = [:]
        for (name, player) in players {
            alone.merge(try play([name: player], workers: 1).kept) { _, new in new }
        }
        #expect(alone.count == 8)
        #expect(Set(alone.values.map(\.digest)).count == 8)
        let normal = players.filter { $0.key.hasPrefix("normal") }
        for workers in [1, 2] {
            let without = try play(normal, workers: workers)
            #expect(without.kept == alone.filter { normal[$0.key] != nil })
            let with = try play(players, workers: workers)
            #expect(with.kept == alone)
            // Otherwise there was no hog in it.
            #expect(with.handovers > 0)
        }
    }
}
