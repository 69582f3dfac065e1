// Goal: the check finds every kind of tampering, and nothing in a sound store. Method: one edit by
// hand at a time, foreign keys off, then the findings' kinds.

import SimulatedDisk
import GRDB
import Play
import Synchronization
import Testing

@testable import Storage

@Suite struct StoreCheckTests {
    static let edits: [StoreEdit] = [
        .init(
            sql: "DELETE FROM chunk WHERE first_round = 101",
            kinds: [
                .file, .rounds, .digest, .balance, .wallet, .checkpoint,
            ]),
        .init(
            sql: "UPDATE chunk SET first_round = 102 WHERE first_round = 101",
            kinds: [
                .damage, .rounds, .checkpoint,
            ]),
        .init(sql: "UPDATE session SET head_round = 299", kinds: [.rounds]),
        .init(
            sql: "UPDATE chunk SET digest_after = zeroblob(32) WHERE first_round = 1",
            kinds: [.damage, .digest]),
        .init(
            sql: "UPDATE chunk SET digest_before = zeroblob(32) WHERE first_round = 1",
            kinds: [.damage, .digest]),
        .init(sql: "UPDATE session SET head_digest = zeroblob(32)", kinds: [.digest]),
        .init(
            sql: "UPDATE chunk SET balance_after = balance_after + 1 WHERE first_round = 1",
            kinds: [.damage, .balance]),
        .init(sql: "UPDATE session SET balance = balance + 1", kinds: [.balance]),
        .init(sql: "UPDATE session SET paid = paid + 1", kinds: [.balance]),
        .init(
            sql: "UPDATE chunk SET total_paid = total_paid + 1 WHERE first_round = 101",
            kinds: [.damage, .balance]),
        .init(
            sql: "UPDATE chunk SET staked = staked + 1 WHERE first_round = 1",
            kinds: [.damage, .balance, .posting, .wallet]),
        .init(
            sql: "UPDATE chunk SET paid = 9223372036854775807 WHERE first_round = 1",
            kinds: [.damage, .balance, .posting]),
        .init(
            sql: "UPDATE posting SET amount = amount + 1 WHERE id = 6",
            kinds: [.posting, .account]),
        .init(sql: "DELETE FROM posting WHERE chunk = 2", kinds: [.posting, .account]),
        .init(
            sql: "UPDATE posting SET session = 2 WHERE id = 5 OR id = 6", kinds: [.posting]),
        .init(
            sql: """
                INSERT INTO posting(chunk, session, reason, account, amount)
                VALUES (1, 1, 2, 1, -5), (1, 1, 2, 2, 5)
                """, kinds: [.posting, .account]),
        .init(
            sql: "UPDATE posting SET amount = 2 * amount WHERE chunk IS NULL AND session = 1",
            kinds: [.balance, .account]),
        .init(
            sql: "UPDATE account SET balance = balance + 1 WHERE name = 'funding'",
            kinds: [.account]),
        .init(
            sql: "UPDATE account SET balance = balance + 1 WHERE name LIKE 'wallet:%' AND key < 3",
            kinds: [.account, .wallet]),
        .init(sql: "UPDATE wallet SET balance = balance - 1 WHERE key = 1", kinds: [.wallet]),
        .init(sql: "UPDATE wallet SET held = held - 1 WHERE key = 1", kinds: [.wallet]),
        .init(sql: "UPDATE wallet SET spent = spent + 1 WHERE key = 1", kinds: [.wallet]),
        .init(sql: "UPDATE wallet SET daily_limit = 20000 WHERE key = 1", kinds: [.wallet]),
        .init(sql: "UPDATE wallet SET currency = 'XXX' WHERE key = 1", kinds: [.wallet]),
        .init(
            sql: "UPDATE chunk SET day = day - 1 WHERE first_round = 201",
            kinds: [.damage, .wallet]),
        .init(
            sql: "UPDATE checkpoint SET digest_stream = zeroblob(108)",
            kinds: [.damage, .checkpoint]),
        .init(sql: "UPDATE checkpoint SET balance = 1", kinds: [.damage, .checkpoint]),
        .init(sql: "UPDATE checkpoint SET round = round + 1", kinds: [.damage, .checkpoint]),
        .init(sql: "UPDATE plugin SET text = text || ' ' WHERE key = 1", kinds: [.plugin]),
        .init(sql: "UPDATE transition SET to_state = 'Playing'", kinds: [.transition]),
        .init(sql: "UPDATE transition SET seq = 2", kinds: [.transition]),
        .init(sql: "UPDATE session SET state = 'Completed' WHERE key = 1", kinds: [.transition]),
        .init(sql: "UPDATE session SET config = '{}' WHERE key = 1", kinds: [.file]),
        .init(
            sql: "UPDATE session SET config = replace(config, '1000000', '1000001') WHERE key = 1",
            kinds: [.balance]),
        .init(sql: "DELETE FROM engine", kinds: [.file]),
        .init(sql: "UPDATE chunk SET round_count = -1 WHERE first_round = 1", kinds: [.file]),
        .init(
            sql: "UPDATE session SET end_reason = 'cash_out', end_detail = '' WHERE key = 1",
            kinds: [.end, .wallet]),
        .init(
            sql: """
                UPDATE session SET end_reason = 'cash_out', end_detail = '' WHERE key = 1;
                UPDATE wallet SET held = 0, granted = 0 WHERE key = 1
                """, kinds: [.end]),
        .init(
            sql: """
                UPDATE session SET end_reason = 'fault', end_detail = '' WHERE key = 1;
                UPDATE wallet SET held = 0, granted = 0 WHERE key = 1
                """, kinds: [.end]),
        .init(
            sql: "UPDATE session SET end_reason = 'boredom' WHERE key = 1",
            kinds: [.file, .wallet]),
        .init(sql: "UPDATE fault SET round = 302", kinds: [.end]),
        .init(sql: "UPDATE fault SET session = 9", kinds: [.file]),
        .init(sql: "DELETE FROM session WHERE key = 2", kinds: [.file, .wallet]),
        .init(sql: "DELETE FROM wallet WHERE key = 2", kinds: [.file, .account]),
        .init(sql: "DELETE FROM checkpoint", kinds: []),
        .init(
            sql: "INSERT INTO account(name, currency, balance) VALUES ('wallet:x', 'AUD', 0)",
            kinds: [.account]),
        .init(
            sql: """
                UPDATE account SET balance = -1 WHERE key = 1;
                UPDATE wallet SET balance = -1, held = -1 WHERE account = 1
                """, kinds: [.account, .wallet]),
        .init(sql: "UPDATE chunk SET body = x'010204' WHERE first_round = 101", kinds: [.damage]),
        .init(sql: "UPDATE checkpoint SET memory = x'0103'", kinds: [.damage]),
        .init(sql: "UPDATE wallet SET granted = -1 WHERE key = 1", kinds: [.wallet]),
        // From a text that did not play, at a round without a checkpoint, and no chunk follows it.
        .init(
            sql: """
                INSERT INTO reload(session, seq, round, role, from_plugin, to_plugin, at)
                SELECT 1, 1, 100, 'strategy', game, strategy, 0 FROM session WHERE key = 1
                """, kinds: [.reload]),
        // A file that is not there.
        .init(
            sql: """
                INSERT INTO segment VALUES(
                    1, 'sealed', 9, zeroblob(32), 1, 0, 100, 1, 1, 0, 0, NULL, 0, 0, NULL)
                """, kinds: [.segment]),
    ]

