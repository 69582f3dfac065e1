// Goal: the largest bankroll leaves room for other sessions in a store. Method: as many sessions with
// it as 2^63 has room for are stored, and one more is refused.

import SimulatedDisk
import Play
import Testing

@testable import Storage

@Suite struct BankrollLimitTests {
    @Test("9,223 sessions with the largest bankroll fit in a store, and not one more")
    func room() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        func batch(_ count: Int) -> CommitBatch {
            var batch = PlayedSession().creation
            batch.sessions = (0..<count).flatMap { _ in
                PlayedSession(bankroll: Limits.bankrollMax).creation.sessions
            }
            return batch
        }
        try store.commit(batch(9_223))
        #expect(code { try store.commit(batch(1)) } == .balanceMismatch)
        #expect(try store.sessions(limit: 10_000).count == 9_223)
    }
}
