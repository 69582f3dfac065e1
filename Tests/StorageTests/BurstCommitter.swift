// The committer, made to take a given group of batches into one transaction.
//
// Left alone it takes what waits at the moment, so two runs of one seed would differ.

import Foundation

@testable import Storage

/// Commits bursts through a `Committer` and a store; the same bursts give the same transactions.
struct BurstCommitter {
    private let committer: Committer
    private let entered = DispatchSemaphore(value: 0)
    private let gate = DispatchSemaphore(value: 0)

    init(_ store: JournalStore) {
        let (entered, gate) = (entered, gate)
        committer = Committer(limits: CommitterLimits()) { batches throws(StorageError) in
            entered.signal()
            gate.wait()
            try store.commit(batches)
        }
    }

    /// Returns when the burst is acknowledged. Throws the failure that kept it from that.
    func commit(_ burst: [CommitBatch]) throws(StorageError) {
        // An empty batch writes nothing and holds the thread while the burst gathers behind it.
        try committer.submit(CommitBatch())
        entered.wait()
        for batch in burst { try committer.submit(batch) }
        gate.signal()
        entered.wait()
        gate.signal()
        try committer.flush()
    }

    /// Ends the thread.
    func close() { try? committer.close() }
}
