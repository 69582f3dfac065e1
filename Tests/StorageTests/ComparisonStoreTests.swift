// Goal: what is stored of a comparison is what was played, nothing that does not follow is written,
// and the check finds tampering.
// Method: hand-made pairs with known sums; single refusals; one edit by hand at a time.

import SimulatedDisk
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct ComparisonStoreTests {
    @Test("a comparison is read back as it was played, chunk by chunk")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        let chunks = [comparison.chunk(pairs: 2), comparison.chunk(pairs: 5)]
        var batch = CommitBatch()
        batch.pairChunks = chunks
        let end = ComparisonEnd(reason: .verdict, verdict: "aBetter", judgedPairs: 6)
        let id = comparison.configuration.id
        batch.comparisonEnds = [StoredComparisonEnd(comparisonID: id, end: end)]
        try store.commit(batch)
        let stored = try store.comparison(String(id.prefix(6)))
        #expect(stored.configuration == comparison.configuration)
        #expect(stored.end == end)
        #expect(stored.headPairs == 7)
        #expect(stored.headDigest == chunks[1].digestAfter)
        // Seven pairs of three rounds at 100, with fees of 3 each; arm A was paid 50 in each.
        #expect(stored.a == ArmSums(rounds: 21, staked: 2100, paid: 350, fees: 63, fuel: 840))
        #expect(stored.b == ArmSums(rounds: 21, staked: 2100, paid: 900, fees: 63, fuel: 840))
        #expect(try store.pairChunks(of: id, limit: 9) == chunks)
        #expect(try store.pairChunks(of: id, from: 3, limit: 9) == [chunks[1]])
        #expect(try store.pairChunks(of: id, through: 2, limit: 9) == [chunks[0]])
        let pairs = try chunks.flatMap { try PairChunkBody(of: $0).pairs }
        #expect(pairs.map(\.index) == Array(0...6))
        #expect(pairs[1].b.totals.paid == 900)
        #expect(pairs[1].b.end == .cashOut)
        #expect(pairs[2].b.end == nil)
        #expect(try StoreCheck.findings(in: store).isEmpty)
        // It plays on: no end, and more pairs.
        var more = comparison.batch(pairs: 1)
        more.continuations = [StoredContinuation(comparisonID: id, pairs: 500)]
        try store.commit(more)
        #expect(try store.comparison(id).end == nil)
        #expect(try store.comparison(id).pairs == 500)
        #expect(try StoreCheck.findings(in: store).isEmpty)
        // 8 bankrolls of both arms in, and what was left out again: the house and the fees keep it.
        let balances = try store.read { database in
            try Row.fetchAll(database, sql: "SELECT name, balance FROM account ORDER BY name")
                .map { (row: Row) -> String in
                    let name: String = row["name"]
                    let balance: Int64 = row["balance"]
                    return "\(name.prefix(6)) \(balance)"
                }
        }
        #expect(balances == ["fees 144", "fundin -3644", "house: 3500", "wallet 0", "wallet 0"])
    }

    @Test("chunks that do not follow, do not add up or are of nothing are refused")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        let first = comparison.chunk(pairs: 2)
        func refused(_ change: (inout PairChunk) -> Void) -> StorageError.Code? {
            var chunk = first
            change(&chunk)
            var batch = CommitBatch()
            batch.pairChunks = [chunk]
            return code { try store.commit(batch) }
        }
        #expect(refused { $0.firstPair = 2 } == .chunkOutOfOrder)
        #expect(refused { $0.firstPair = .min } == .chunkOutOfOrder)
        #expect(refused { $0.pairCount = 0 } == .chunkMalformed)
        #expect(refused { $0.pairCount = .max } == .chunkMalformed)
        #expect(refused { $0.digestBefore = first.digestAfter } == .digestMismatch)
        #expect(refused { $0.digestAfter = "" } == .digestMismatch)
        #expect(refused { $0.a.staked = -1 } == .balanceMismatch)
        #expect(refused { $0.b.staked = 5000 } == .balanceMismatch)
        #expect(refused { $0.b.paid = .max } == .balanceMismatch)
        #expect(refused { $0.comparisonID = "x" } == .sessionNotFound)
        #expect(code { try store.commit(comparison.creation) } == .sessionExists)
        var early = CommitBatch()
        early.comparisonEnds = [
            StoredComparisonEnd(
                comparisonID: comparison.configuration.id,
                end: ComparisonEnd(reason: .pairs, verdict: "inconclusive", judgedPairs: 1))
        ]
        #expect(code { try store.commit(early) } == .chunkMalformed)
        #expect(try store.comparison(comparison.configuration.id).headPairs == 0)
        #expect(refused { _ in } == nil)
    }

    static let edits: [StoreEdit] = [
        .init(
            sql: "DELETE FROM pair_chunk WHERE first_pair = 1", kinds: [.file, .rounds, .digest]),
        .init(sql: "UPDATE comparison SET head_pairs = 6", kinds: [.rounds]),
        .init(sql: "UPDATE comparison SET judged_pairs = 9", kinds: [.rounds]),
        .init(sql: "UPDATE comparison SET head_digest = zeroblob(32)", kinds: [.digest]),
        .init(
            sql: "UPDATE pair_chunk SET digest_before = zeroblob(32) WHERE first_pair = 4",
            kinds: [.damage, .digest]),
        .init(
            sql: "UPDATE pair_chunk SET digest_after = zeroblob(32) WHERE first_pair = 1",
            kinds: [.damage, .digest]),
        .init(
            sql: "UPDATE pair_chunk SET a_paid = a_paid + 1 WHERE first_pair = 1",
            kinds: [.damage, .balance, .posting]),
        .init(
            sql: "UPDATE pair_chunk SET b_rounds = 8 WHERE first_pair = 1",
            kinds: [.damage, .balance]),
        .init(
            sql: "UPDATE pair_chunk SET pair_count = 2 WHERE id = 1",
            kinds: [
                .damage, .file, .rounds, .posting,
            ]),
        .init(
            sql: "UPDATE pair_chunk SET body = (SELECT body FROM pair_chunk WHERE id = 2)",
            kinds: [.damage, .file]),
        .init(sql: "UPDATE pair_chunk SET body = x'00'", kinds: [.damage, .file]),
        .init(
            sql: "UPDATE posting SET amount = amount + 1 WHERE pair_chunk = 1 AND reason = 3",
            kinds: [.posting, .account]),
        .init(
            sql: "DELETE FROM posting WHERE pair_chunk = 2 AND reason = 5",
            kinds: [.posting, .account]),
        .init(
            sql: "UPDATE comparison SET config = replace(config, ':309', ':308')",
            kinds: [.wallet]),
        .init(
            sql: "UPDATE comparison SET config = replace(config, ':1000,', ':1001,')",
            kinds: [.balance, .posting]),
        .init(sql: "UPDATE comparison SET config = '{}'", kinds: [.file]),
        .init(
            sql: "UPDATE comparison SET account_a = account_b",
            kinds: [.wallet, .posting, .account]),
    ]

    @Test("an edit by hand is found", arguments: edits)
    func tampering(edit: StoreEdit) throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var comparison = PlayedComparison()
        try store.commit(comparison.creation)
        var batch = CommitBatch()
        batch.pairChunks = [comparison.chunk(pairs: 3), comparison.chunk(pairs: 4)]
        batch.comparisonEnds = [
            StoredComparisonEnd(
                comparisonID: comparison.configuration.id,
                end: ComparisonEnd(reason: .pairs, verdict: "inconclusive", judgedPairs: 7))
        ]
        try store.commit(batch)
        store.close()
        try edit.expectFound(in: folder)
    }
}
