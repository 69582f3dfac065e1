// Goal: what is stored of a tournament is what was played, nothing that does not follow is written,
// and the check finds tampering.
// Method: hand-made episodes with known sums; single refusals; one edit by hand at a time.

import SimulatedDisk
import Foundation
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct TournamentStoreTests {
    @Test("a tournament is read back as it was played, with who took part in each chunk")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        let id = tournament.configuration.id
        try store.commit(tournament.creation)
        // The third one is beaten after two episodes, and the first one later.
        let chunks = tournament.chunks([[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 3], [1, 3], [1, 3]])
        #expect(chunks.map(\.pairCount) == [2, 1, 2])
        #expect(chunks.map { $0.arms.map(\.number) } == [[0, 1, 2, 3], [0, 1, 3], [1, 3]])
        var batch = CommitBatch()
        batch.pairChunks = chunks
        let end = ComparisonEnd(reason: .pairs, verdict: "", judgedPairs: 5)
        batch.comparisonEnds = [StoredComparisonEnd(comparisonID: id, end: end)]
        try store.commit(batch)
        let stored = try store.tournament(String(id.prefix(6)))
        #expect(stored.configuration == tournament.configuration)
        #expect(stored.end == end)
        #expect((stored.headEpisodes, stored.episodes, stored.rounds) == (5, 100, 45))
        #expect(stored.headDigest == chunks[2].digestAfter)
        #expect(try store.tournaments() == [stored])
        #expect(try store.pairChunks(of: id, limit: 9) == chunks)
        #expect(
            chunks[0].arms[3].sums
                == ArmSums(rounds: 6, staked: 600, paid: 300, fees: 18, fuel: 240))
        let episodes = try chunks.flatMap { try PairChunkBody(of: $0).episodes }
        #expect(episodes.map(\.index) == Array(0...4))
        #expect(episodes[2].arms == [0, 1, 3])
        #expect(episodes[3].results.map(\.totals.paid) == [50, 150])
        #expect(try StoreCheck.findings(in: store).isEmpty)
        // It is no comparison, and goes on.
        #expect(try store.comparisons().isEmpty)
        #expect(try store.recordID(id) == (.tournament, id))
        #expect(code { _ = try store.comparison(id) } == .sessionNotFound)
        var more = CommitBatch()
        more.pairChunks = tournament.chunks([[1, 3]])
        more.continuations = [StoredContinuation(comparisonID: id, pairs: 500)]
        try store.commit(more)
        #expect(try store.tournament(id).end == nil)
        #expect(try store.tournament(id).episodes == 500)
        #expect(try StoreCheck.findings(in: store).isEmpty)
        // Every stake but what was paid is the house's, and no arm has anything.
        let balances = try store.read { database in
            try Row.fetchAll(database, sql: "SELECT name, balance FROM account ORDER BY name")
                .map { (row: Row) -> String in
                    let name: String = row["name"]
                    let balance: Int64 = row["balance"]
                    return "\(name.prefix(6)) \(balance)"
                }
        }
        #expect(
            balances == ["fees 153", "fundin -3853", "house: 3700"]
                + Array(repeating: "wallet 0", count: 4))
        // Its plugins know of it.
        #expect(
            try store.versions(of: "flat").map(\.tournaments) == [[id]])
    }

    @Test("its bodies move to segments, and can be retired, as those of comparisons")
    func segments() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        var batch = CommitBatch()
        batch.pairChunks = tournament.chunks([[0, 1, 2, 3], [0, 3]])
        try store.commit(batch)
        let before = try store.pairChunks(of: tournament.configuration.id, limit: 9)
        let sealed = try Sealer(store).run().segments
        #expect(sealed.map(\.pairChunks) == [2])
        #expect(sealed.map(\.rounds) == [18])
        #expect(try store.pairChunks(of: tournament.configuration.id, limit: 9) == before)
        #expect(try StoreCheck.findings(in: store).isEmpty)
        #expect(try store.keep(tournament.configuration.id) == 0)
    }

    @Test("chunks that do not follow, do not add up or are of other arms are refused")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        let first = tournament.chunks([[0, 1, 2, 3]])[0]
        func refused(_ change: (inout PairChunk) -> Void) -> StorageError.Code? {
            var chunk = first
            change(&chunk)
            var batch = CommitBatch()
            batch.pairChunks = [chunk]
            return code { try store.commit(batch) }
        }
        #expect(refused { $0.firstPair = 2 } == .chunkOutOfOrder)
        #expect(refused { $0.digestBefore = first.digestAfter } == .digestMismatch)
        #expect(refused { $0.arms[2].sums.staked = -1 } == .balanceMismatch)
        #expect(refused { $0.arms[3].sums.staked = 5000 } == .balanceMismatch)
        #expect(refused { $0.arms[3].number = 4 } == .chunkMalformed)
        #expect(refused { $0.arms[3].number = 2 } == .chunkMalformed)
        #expect(refused { $0.arms.swapAt(0, 1) } == .chunkMalformed)
        #expect(refused { $0.arms = [] } == .chunkMalformed)
        var pairs = PlayedComparison()
        try store.commit(pairs.creation)
        #expect(refused { $0.comparisonID = pairs.configuration.id } == .chunkMalformed)
        let pair = pairs.chunk(pairs: 1)
        #expect(
            refused {
                $0 = pair; $0.comparisonID = first.comparisonID
            } == .chunkMalformed)
        #expect(code { try store.commit(tournament.creation) } == .sessionExists)
        #expect(try store.tournament(tournament.configuration.id).headEpisodes == 0)
        #expect(refused { _ in } == nil)
    }

    static let edits: [StoreEdit] = [
        .init(
            sql: "DELETE FROM pair_chunk WHERE first_pair = 1", kinds: [.file, .rounds, .digest]),
        .init(sql: "UPDATE comparison SET head_pairs = 6", kinds: [.rounds]),
        .init(sql: "UPDATE comparison SET judged_pairs = 9", kinds: [.rounds]),
        .init(sql: "UPDATE comparison SET head_digest = zeroblob(32)", kinds: [.digest]),
        .init(
            sql: "UPDATE pair_chunk SET digest_after = zeroblob(32) WHERE first_pair = 1",
            kinds: [.damage, .digest]),
        .init(
            sql: "UPDATE pair_chunk SET a_staked = 1 WHERE first_pair = 1",
            kinds: [.damage, .rounds, .digest]),
        .init(
            sql: "UPDATE pair_chunk SET arms = x'00' WHERE first_pair = 1",
            kinds: [.damage, .rounds, .digest]),
        .init(
            sql: "UPDATE pair_chunk SET arms = NULL WHERE id = 1",
            kinds: [.damage, .file, .rounds]),
        .init(
            sql: "UPDATE pair_chunk SET body = (SELECT body FROM pair_chunk WHERE id = 2)",
            kinds: [.damage, .file]),
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
        .init(sql: "DELETE FROM comparison_arm WHERE number = 3", kinds: [.file, .account]),
        .init(
            sql: "UPDATE comparison_arm SET account = (SELECT account_a FROM comparison)",
            kinds: [.wallet, .account]),
    ]

    @Test("an edit by hand is found", arguments: edits)
    func tampering(edit: StoreEdit) throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        var batch = CommitBatch()
        batch.pairChunks = tournament.chunks(
            [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 3], [0, 1, 3]])
        batch.comparisonEnds = [
            StoredComparisonEnd(
                comparisonID: tournament.configuration.id,
                end: ComparisonEnd(reason: .pairs, verdict: "", judgedPairs: 4))
        ]
        try store.commit(batch)
        store.close()
        try edit.expectFound(in: folder)
    }

    @Test("a strategy that plays again after it was out is found")
    func back() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        var batch = CommitBatch()
        batch.pairChunks = tournament.chunks([[0, 1, 3], [0, 1, 2]])
        try store.commit(batch)
        let found = try StoreCheck.findings(in: store)
        #expect(found.map(\.kind) == [.rounds] && found.map(\.round) == [2], "\(found)")
    }

    @Test("every flipped byte of a chunk's row is found")
    func flippedBytes() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var tournament = PlayedTournament()
        try store.commit(tournament.creation)
        var batch = CommitBatch()
        batch.pairChunks = tournament.chunks([[0, 1, 2, 3], [0, 3]])
        try store.commit(batch)
        store.close()
        let queue = try DatabaseQueue(path: folder.database)
        // What an arm was paid, with sums that still fit together.
        var arms = batch.pairChunks[1].arms
        arms[1].sums.paid += 1
        try write(arms.encoded, "arms", queue)
        let paid = try StoreCheck.findings(
            in: JournalStore(directory: folder.store, mode: .readOnly))
        #expect(Set(paid.map(\.kind)) == [.damage, .balance, .posting])
        for column in ["arms", "body"] {
            let bytes =
                column == "body" ? batch.pairChunks[1].body : batch.pairChunks[1].arms.encoded
            #expect(bytes.count > 10)
            for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 12)) {
                var flipped = bytes
                flipped[place] ^= 1 << UInt8(place % 8)
                try write(flipped, column, queue)
                let found = try StoreCheck.findings(
                    in: JournalStore(directory: folder.store, mode: .readOnly))
                #expect(!found.isEmpty, "\(column), byte \(place)")
            }
            try write(bytes, column, queue)
        }
        try queue.close()
        #expect(
            try StoreCheck.findings(
                in: JournalStore(directory: folder.store, mode: .readOnly)
            ).isEmpty)
    }

    private func write(_ bytes: [UInt8], _ column: String, _ queue: DatabaseQueue) throws {
        try queue.write { database in
            try database.execute(
                sql: "UPDATE pair_chunk SET \(column) = ? WHERE id = 2", arguments: [Data(bytes)])
        }
    }
}
