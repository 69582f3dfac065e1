// Places that a session is continued from without playing many rounds again: stored with its rounds,
// one a session.
internal import Play
internal import Storage

extension SessionTask {
    /// Continues from the place, or where that gives other rounds from the checkpoint.
    func resumed(
        _ place: Checkpoint?, _ checkpoint: Checkpoint?, _ head: SessionHead
    ) throws(PlayError) -> Session {
        if let place {
            do throws(PlayError) {
                return try Session(resuming: blueprint, checkpoint: place, head: head)
            } catch {
                guard error.code == .replayIncompatible else { throw error }
            }
        }
        return try Session(resuming: blueprint, checkpoint: checkpoint, head: head)
    }

    /// Commits sealed rounds, and where the session stands when many rounds were played since it was
    /// stored last, or none come after.
    func commitWithPlace(
        _ chunks: [Chunk], of session: Session, end: SessionEnd? = nil, isLast: Bool
    ) throws {
        var batch = CommitBatch()
        if let rounds = tempo.placeRounds, end?.isFinal != true {
            let since = session.rounds - max(placedAt, session.checkpointRound)
            if since >= (isLast ? 1 : rounds) {
                placedAt = session.rounds
                if let place = session.place(), place.isSmall {
                    batch.places = [StoredCheckpoint(sessionID: label, checkpoint: place)]
                }
            }
        }
        try commit(chunks, of: session, end: end, with: batch)
    }
}

extension Checkpoint {
    /// Whether it may be written often: a fifth of what the rounds of a chunk take at most.
    fileprivate var isSmall: Bool { memory.count + state.count <= 16 << 10 }
}
