// Goal: a store of a session without rounds is as good as a full one, and much smaller.
// Method: the same session stored in both ways, continued, looked at, verified and replayed, and
// by another engine. Sessions that share a wallet do the same.
import Accounts
import Foundation
import Play
import Reports
import Testing

@testable import Host
@testable import Storage

@Suite struct SeedSessionTests {
    private let folder: TemporaryFolder
    private let store: JournalStore

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(
            directory: folder.path, mode: .readWrite, engine: Engine.version)
    }

    private func blueprint(_ mode: JournalMode?, seed: UInt64 = 4) throws -> SessionBlueprint {
        let plain = try HostPlugins.blueprint(game: HostPlugins.coin, seed: seed)
        var configuration = plain.configuration
        configuration.journal = mode
        return try SessionBlueprint(
            configuration: configuration, game: plain.game, strategy: plain.strategy)
    }

    @Test("it has the digest of the full one, is continued, verified and shown as that is")
    func bothModes() throws {
        let (full, seed) = (try blueprint(nil), try blueprint(.seed))
        let whole = try SessionTask.played(full, rounds: 70_000, in: store)
        _ = try SessionTask.played(seed, rounds: 30_000, in: store)
        let stored = try store.session(seed.configuration.id)
        #expect(stored.configuration.journalMode == .seed)
        let rest = try SessionTask.played(
            seed, try .resumed(stored, in: store, today: stored.wallet.dayKey), rounds: 70_000,
            in: store)
        #expect(rest.digest == whole.digest && rest.totals == whole.totals)
        #expect(try store.chunks(of: stored.id).allSatisfy { $0.isSeedOnly })
        #expect(try StoreCheck.findings(in: store).isEmpty)
        let report = try VerifyRun(journal: store).verify(replays: true)
        #expect(report.findings.isEmpty, "\(report.findings)")
        // The last rounds, as `sessions SESSION` shows them.
        func last(_ id: String) throws -> ReplayReport {
            try ReplayRun(journal: store, stored: try store.session(id)).replay(
                checkingFrom: 69_990, printing: 69_990...70_000)
        }
        let (a, b) = (try last(full.configuration.id), try last(seed.configuration.id))
        #expect(a.digest == b.digest && a.checkedTo == 70_000 && b.checkedTo == 70_000)
        let (large, small) = (
            try store.size(of: full.configuration.id), try store.size(of: seed.configuration.id)
        )
        #expect(small.bodyBytes == small.chunks)
        #expect(large.bodyBytes > 100 * small.bodyBytes)
    }

    @Test("another engine's chunk is replay_incompatible, and nothing else is answered")
    func otherEngine() throws {
        let seed = try blueprint(.seed)
        let store = store
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            try store.commit(
                batches.map { batch in
                    var other = batch
                    for at in other.chunks.indices { other.chunks[at].engineVersion = "other 0.0" }
                    return other
                })
        }
        _ = try SessionTask.played(seed, rounds: 2000, through: committer)
        let stored = try store.session(seed.configuration.id)
        let error = #expect(throws: PlayError.self) {
            try ReplayRun(journal: store, stored: stored).replay(
                checkingFrom: 1, printing: 1...2000)
        }
        #expect(error?.code == .replayIncompatible)
        #expect(
            error?.description.contains("replay them with the program that played them") == true)
    }

    @Test("sessions that share a wallet go together with it")
    func sharedWallet() throws {
        try store.createWallet(
            NewWallet(
                name: "shared", currency: .aud, balance: 40_000_000,
                limits: try WalletLimits(dailySpendLimit: 3_000_000),
                day: DayKey(daysSince1970: 20_000)))
        let alone = try SessionTask.played(try blueprint(nil), rounds: 5000, in: store)
        let seed = try blueprint(.seed)
        let grant = try WalletSession.begin(seed, wallet: "shared", in: store)
        let outcome = try SessionTask.played(seed, rounds: 5000, in: store, allowance: grant)
        #expect(outcome.digest == alone.digest)
        let report = try VerifyRun(journal: store).verify(replays: true)
        #expect(report.findings.isEmpty, "\(report.findings)")
    }
}
