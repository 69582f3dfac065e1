// Goal: a chunk costs few bytes beside its body, so that a slot round stays under 0.6 bytes.
// Method: 100 chunks of 50,000 rounds whose bodies can not shrink, at sizes as slots make them.

import SimulatedDisk
import Play
import Testing

@testable import Storage

@Suite struct StoreSizeTests {
    @Test("the rows, postings, indexes and page ends of a chunk take less than 720 bytes")
    func overhead() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        var session = PlayedSession(bankroll: 1_000_000_000)
        try store.commit(session.creation)
        let before = try store.size()
        #expect(before.bytes < 60_000)
        #expect(before.rounds == 0 && before.bytesPerRound == 0)
        var bodies: Int64 = 0
        for number in 0..<100 {
            // 0.4 to 0.6 bytes a round, every remainder of a page.
            let count = 20_000 + (number * 7_919) % 10_000
            bodies += Int64(count)
            try store.commit(
                CommitBatch(chunks: [
                    session.chunk(
                        rounds: 32_768, staked: 3_000_000, paid: 2_900_000, fees: 5_000,
                        body: [UInt8](repeating: 0xA5, count: count),
                        withCheckpoint: number % 2 == 1)
                ]))
        }
        let whole = try store.size()
        let size = whole.since(before)
        #expect(size.chunks == 100 && size.rounds == 3_276_800 && size.bodyBytes == bodies)
        #expect(size.checkpointBytes == 50 * (108 + 6))
        let perChunk = size.overheadBytes / size.chunks
        #expect(perChunk < 720, "\(perChunk) bytes a chunk beside its body")
        #expect(perChunk > 100)
        #expect(size.bytes == bodies + size.checkpointBytes + size.overheadBytes)
        // All chunks are this session's, so all of the overhead is.
        let own = try store.size(of: session.configuration.id)
        #expect(own.chunks == 100 && own.bodyBytes == bodies)
        #expect(own.overheadBytes == whole.overheadBytes && own.pluginBytes == 0)
    }
}
