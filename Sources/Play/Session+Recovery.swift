// Faults and refusals, and the way back: from a checkpoint, by playing the same rounds again.
internal import Accounts
internal import Encoding
internal import Scripting

extension Session {
    /// A wallet limit ended the session.
    func refusal(_ limit: RoundDriver.Limit, asked: Int64, left: Int64) -> SessionEnd {
        let code = blueprint.configuration.currency
        let currency = try? Currency(code: code)
        func text(_ units: Int64) -> String {
            currency.map { Amount(minorUnits: units, currency: $0).description } ?? "\(units)"
        }
        let which =
            switch limit {
            case .maxBet: "max_bet: a bet of \(text(asked)) is over the maximum, which leaves"
            case .balance: "balance: stake and fees need \(text(asked)) and the balance is"
            case .fee: "fee: with its fees the round needs \(text(asked)) and the balance is"
            case .daily: "daily_limit: stake and fees need \(text(asked)) and today leaves"
            }
        return SessionEnd(reason: .limit, detail: "\(which) \(text(left))")
    }

    /// Follows the fault policy.
    func handle(_ fault: PluginFault, inLearn: Bool) -> SliceEnd {
        let configuration = blueprint.configuration
        note(fault, round: inLearn ? driver.roundsPlayed : driver.roundsPlayed + 1)
        var end = SessionEnd(reason: .fault, detail: fault.description)
        guard configuration.faultPolicy != .stop else { return .ended(end) }
        guard driver.carry.faults < Limits.faultsMax else {
            end.detail = "stopped after \(Limits.faultsMax) faults; the last: " + end.detail
            return .ended(end)
        }
        do throws(PluginFault) {
            try recover(inLearn: inLearn)
            if configuration.faultPolicy == .fallback, fault.role == .strategy {
                try playFallback()
            }
            return .more
        } catch {
            note(error, round: driver.roundsPlayed)
            end.detail = "recovery failed: \(error.description)"
            return .ended(end)
        }
    }

    /// Puts memory and state back to where they stood before the failed call: plugins built from
    /// the last checkpoint play the same rounds again. Then the round is voided (or, when learn
    /// failed, stands), and a checkpoint is taken there, so that this cost does not add up.
    private func recover(inLearn: Bool) throws(PluginFault) {
        let settled = driver.roundsPlayed
        let digestThere = digestStream.digest
        if driver.roundsPlayed >= openRound {
            sealedEarly.append(sealOpenRounds(checkpoint: nil))
        }
        let moneyThere = driver.money
        try replay(to: settled, skippingLearnIn: inLearn ? settled : 0)
        guard digestStream.digest == digestThere else { throw Session.otherRounds(played) }
        driver.money = moneyThere
        if inLearn {
            var carry = driver.carry
            carry.faults += 1
            driver.carry = carry
        } else {
            driver.voidRound()
            digestNewRounds()
        }
        let taken = try takeCheckpoint()
        if driver.roundsPlayed >= openRound {
            sealedEarly.append(sealOpenRounds(checkpoint: taken))
        } else if let last = sealedEarly.indices.last {
            sealedEarly[last].checkpoint = taken
        }
        try rebuild(from: taken)
    }

    /// Rebuilds the plugins from the last checkpoint, or from the start, and plays to a round. The
    /// digest runs along: compare it with what it was.
    func replay(to round: Int64, skippingLearnIn: Int64) throws(PluginFault) {
        if let checkpoint, let carry = SessionCarry(encoded: checkpoint.carry) {
            let fresh = try blueprint.makeDriver(strategy: played)
            try fresh.restore(memory: checkpoint.memory, state: checkpoint.state)
            var money = RoundMoney(balance: checkpoint.balance)
            money.perSpinFee = blueprint.configuration.perSpinFee
            money.perQueryFee = blueprint.configuration.perQueryFee
            fresh.money = money
            fresh.carry = carry
            driver = fresh
            guard let stream = try? SHA256Stream(restoring: checkpoint.digestStream) else {
                throw Session.otherRounds(played)
            }
            digestStream = stream
        } else {
            driver = try Session.started(blueprint)
            digestStream = SHA256Stream()
        }
        // What was played once was within its limits.
        var money = driver.money
        (money.maxBet, money.dayLeft) = (nil, nil)
        driver.money = money
        while driver.roundsPlayed < round {
            let end = driver.play(
                rounds: round - driver.roundsPlayed, fuel: Int64.max / 2,
                skippingLearnIn: skippingLearnIn)
            switch end {
            case .slice, .columnsFull, .gameOver: digestNewRounds()
            case .fault(let fault, _): throw fault
            case .cashOut, .refused: throw Session.otherRounds(played)
            }
        }
        driver.resetColumns()
    }

    static func otherRounds(_ strategy: StrategyDefinition) -> PluginFault {
        PluginFault(
            kind: .contract, role: .strategy, file: strategy.source.file, line: nil,
            call: "decide",
            message: "the same rounds went another way when they were played again: a plugin "
                + "keeps data outside memory and state, or the journal is not from this program")
    }

    private func playFallback() throws(PluginFault) {
        guard let fallback = blueprint.fallback, played != fallback else { return }
        let saved = try driver.save()
        let (money, carry) = (driver.money, driver.carry)
        let fresh = try blueprint.makeDriver(strategy: fallback)
        try fresh.startStrategy(
            context: blueprint.strategyContext(parameters: blueprint.fallbackParameters))
        try fresh.restoreGame(state: saved.state)
        fresh.money = money
        fresh.carry = carry
        driver = fresh
        played = fallback
        let taken = try takeCheckpoint()
        checkpoint = taken
        if let last = sealedEarly.indices.last { sealedEarly[last].checkpoint = taken }
    }
}
