// Writing: everything goes through `commit`.

extension JournalStore {
    /// Makes a batch true, in one transaction that is on the disk when this returns.
    ///
    /// Every chunk must continue its session: next round, same digest, same balance, amounts that
    /// add up and postings that balance. Throws what `StorageError.Code` lists, and then nothing of
    /// the batch is written. After `io` the store takes no more commits: what the disk has is not
    /// known until it is opened again.
    public func commit(_ batch: CommitBatch) throws(StorageError) {
        try commit([batch])
    }

    /// Makes several batches true together, in their order: all of them or none.
    public func commit(_ batches: [CommitBatch]) throws(StorageError) {
        guard batches.contains(where: { !$0.isEmpty }) else { return }
        let answers = try write(logBytes: batches.reduce(0) { $0 + $1.byteCount }) { database in
            var transaction = try CommitTransaction(database)
            for batch in batches { try transaction.apply(batch) }
            try transaction.finish()
            try markIfDue(database)
            return transaction.answers
        }
        for (answer, grant) in answers { answer.put(grant) }
    }

    /// Keeps a plugin's text; nothing happens when it is stored already.
    ///
    /// Throws `invalid` when the text is not what its hash says.
    public func savePlugin(_ plugin: StoredPlugin) throws(StorageError) {
        var batch = CommitBatch()
        batch.plugins = [plugin]
        try commit(batch)
    }

    /// Stores a session before its first round, and funds its wallet with the bankroll.
    ///
    /// Throws `sessionExists`, `pluginUnknown` when a plugin is not stored, and `invalid`.
    public func createSession(_ session: NewSession) throws(StorageError) {
        var batch = CommitBatch()
        batch.sessions = [session]
        try commit(batch)
    }
}
