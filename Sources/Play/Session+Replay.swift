// Playing settled rounds again: the one way back that resuming, faults and refusals share.
internal import Encoding
internal import Scripting

/// Plugins that have played the rounds up to one again.
struct ReplayedRounds: ~Copyable {
    var driver: RoundDriver
    var digestStream: SHA256Stream
    /// The newest checkpoint that was passed.
    var checkpoint: Checkpoint?
    /// Whether the game said done in the last round.
    var endsGame: Bool
    /// The fault of `learn` in the last round, which is settled all the same.
    var learnFault: PluginFault?
}

extension Session {
    /// Builds the plugins from the last checkpoint, or from the start, and plays to a round; at
    /// each checkpoint on the way they are built anew, as in play. Compare the digest with what it
    /// was. The session is as before, whatever comes of it.
    ///
    /// - Parameter skippingLearnIn: a round in which `learn` is not called; 0 for none.
    func replayed(
        to round: Int64, skippingLearnIn: Int64
    ) throws(PluginFault) -> ReplayedRounds {
        var (passed, stream) = (checkpoint, SHA256Stream())
        var driver: RoundDriver
        if let checkpoint {
            driver = try rebuilt(from: checkpoint)
            guard let restored = try? SHA256Stream(restoring: checkpoint.digestStream) else {
                throw Session.otherRounds(played)
            }
            stream = restored
            // Reloads at the checkpoint itself are digested with the first round after it.
            if checkpoint.round < round {
                stream.update(blueprint.reloadBytes(after: checkpoint.round))
            }
        } else {
            driver = try Session.started(blueprint)
        }
        // What was played once was within its limits.
        var money = driver.money
        (money.maxBet, money.dayLeft) = (nil, nil)
        driver.money = money
        var endsGame = false
        while driver.roundsPlayed < round {
            let left = Limits.checkpointRounds - driver.roundsPlayed % Limits.checkpointRounds
            let end = driver.play(
                rounds: min(round - driver.roundsPlayed, left, Limits.sliceRounds),
                fuel: Int64.max / 2, skippingLearnIn: skippingLearnIn)
            driver.takeDigestBytes { stream.update($0) }
            // Shown and journalled when they were played first.
            _ = driver.takeLogs()
            driver.resetColumns()
            switch end {
            case .slice, .columnsFull: endsGame = false
            case .gameOver: endsGame = true
            case .fault(let fault, inLearn: true) where driver.roundsPlayed == round:
                driver.forgetBudgetUses()
                return ReplayedRounds(
                    driver: driver, digestStream: stream, checkpoint: passed, endsGame: false,
                    learnFault: fault)
            case .fault(let fault, _): throw fault
            case .cashOut, .refused: throw Session.otherRounds(played)
            }
            if driver.roundsPlayed % Limits.checkpointRounds == 0 {
                let taken = try taken(of: driver, stream)
                driver = try rebuilt(from: taken)
                passed = taken
            }
        }
        driver.forgetBudgetUses()
        return ReplayedRounds(
            driver: driver, digestStream: stream, checkpoint: passed, endsGame: endsGame,
            learnFault: nil)
    }

    /// Goes on with plugins that have played the same rounds again.
    func adopt(_ rounds: consuming ReplayedRounds) {
        digestStream = rounds.digestStream
        checkpoint = rounds.checkpoint
        replaceDriver(rounds.driver)
    }

    /// Plugins built anew, with memory, state and carry as in the checkpoint, and without limits.
    func rebuilt(from checkpoint: Checkpoint) throws(PluginFault) -> RoundDriver {
        try Session.rebuilt(from: checkpoint, blueprint, playing: played)
    }

    static func rebuilt(
        from checkpoint: Checkpoint, _ blueprint: SessionBlueprint,
        playing played: StrategyDefinition
    ) throws(PluginFault) -> RoundDriver {
        guard let carry = SessionCarry(encoded: checkpoint.carry) else {
            throw Session.otherRounds(played)
        }
        let driver = try blueprint.makeDriver(strategy: played)
        try driver.restore(memory: checkpoint.memory, state: checkpoint.state)
        driver.carry = carry
        if checkpoint.hasSeenStakes { driver.keepStakes() }
        driver.money = RoundMoney(
            balance: checkpoint.balance, perSpinFee: blueprint.configuration.perSpinFee,
            perQueryFee: blueprint.configuration.perQueryFee)
        return driver
    }

    static func otherRounds(_ strategy: StrategyDefinition) -> PluginFault {
        PluginFault(
            kind: .contract, role: .strategy, file: strategy.source.file, line: nil,
            call: "decide",
            message: "the same rounds went another way when they were played again: a plugin "
                + "keeps data outside memory and state, or the journal is not from this program")
    }
}
