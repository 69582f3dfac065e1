// A session that plays on a worker while its plugins' files change.

import EventLoop
import Foundation
import Play
import Reports
import Storage
import Synchronization

@testable import Host

/// Plays until `finish`; every text that it is offered, and everything that the watch says, is kept.
final class WatchedSession {
    let folder: TemporaryFolder
    let store: JournalStore
    let task: SessionTask
    let watch: PluginWatch
    private let committer: Committer
    private let pool: WorkerPool
    private let stop = StopFlag()
    private let events: Events
    private let outcome = Outcomes()

    /// What was heard of, in order.
    final class Events: Sendable {
        let reloads = Mutex<[ReloadEvent]>([])
        let notices = Mutex<[PluginNotice]>([])
    }

    private final class Outcomes: Sendable {
        let result = Mutex<Result<SessionTask.Outcome, any Error>?>(nil)
    }

    static let strategyFile = "strategies/steady.lua"
    static let gameFile = "games/test/coin/game.lua"

    /// Bets 1.00 and counts in memory; the comment makes the text another one. It takes its time, so
    /// that there are not many rounds to replay.
    static func strategy(_ comment: String) -> String {
        """
        return { -- \(comment)
            name = "steady", version = "1.0.0", api = 1, games = { "test/*" },
            start = function() return { count = 0 } end,
            decide = function(memory)
                memory.count = memory.count + 1
                for _ = 1, 5000 do end
                return { type = "PlaceBet", amount = 100 }
            end,
        }
        """
    }

    init(
        quietTime: Duration = .milliseconds(50),
        prepare: (TemporaryFolder) throws -> Void = { _ in }
    )
        throws
    {
        folder = try TemporaryFolder()
        try folder.write(Self.strategyFile, Self.strategy("first"))
        try folder.write(Self.gameFile, HostPlugins.coin)
        try prepare(folder)
        store = try JournalStore(
            directory: folder.path + "/store", mode: .readWrite, engine: Engine.version)
        committer = Committer(store: store)
        let catalogue = Catalogue(folder: folder.path)
        let (game, strategy) = (try catalogue.game("test/coin"), try catalogue.strategy("steady"))
        let blueprint = try SessionBlueprint(
            configuration: SessionConfiguration(
                id: UUID().uuidString.lowercased(), game: game.reference,
                strategy: strategy.reference, seed: 5, currency: "AUD",
                bankroll: 1_000_000_000_000),
            game: game, strategy: strategy)
        let (events, outcome) = (Events(), outcome)
        self.events = events
        watch = try PluginWatch(catalogue: catalogue, quietTime: quietTime) { notice in
            events.notices.withLock { $0.append(notice) }
        }
        pool = try WorkerPool(count: 1)
        task = SessionTask(
            blueprint, beginning: .fresh, goal: SessionTask.Goal(rounds: nil, seconds: 100),
            committer: committer, stop: stop,
            reloadAction: { event in events.reloads.withLock { $0.append(event) } },
            completion: { result in outcome.result.withLock { $0 = result } })
        watch.follow(task)
        task.start(on: pool.scheduler(0))
    }

    var reloads: [ReloadEvent] { events.reloads.withLock { $0 } }
    var taken: [ReloadEvent] { reloads.filter(\.isTaken) }
    var notices: [PluginNotice] { events.notices.withLock { $0 } }

    func path(_ file: String) -> String { folder.path + "/" + file }

    func hash(_ text: String) -> String { PluginSource(file: "", text: Array(text.utf8)).hash }

    /// Waits until it holds, at most twenty seconds.
    func wait(until condition: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition(), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        return condition()
    }

    /// Waits until the session plays this text.
    func plays(_ text: String) async throws -> Bool {
        let hash = hash(text)
        return try await wait { taken.last?.to == hash }
    }

    /// Ends the session, and plays what the store has again from round 1.
    func finish() async throws -> (outcome: SessionTask.Outcome, replayed: Int64) {
        stop.set()
        let ended = try await wait { outcome.result.withLock { $0 != nil } }
        guard ended, let result = outcome.result.withLock({ $0 }) else { throw NoOutcome() }
        let open = watch.close() + pool.shutdown()
        precondition(open.isEmpty, "left open: \(open.map(\.description))")
        try committer.close()
        let played = try result.get()
        let stored = try store.session(task.label)
        let report = try ReplayRun(journal: store, stored: stored).replay(
            checkingFrom: 1, printing: max(1, stored.headRound)...max(1, stored.headRound))
        return (played, report.checkedTo)
    }
}
