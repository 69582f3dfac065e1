// Sealing rounds into chunks, and checkpoints.
internal import Encoding
internal import Scripting

extension Session {
    /// Seals the rounds since the last seal, in order; empty when there are none. Where a
    /// checkpoint is due it is taken, as by `sealAtCheckpoint`.
    public func seal() -> [Chunk] {
        guard !wantsSeal else { return sealAtCheckpoint().chunks }
        if driver.roundsPlayed >= openRound {
            sealedEarly.append(sealOpenRounds(checkpoint: nil))
        }
        return takeSealed()
    }

    /// Seals at a checkpoint: the chunk carries it, and the plugins are rebuilt from it. Where none
    /// is due this is `seal`, so that what is played never depends on when it was sealed.
    ///
    /// - Returns: the chunks, and the end of the session when a plugin keeps what can not be kept.
    public func sealAtCheckpoint() -> (chunks: [Chunk], end: SessionEnd?) {
        guard wantsSeal else { return (seal(), nil) }
        do throws(PluginFault) {
            let taken = try takeCheckpoint()
            sealOpenRounds(upTo: taken)
            try rebuild(from: taken)
            return (takeSealed(), nil)
        } catch {
            note(error, round: driver.roundsPlayed)
            let end = SessionEnd(reason: .fault, detail: error.description)
            ending = end
            return (seal(), end)
        }
    }

    /// Whether the session can be continued from here; `nil` when it can.
    ///
    /// A plugin that keeps what is not plain data is found out at the next checkpoint. A session
    /// that stops before asks here, so that its author hears of it. Changes nothing.
    public func faultInKeptData() -> SessionFault? {
        do throws(PluginFault) {
            _ = try driver.save()
            return nil
        } catch {
            return SessionFault(round: driver.roundsPlayed, fault: error)
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
        try taken(of: driver, digestStream)
    }

    func taken(
        of driver: borrowing RoundDriver, _ stream: SHA256Stream
    ) throws(PluginFault) -> Checkpoint {
        let saved = try driver.save()
        return Checkpoint(
            round: driver.roundsPlayed, strategyHash: played.source.hash, memory: saved.memory,
            state: saved.state, carry: driver.carry.encoded, digestStream: stream.save(),
            balance: driver.money.balance)
    }

    /// Goes on from plugins that are built anew, with memory and state as in the checkpoint.
    func rebuild(from checkpoint: Checkpoint) throws(PluginFault) {
        let money = driver.money
        let fresh = try rebuilt(from: checkpoint)
        fresh.money = money
        replaceDriver(fresh)
        self.checkpoint = checkpoint
    }

    /// Seals what is open in a chunk that carries the checkpoint, or gives the checkpoint to the
    /// chunk that recovery sealed last.
    func sealOpenRounds(upTo checkpoint: Checkpoint) {
        if driver.roundsPlayed >= openRound {
            sealedEarly.append(sealOpenRounds(checkpoint: checkpoint))
        } else if let last = sealedEarly.indices.last {
            sealedEarly[last].checkpoint = checkpoint
            sealedEarly[last].totals = totals
        }
    }

    func sealOpenRounds(checkpoint: Checkpoint?) -> Chunk {
        let body = isJournalled ? chunkBody() : []
        if keepsColumns { columns.append(ChunkColumns(driver.columns())) }
        let totals = self.totals
        let chunk = Chunk(
            sessionID: blueprint.configuration.id, firstRound: openRound,
            roundCount: Int(totals.rounds - openTotals.rounds), day: day,
            digestBefore: openDigest.hex, digestAfter: digest, balanceBefore: openBalance,
            balanceAfter: driver.money.balance, totals: totals,
            staked: totals.staked - openTotals.staked, paid: totals.paid - openTotals.paid,
            fees: totals.fees - openTotals.fees, body: body, checkpoint: checkpoint,
            strategyHash: played.source.hash, gameHash: blueprint.game.source.hash,
            engineVersion: Engine.version)
        markSealed()
        return chunk
    }

    private func chunkBody() -> [UInt8] {
        let isSeedOnly = blueprint.configuration.journalMode == .seed && isReproducibleSinceSeal
        return isSeedOnly ? Chunk.seedBody : ChunkColumns(driver.columns()).deflated
    }

    /// Everything up to the newest round counts as sealed.
    func markSealed() {
        driver.resetColumns()
        openTotals = totals
        openRound = openTotals.rounds + 1
        openDigest = digestStream.digest
        openBalance = driver.money.balance
    }

    private func takeSealed() -> [Chunk] {
        defer { sealedEarly = [] }
        return sealedEarly
    }
}