    @Test("every kind of finding that needs no replay has an edit that leads to it")
    func everyKind() {
        let all = Self.edits.reduce(into: Set<StoreFinding.Kind>()) { $0.formUnion($1.kinds) }
        #expect(all == Set(StoreFinding.Kind.allCases).subtracting([.replay]))
    }

    @Test(
        "what heads and balances alone can tell keeps a store from being written",
        arguments: [
            "UPDATE session SET head_round = 299 WHERE key = 1",
            "UPDATE session SET head_digest = zeroblob(32) WHERE key = 1",
            "UPDATE session SET balance = balance + 1 WHERE key = 1",
            "DELETE FROM chunk WHERE first_round = 201",
            "UPDATE wallet SET held = balance + 1 WHERE key = 1",
            "UPDATE wallet SET granted = -1 WHERE key = 1",
            "UPDATE wallet SET daily_limit = 1 WHERE key = 1",
            "UPDATE account SET balance = balance + 1 WHERE name = 'funding'",
            "UPDATE account SET balance = balance + 1 WHERE key = 2",
        ])
    func opening(sql: String) throws {
        let folder = try TemporaryFolder()
        try makeStore(folder.store)
        try JournalStore(directory: folder.store, mode: .readWrite).close()
        try StoreEdit.make(sql, in: folder)
        do {
            _ = try JournalStore(directory: folder.store, mode: .readWrite)
            Issue.record("the store was opened")
        } catch {
            #expect(error.code == .corrupt)
            #expect(error.description.contains("stratagem verify --store \(folder.store)"))
        }
        // It can be read and checked all the same.
        #expect(try !StoreEdit.findings(folder).isEmpty)
    }

