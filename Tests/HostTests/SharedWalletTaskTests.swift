// Goal: sessions that share a wallet play the rounds that they would play alone; together they spend
// the day's limit to the last round and no more, through new days and clocks that are set back.
// Method: a game that always loses 1.00, or flips a coin; tasks on two workers; a clock that tests
// set. Afterwards the whole store is checked.
import Accounts
import Foundation
import Host
import Play
import Storage
import Synchronization
import Testing

@Suite struct SharedWalletTaskTests {
    private let folder: TemporaryFolder
    private let store: JournalStore

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
    }

    private func makeWallet(_ balance: Int64, limit: Int64?, day: Int64 = 20_000) throws {
        try store.createWallet(
            NewWallet(
                name: "shared", currency: .aud, balance: balance,
                limits: try WalletLimits(dailySpendLimit: limit),
                day: DayKey(daysSince1970: day)))
    }

    /// Plays sessions that begin or go on together, to their ends.
    private func play(
        _ sessions: [(SessionBlueprint, SessionTask.Beginning, AllowanceGrant?)], rounds: Int64,
        clock: HostClock = .system, began: @escaping @Sendable (SessionTask) -> Void = { _ in }
    ) throws -> [SessionTask.Outcome] {
        let committer = Committer(store: store)
        let outcomes = Mutex<[Result<SessionTask.Outcome, any Error>]>([])
        _ = try HostRun().run(workerCount: 2) {
        } start: { context in
            for (index, (blueprint, beginning, allowance)) in sessions.enumerated() {
                let task = SessionTask(
                    blueprint, beginning: beginning,
                    goal: SessionTask.Goal(rounds: rounds, seconds: nil), committer: committer,
                    stop: context.stop, clock: clock, allowance: allowance
                ) { result in
                    let count = outcomes.withLock {
                        $0.append(result)
                        return $0.count
                    }
                    if count == sessions.count { context.done() }
                }
                began(task)
                task.start(on: context.workers.scheduler(index % 2))
            }
        }
        try committer.close()
        return try outcomes.withLock { try $0.map { try $0.get() } }
    }

    private func begun(
        _ blueprint: SessionBlueprint, clock: HostClock = .system
    ) throws -> (SessionBlueprint, SessionTask.Beginning, AllowanceGrant?) {
        let grant = try WalletSession.begin(blueprint, wallet: "shared", in: store, clock: clock)
        return (blueprint, .fresh, grant)
    }

    @Test("a shared wallet changes no round, also when its parts run out on the way")
    func sameRounds() throws {
        let own = try HostPlugins.blueprint(game: HostPlugins.coin, seed: 7)
        let alone = try play([(own, .fresh, nil)], rounds: 20_000)
        // A first part of 625 rounds; after them it asks again and again.
        try makeWallet(20_000_000, limit: 3_000_000)
        let shared = try HostPlugins.blueprint(game: HostPlugins.coin, seed: 7, bankroll: 1_000_000)
        let other = try HostPlugins.blueprint(game: HostPlugins.coin, seed: 7, bankroll: 1_000_000)
        let together = try play([begun(shared), begun(other)], rounds: 9_000)
        #expect(together.allSatisfy { $0.end.reason == .rounds }, "\(together.map(\.end))")
        let resumed = try WalletSession.resume(
            store.session(shared.configuration.id), in: store)
        let last = try play([(shared, resumed.beginning, resumed.allowance)], rounds: 20_000)
        // 9,000 + 20,000 rounds are 29,000 of the day's 30,000.
        #expect(last[0].end.reason == .rounds, "\(last[0].end)")
        #expect(last[0].digest == alone[0].digest)
        let wallet = try store.wallet("shared").wallet
        #expect([wallet.held, wallet.grantedToday, wallet.spentToday] == [0, 0, 2_900_000])
        #expect(try StoreCheck.findings(in: store) == [])
    }

    // One may end while another holds a last part that it then brings back unused: a round for each
    // session at most.
    @Test("sessions at once spend the day's limit and no more, and each hears why it stopped")
    func together() throws {
        try makeWallet(8_000_000, limit: 1_000_000)
        let sessions = try (0..<8).map { _ in
            try begun(HostPlugins.blueprint(bankroll: 1_000_000))
        }
        let outcomes = try play(sessions, rounds: 50_000)
        let rounds = outcomes.reduce(0) { $0 + $1.totals.rounds }
        #expect((9_992...10_000).contains(rounds))
        #expect(outcomes.allSatisfy { $0.end.reason == .limit }, "\(outcomes.map(\.end))")
        let details = outcomes.map(\.end.detail)
        if rounds == 10_000 {
            #expect(details.contains { $0.contains("daily_limit: limit_reached: ") }, "\(details)")
        }
        #expect(
            details.allSatisfy {
                $0.contains("limit_reached: ") || $0.contains("budget_reserved_elsewhere: ")
            }, "\(details)")
        let wallet = try store.wallet("shared").wallet
        #expect([wallet.balance, wallet.held] == [8_000_000 - 100 * rounds, 0])
        #expect([wallet.spentToday, wallet.grantedToday] == [100 * rounds, 0])
        #expect(try StoreCheck.findings(in: store) == [])
    }

    @Test("a new day opens the limit to all, and a clock set back opens none again")
    func days() throws {
        let task = Mutex<SessionTask?>(nil)
        let clock = HostClock(
            wallMilliseconds: {
                let played = task.withLock { $0?.progress.played ?? 0 }
                let day: Int64 = played == 0 ? 20_000 : played <= 4096 ? 19_999 : 20_001
                return day * 86_400_000
            }, monotonicNanoseconds: HostClock.system.monotonicNanoseconds)
        try makeWallet(8_000_000, limit: 900_000)
        let blueprint = try HostPlugins.blueprint(bankroll: 4_000_000)
        let outcome = try play([begun(blueprint, clock: clock)], rounds: 12_000, clock: clock) {
            began in task.withLock { $0 = began }
        }
        #expect(outcome[0].end.reason == .rounds, "\(outcome[0].end)")
        let chunks = try store.chunks(of: blueprint.configuration.id)
        #expect(Set(chunks.map(\.day)) == [20_000, 20_001])
        let spent = chunks.filter { $0.day == 20_001 }.reduce(0) { $0 + $1.staked }
        var wallet = try store.wallet("shared").wallet
        #expect(wallet.spentToday == spent && wallet.dayKey.daysSince1970 == 20_001)
        // Two days before: what was left of the wallet's own day is all there is.
        let back = HostClock(
            wallMilliseconds: { 19_998 * 86_400_000 },
            monotonicNanoseconds: HostClock.system.monotonicNanoseconds)
        let resumed = try WalletSession.resume(
            store.session(blueprint.configuration.id), in: store, clock: back)
        let last = try play(
            [(blueprint, resumed.beginning, resumed.allowance)], rounds: 40_000, clock: back)
        #expect(last[0].end.detail.contains("limit_reached"), "\(last[0].end)")
        #expect(last[0].totals.rounds == 12_000 + (900_000 - spent) / 100)
        wallet = try store.wallet("shared").wallet
        #expect(wallet.spentToday == 900_000 && wallet.dayKey.daysSince1970 == 20_001)
        #expect(try StoreCheck.findings(in: store) == [])
    }
}
