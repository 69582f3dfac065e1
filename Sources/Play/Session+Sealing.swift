// Sealing rounds into chunks, and checkpoints.
internal import Encoding
internal import Scripting

extension Session {
    /// Seals the rounds since the last seal, in order; empty when there are none.
    public func seal() -> [Chunk] {
        defer { sealedEarly = [] }
        let early = sealedEarly
        guard driver.roundsPlayed >= openRound else { return early }
        return early + [sealOpenRounds(checkpoint: nil)]
    }

    /// Seals at a checkpoint: the chunk carries it, and the plugins are rebuilt from it.
    ///
    /// - Returns: the chunks, and the end of the session when a plugin keeps what can not be kept.
    public func sealAtCheckpoint() -> (chunks: [Chunk], end: SessionEnd?) {
        do throws(PluginFault) {
            let taken = try takeCheckpoint()
            let early = sealedEarly
            sealedEarly = []
            let chunk = sealOpenRounds(checkpoint: taken)
            try rebuild(from: taken)
            return (early + [chunk], nil)
        } catch {
            note(error, round: driver.roundsPlayed)
            let end = SessionEnd(reason: .fault, detail: error.description)
            return (seal(), end)
        }
    }

    /// Passes a checkpoint without a journal.
    func passCheckpoint() -> SessionEnd? {
        guard !isJournalled else {
            preconditionFailure("play was called where seal was due")
        }
        return sealAtCheckpoint().end
    }

    /// The data that every later round follows from, at this round.
    func takeCheckpoint() throws(PluginFault) -> Checkpoint {
        let saved = try driver.save()
        return Checkpoint(
            round: driver.roundsPlayed, strategyHash: played.source.hash, memory: saved.memory,
            state: saved.state, carry: driver.carry.encoded, digestStream: digestStream.save(),
            balance: driver.money.balance)
    }

    /// Goes on from plugins that are built anew, with memory and state as in the checkpoint.
    func rebuild(from checkpoint: Checkpoint) throws(PluginFault) {
        let money = driver.money
        let carry = driver.carry
        let fresh = try blueprint.makeDriver(strategy: played)
        try fresh.restore(memory: checkpoint.memory, state: checkpoint.state)
        fresh.money = money
        fresh.carry = carry
        driver = fresh
        self.checkpoint = checkpoint
    }

    func sealOpenRounds(checkpoint: Checkpoint?) -> Chunk {
        let columns = isJournalled ? ChunkColumns(driver.columns()).deflated : []
        let totals = self.totals
        let chunk = Chunk(
            sessionID: blueprint.configuration.id, firstRound: openRound,
            roundCount: Int(totals.rounds - openTotals.rounds), day: day,
            digestBefore: openDigest.hex, digestAfter: digest, balanceBefore: openBalance,
            balanceAfter: driver.money.balance, totals: totals,
            staked: totals.staked - openTotals.staked, paid: totals.paid - openTotals.paid,
            fees: totals.fees - openTotals.fees, body: columns, checkpoint: checkpoint,
            strategyHash: played.source.hash, gameHash: blueprint.game.source.hash,
            engineVersion: Engine.version)
        markSealed()
        return chunk
    }

    /// Everything up to the newest round counts as sealed.
    func markSealed() {
        driver.resetColumns()
        openTotals = totals
        openRound = openTotals.rounds + 1
        openDigest = digestStream.digest
        openBalance = driver.money.balance
    }
}