    @Test("a check counts what it looked at, and looks at chosen sessions only when asked to")
    func counts() throws {
        let folder = try TemporaryFolder()
        try makeStore(folder.store)
        let store = try JournalStore(directory: folder.store, mode: .readOnly)
        let steps = Mutex<[Int64]>([])
        let all = try StoreCheck.result(in: store) { at in
            steps.withLock { $0.append(at.chunks) }
            #expect(at.chunksAll == 3)
        }
        #expect(steps.withLock { $0 } == [1, 2, 3])
        #expect(all.findings.isEmpty)
        #expect((all.sessions, all.rounds, all.chunks) == (2, 300, 3))
        let expected: [StoreFinding.Kind: Int64] = [
            .damage: 4, .rounds: 3, .digest: 3, .balance: 3, .posting: 22, .account: 5,
            .wallet: 2, .checkpoint: 1, .plugin: 2, .transition: 1, .end: 3,
        ]
        for (kind, count) in expected { #expect(all.looked[kind] == count, "\(kind)") }
        let empty = try #require(try store.sessions().first { $0.rounds == 0 }).id
        let one = try StoreCheck.result(in: store, only: [empty])
        #expect((one.sessions, one.rounds, one.looked[.posting]) == (1, 0, 22))
    }

    @Test("each edit of a row is found, as what it is", arguments: edits)
    func tampering(edit: StoreEdit) throws {
        let folder = try TemporaryFolder()
        try makeStore(folder.store)
        try edit.expectFound(in: folder)
    }

    @Test("the findings of a store that is beyond reading are cut off")
    func manyFindings() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var batch = PlayedSession().creation
        batch.sessions += (0...StoreCheck.findingsMax).map { _ in
            PlayedSession().creation.sessions[0]
        }
        try store.commit(batch)
        try store.writer?.write { try $0.execute(sql: "UPDATE session SET balance = 0") }
        #expect(try StoreCheck.findings(in: store).count == StoreCheck.findingsMax)
    }

    /// Two sessions; the first with three chunks, a checkpoint after the second, a transition.
    private func makeStore(_ path: String) throws {
        let store = try JournalStore(directory: path, mode: .readWrite)
        var session = PlayedSession()
        var batch = session.creation
        batch.sessions += PlayedSession().creation.sessions
        batch.chunks = [
            session.chunk(), session.chunk(staked: 700, paid: 900, withCheckpoint: true),
            session.chunk(),
        ]
        batch.transitions = [
            StoredTransition(
                sessionID: session.configuration.id,
                transition: SessionTransition(
                    from: .idle, input: .start, to: .initialized, rounds: 0), at: 1)
        ]
        batch.faults = [
            StoredFault(
                sessionID: session.configuration.id, round: 250, role: "strategy",
                kind: "fuel_exhausted", file: "flat.lua", line: 7, call: "decide",
                message: "it ran out", traceback: "here", fuelUsed: 5, fuelBudget: 4, at: 9)
        ]
        try store.commit(batch)
        store.close()
    }
}
