// Goal: a store takes a reload only where it fits, with everything that it needs, and finds one that
// was tampered with. Method: batches with one thing wrong each; then edits by hand.

import SimulatedDisk
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct ReloadStoreTests {
    static let next = PlayedSession.plugin(.strategy, "flat", "return { flat = 2 }")
    static let other = PlayedSession.plugin(.strategy, "other", "return { other = 2 }")

    private static func reload(
        _ session: PlayedSession, round: Int64, from: StoredPlugin = PlayedSession.strategy,
        to: StoredPlugin = next, role: PluginRole = .strategy
    ) -> StoredReload {
        StoredReload(
            sessionID: session.configuration.id,
            reload: PluginReload(
                round: round, role: role, from: PlayedSession.reference(from),
                to: PlayedSession.reference(to)), at: 1_700_000_000_500)
    }

    /// Rounds 1 to 100 and the reload after them, in one batch.
    private static func batch(
        _ session: inout PlayedSession, _ change: (inout CommitBatch) -> Void = { _ in }
    ) -> CommitBatch {
        var batch = CommitBatch(chunks: [session.chunk()])
        batch.plugins = [next]
        batch.checkpoints = [
            StoredCheckpoint(
                sessionID: session.configuration.id, checkpoint: session.checkpoint)
        ]
        batch.reloads = [reload(session, round: 100)]
        change(&batch)
        return batch
    }

    /// A store with a session of 200 rounds, half of them by each text.
    private func reloaded() throws -> (folder: TemporaryFolder, store: JournalStore, id: String) {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession()
        try store.commit(session.creation)
        try store.commit(Self.batch(&session))
        var chunk = session.chunk()
        chunk.strategyHash = Self.next.hash
        try store.commit(CommitBatch(chunks: [chunk]))
        return (folder, store, session.configuration.id)
    }

    @Test("a reload is read back, and the texts say which rounds they played")
    func readBack() throws {
        let (folder, store, id) = try reloaded()
        defer { withExtendedLifetime(folder) {} }
        #expect(try store.reloads(of: id).map(\.reload.round) == [100])
        #expect(try store.reloads(of: id).first?.reload.to.hash == Self.next.hash)
        let versions = try store.versions(of: "flat")
        #expect(versions.map(\.plugin.hash) == [PlayedSession.strategy.hash, Self.next.hash])
        #expect(versions.map { $0.uses.map(\.firstRound) } == [[1], [101]])
        #expect(versions.map { $0.uses.map(\.lastRound) } == [[100], [200]])
        #expect(versions.map(\.firstUsedAt) == [1_700_000_000_000, 1_700_000_000_500])
        #expect(try store.versions(of: "nobody").isEmpty)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("a reload that does not fit is refused with its whole batch")
    func refused() throws {
        let changes: [(inout CommitBatch, PlayedSession) -> Void] = [
            { batch, _ in batch.checkpoints = [] },
            { batch, session in batch.reloads = [Self.reload(session, round: 99)] },
            { batch, session in
                batch.reloads = [Self.reload(session, round: 100, from: Self.next, to: Self.next)]
            },
            { batch, session in
                batch.plugins.append(Self.other)
                batch.reloads = [Self.reload(session, round: 100, to: Self.other)]
            },
            { batch, session in
                batch.reloads = [Self.reload(session, round: 100, role: .game)]
            },
            { batch, session in batch.reloads.append(Self.reload(session, round: 100)) },
        ]
        for (index, change) in changes.enumerated() {
            let folder = try TemporaryFolder()
            let store = try JournalStore(directory: folder.store, mode: .readWrite)
            var session = PlayedSession()
            try store.commit(session.creation)
            let before = session
            let batch = Self.batch(&session) { change(&$0, before) }
            #expect(code { try store.commit(batch) } == .chunkMalformed, "change \(index)")
            #expect(try store.session(session.configuration.id).headRound == 0)
            #expect(try store.plugin(Self.next.hash) == nil)
            store.close()
        }
    }

    @Test(
        "the check finds a reload that was tampered with",
        arguments: [
            "UPDATE reload SET round = 50", "UPDATE reload SET round = 300",
            "UPDATE reload SET seq = 2", "UPDATE reload SET from_plugin = to_plugin",
            "DELETE FROM checkpoint",
            "UPDATE chunk SET strategy = (SELECT min(strategy) FROM chunk) WHERE first_round = 101",
        ])
    func tampered(edit: String) throws {
        let (folder, store, _) = try reloaded()
        store.close()
        let queue = try DatabaseQueue(path: folder.database)
        try queue.write { try $0.execute(sql: edit) }
        try queue.close()
        let opened = try JournalStore(directory: folder.store, mode: .readOnly)
        defer { opened.close() }
        #expect(try StoreCheck.findings(in: opened).contains { $0.kind == .reload })
    }
}
