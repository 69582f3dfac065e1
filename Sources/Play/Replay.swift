// Playing journalled rounds again and comparing them with the journal.
internal import Scripting

/// Regenerates the rounds of a stored session, chunk by chunk.
public struct Replay {
    private let session: Session

    /// Starts at a checkpoint, or at round 1 when there is none.
    ///
    /// The blueprint is made from the plugin texts in the store. Throws `replay_incompatible` when
    /// the plugins can not be started from the checkpoint.
    public init(_ blueprint: SessionBlueprint, from checkpoint: Checkpoint?) throws(PlayError) {
        // What was played once was within its limits, on its day.
        let unlimited = blueprint.withoutDailyLimit()
        if let checkpoint {
            session = try Session(
                resuming: unlimited, from: checkpoint)
        } else {
            session = try Session(unlimited, isJournalled: false)
        }
    }

    /// The last round that was regenerated.
    public var round: Int64 { session.rounds }

    /// The mean human-likeness score of all rounds so far, from 0 to 1: what its rewards have beyond
    /// the net result, by weight and rounds. `nil` without a score.
    public var humanLikeness: Double? {
        guard let weight = session.blueprint.configuration.humanLikeness?.weight, weight > 0,
            session.rounds > 0
        else { return nil }
        let scores = session.rewardTotal - Double(session.totals.net)
        return scores / Double(weight) / Double(session.rounds)
    }

    /// Regenerates one chunk; chunks come in order.
    ///
    /// Throws `replay_incompatible`, naming the first round that differs: its tuple in the
    /// columns, or else the digest after the chunk. Of a chunk whose columns the store gave up only
    /// the digest is compared, which is over all that its rounds showed.
    public func rounds(of chunk: Chunk) throws(PlayError) -> [RoundRecord] {
        guard chunk.firstRound == session.rounds + 1 else {
            throw PlayError(
                .replayIncompatible,
                "the journal goes on with round \(chunk.firstRound) after round "
                    + "\(session.rounds): a chunk is missing")
        }
        guard chunk.engineVersion == Engine.version else {
            throw PlayError(
                .replayIncompatible,
                "rounds \(chunk.firstRound) to \(chunk.lastRound) were played by "
                    + "\(chunk.engineVersion) and this program is \(Engine.version): replay them "
                    + "with the program that played them")
        }
        guard chunk.gameHash == session.blueprint.game.source.hash,
            chunk.strategyHash == session.playedHash
        else {
            throw PlayError(
                .replayIncompatible,
                "rounds \(chunk.firstRound) to \(chunk.lastRound) were played by other plugin "
                    + "texts than those that the session's reloads and faults lead to")
        }
        session.keepsRecords = true
        while session.rounds < chunk.lastRound {
            if case .ended(let end) = session.play(rounds: chunk.lastRound - session.rounds),
                session.rounds < chunk.lastRound
            {
                throw PlayError(
                    .replayIncompatible,
                    "the session ended after round \(session.rounds) when it was played again "
                        + "(\(end.detail)); the journal goes on to round \(chunk.lastRound)")
            }
        }
        let records = try session.takeRecords()
        try compare(records, with: chunk)
        return records
    }

    /// Takes a reload again, after its round and before the next chunk.
    ///
    /// Throws `replay_incompatible` when the text can not be taken any more.
    public func reload(_ plugin: PluginReplacement, as stored: PluginReload) throws(PlayError) {
        let found = session.blueprint.reference(stored.role).hash
        guard stored.round == session.rounds, stored.from.hash == found,
            stored.to.hash == plugin.reference.hash
        else {
            throw PlayError(
                .replayIncompatible,
                "after round \(session.rounds) the \(stored.role.rawValue) is "
                    + "\(found.prefix(12)), and the store has a reload after round "
                    + "\(stored.round) from \(stored.from.hash.prefix(12))")
        }
        do throws(PluginFault) {
            _ = try session.reload(plugin, isTried: false)
        } catch {
            throw PlayError(
                .replayIncompatible,
                "the \(stored.role.rawValue) of round \(stored.round + 1) can not be taken "
                    + "again: \(error.description)", fault: error)
        }
    }

    private func compare(_ records: [RoundRecord], with chunk: Chunk) throws(PlayError) {
        if chunk.isSeedOnly {
            try compareSums(with: chunk)
        } else if !chunk.isBodyRetired {
            try compareColumns(records, with: chunk)
        }
        guard session.digest == chunk.digestAfter else {
            throw PlayError(
                .replayIncompatible,
                "the digest after round \(chunk.lastRound) is \(session.digest); the journal says "
                    + "\(chunk.digestAfter): the rounds showed something else")
        }
    }

    /// What a chunk without rounds says of them.
    private func compareSums(with chunk: Chunk) throws(PlayError) {
        let (now, then) = (session.totals, chunk.totals)
        guard session.blueprint.configuration.journalMode == .seed else {
            throw PlayError(
                .replayIncompatible,
                "the chunk from round \(chunk.firstRound) holds no rounds, and the session is one "
                    + "that is journalled in full")
        }
        guard now.rounds == then.rounds, now.staked == then.staked, now.paid == then.paid,
            now.fees == then.fees, session.balance == chunk.balanceAfter
        else {
            throw PlayError(
                .replayIncompatible,
                "rounds \(chunk.firstRound) to \(chunk.lastRound) come out with other sums than "
                    + "the journal holds")
        }
    }

    private func compareColumns(
        _ records: [RoundRecord], with chunk: Chunk
    ) throws(PlayError) {
        let columns = try ChunkColumns(deflated: chunk.body)
        guard columns.indexes.count == records.count else {
            throw PlayError(
                .replayIncompatible,
                "the chunk from round \(chunk.firstRound) says it holds \(chunk.roundCount) rounds "
                    + "and its columns hold \(columns.indexes.count)")
        }
        for (at, index) in columns.indexes.enumerated() {
            let stored = columns.tuples[Int(index)]
            guard stored != records[at].tuple(actions: session.blueprint.game.manifest.actions)
            else { continue }
            throw PlayError(
                .replayIncompatible,
                "round \(chunk.firstRound + Int64(at)) comes out differently from what the journal "
                    + "holds")
        }
    }
}

extension Session {
    /// Starts exactly at a checkpoint, without a journal.
    convenience init(
        resuming blueprint: SessionBlueprint, from checkpoint: Checkpoint
    ) throws(PlayError) {
        try self.init(
            resuming: blueprint, checkpoint: checkpoint,
            head: SessionHead(
                rounds: checkpoint.round, digest: checkpoint.digest, balance: checkpoint.balance,
                dayLeft: nil), isJournalled: false)
    }
}
