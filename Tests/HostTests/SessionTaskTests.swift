// Goal: what a session hands to the committer is always something that it can be continued from.
// Method: a committer that keeps what it wrote, batch by batch.
import Accounts
import Play
import Synchronization
import Testing

@testable import Host
@testable import Storage

@Suite struct SessionTaskTests {
    private let folder: TemporaryFolder
    private let store: JournalStore
    private let blueprint: SessionBlueprint

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        blueprint = try HostPlugins.blueprint()
    }

    @Test("a session is in the store with its first transitions, or not at all")
    func firstCommit() throws {
        let (store, written) = (store, WrittenBatches())
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            try store.commit(batches)
            written.add(batches)
        }
        let outcome = try SessionTask.played(blueprint, rounds: 10_000, through: committer)
        #expect(outcome.state == .playing)
        let batches = written.all
        let first = try #require(batches.first)
        #expect(first.sessions.map(\.configuration.id) == [blueprint.configuration.id])
        #expect(first.transitions.map(\.transition.to) == [.initialized, .probing, .playing])
        #expect(first.plugins.map(\.kind) == [.game, .strategy])
        // Every chunk in a batch of its own, so that a checkpoint stands exactly at its end.
        #expect(batches.allSatisfy { $0.chunks.count <= 1 })
        #expect(batches.flatMap(\.chunks).last?.lastRound == 10_000)
        #expect(batches.last?.ends.map(\.end.reason) == [.rounds])
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("a failed commit ends the session with that error, and nothing later is written")
    func failedCommit() throws {
        let (store, written) = (store, WrittenBatches())
        let committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            if batches.contains(where: { !$0.chunks.isEmpty }) {
                throw StorageError(.diskFull, "no room")
            }
            try store.commit(batches)
            written.add(batches)
        }
        let error = #expect(throws: StorageError.self) {
            try SessionTask.played(blueprint, rounds: 500_000, through: committer)
        }
        #expect(error?.code == .diskFull)
        #expect(written.all.allSatisfy { $0.chunks.isEmpty && $0.ends.isEmpty })
        #expect(try store.session(blueprint.configuration.id).headRound == 0)
    }

    @Test("a goal that is passed already plays nothing and says so")
    func goalPassed() throws {
        _ = try SessionTask.played(blueprint, rounds: 100, in: store)
        let stored = try store.session(blueprint.configuration.id)
        let again = try SessionTask.played(
            blueprint,
            .resumed(
                checkpoint: nil, head: stored.head(today: stored.wallet.dayKey),
                day: stored.wallet.dayKey), rounds: 40, in: store)
        #expect(again.played == 0)
        #expect(again.totals.rounds == 100)
        #expect(again.end.detail == "100 rounds are played already, more than the 40 asked for")
    }
}

/// Batches in the order they were written. Any thread.
private final class WrittenBatches: Sendable {
    private let batches = Mutex<[CommitBatch]>([])

    func add(_ more: [CommitBatch]) { batches.withLock { $0 += more } }

    var all: [CommitBatch] { batches.withLock { $0 } }
}
