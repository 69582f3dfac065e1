// Folders, stores and plugins for tests of the host.

import Accounts
import Foundation
import Host
import Play
import Scripting
import Storage
import Synchronization

enum HostPlugins {
    /// A game in which a stake of 1.00 is always lost.
    static let sink = """
        return {
            name = "test/sink", version = "1.0.0", api = 1, stakes = { "1.00" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function() return {} end,
        }
        """

    /// A game that pays a stake of 1.00 back or not.
    static let coin = """
        return {
            name = "test/coin", version = "1.0.0", api = 1, stakes = { "1.00" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng) return { payout = 200 * (rng:int(2) - 1) } end,
        }
        """

    /// Bets 1.00 each round; `before` runs first.
    static func steady(_ before: String = "", name: String = "steady") -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(memory, seen, rng)
                \(before)
                return { type = "PlaceBet", amount = 100 }
            end,
        }
        """
    }

    static func blueprint(
        game: String = sink, strategy: String = steady(), seed: UInt64 = 1,
        bankroll: Int64 = 10_000_000, dailyLimit: Int64? = nil
    ) throws -> SessionBlueprint {
        let played = try GameDefinition(
            PluginSource(file: "games/test/game.lua", text: Array(game.utf8)))
        let player = try StrategyDefinition(
            PluginSource(file: "strategies/test.lua", text: Array(strategy.utf8)))
        return try SessionBlueprint(
            configuration: SessionConfiguration(
                id: UUID().uuidString.lowercased(), game: played.reference,
                strategy: player.reference, seed: seed, currency: "AUD", bankroll: bankroll,
                dailyLimit: dailyLimit),
            game: played, strategy: player)
    }
}

/// A folder that is removed with the last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.path + "/stratagem-host-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}

/// A clock that tests set. Any thread.
final class SettableClock: Sendable {
    private let dayNow: Mutex<Int64>

    init(day: Int64) { dayNow = Mutex(day) }

    var day: Int64 {
        get { dayNow.withLock { $0 } }
        set { dayNow.withLock { $0 = newValue } }
    }

    /// Noon of the day that is set; monotonic time is real.
    var clock: HostClock {
        HostClock(
            wallMilliseconds: { self.day * 86_400_000 + 43_200_000 },
            monotonicNanoseconds: HostClock.system.monotonicNanoseconds)
    }
}

extension SessionTask {
    /// Plays one session in a store to its end, on one worker of a run of its own.
    static func played(
        _ blueprint: SessionBlueprint, _ beginning: Beginning = .fresh, rounds: Int64,
        in store: JournalStore, clock: HostClock = .system, tempo: Tempo = Tempo(),
        allowance: AllowanceGrant? = nil, began: (SessionTask) -> Void = { _ in }
    ) throws -> Outcome {
        try played(
            blueprint, beginning, rounds: rounds, through: Committer(store: store), clock: clock,
            tempo: tempo, allowance: allowance, began: began)
    }

    static func played(
        _ blueprint: SessionBlueprint, _ beginning: Beginning = .fresh, rounds: Int64,
        through committer: Committer, clock: HostClock = .system, tempo: Tempo = Tempo(),
        allowance: AllowanceGrant? = nil, began: (SessionTask) -> Void = { _ in }
    ) throws -> Outcome {
        let outcome = Mutex<Result<Outcome, any Error>?>(nil)
        _ = try HostRun().run(workerCount: 1) {
        } start: { context in
            let task = SessionTask(
                blueprint, beginning: beginning,
                goal: Goal(rounds: rounds, seconds: nil), committer: committer,
                stop: context.stop, clock: clock, tempo: tempo, allowance: allowance
            ) { result in
                outcome.withLock { $0 = result }
                context.done()
            }
            began(task)
            task.start(on: context.workers.scheduler(0))
        }
        try? committer.close()
        guard let result = outcome.withLock({ $0 }) else { throw NoOutcome() }
        return try result.get()
    }
}

struct NoOutcome: Error {}
