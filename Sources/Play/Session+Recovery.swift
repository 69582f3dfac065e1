// Faults and refusals, and the way back to the last settled round.
internal import Accounts
internal import Encoding
internal import Scripting

extension Session {
    /// A wallet limit ended the session.
    func refusal(_ limit: RoundDriver.Limit, asked: Int64, left: Int64) -> SessionEnd {
        dayRefused = limit == .daily ? asked : nil
        refusedBy =
            switch limit {
            case .maxBet: .maxBet
            case .balance: .balance
            case .fee: .fee
            case .daily: .dailyLimit
            }
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

    /// Follows the fault policy; `nil` when the session plays on.
    func handle(_ fault: PluginFault, inLearn: Bool) -> SessionEnd? {
        let configuration = blueprint.configuration
        note(fault, round: inLearn ? driver.roundsPlayed : driver.roundsPlayed + 1)
        var end = SessionEnd(reason: .fault, detail: fault.description)
        guard configuration.faultPolicy != .stop else { return end }
        guard driver.carry.faults < Limits.faultsMax else {
            end.detail = "stopped after \(Limits.faultsMax) faults; the last: " + end.detail
            return end
        }
        do throws(PluginFault) {
            if try recover(inLearn: inLearn) { return gameOver }
            if configuration.faultPolicy == .fallback, fault.role == .strategy {
                try playFallback()
            }
            return nil
        } catch {
            note(error, round: driver.roundsPlayed)
            end.detail = "recovery failed: \(error.description)"
            return end
        }
    }

    /// Puts memory and state back to where they stood before the failed call: plugins built from
    /// the last checkpoint play the same rounds again. Then the round is voided (or, when learn
    /// failed, stands), and a checkpoint is taken there, so that this cost does not add up.
    ///
    /// - Returns: whether the game had said done in the round whose learn failed.
    private func recover(inLearn: Bool) throws(PluginFault) -> Bool {
        let settled = driver.roundsPlayed
        if settled >= openRound { sealedEarly.append(sealOpenRounds(checkpoint: nil)) }
        let endsGame = try goBack(to: settled, skippingLearnIn: inLearn ? settled : 0)
        if inLearn {
            var carry = driver.carry
            carry.faults += 1
            driver.carry = carry
        } else {
            // What can not be kept ends the session here, before the round is voided, so that the
            // session ends here again when it is continued.
            _ = try driver.save()
            driver.voidRound()
            digestNewRounds()
        }
        let taken = try takeCheckpoint()
        sealOpenRounds(upTo: taken)
        try rebuild(from: taken)
        return endsGame
    }

    /// Puts memory and state back to the last settled round after a refusal, which may have come
    /// in the middle of the next.
    func goBackToSettled() -> SessionEnd? {
        if driver.roundsPlayed >= openRound {
            sealedEarly.append(sealOpenRounds(checkpoint: nil))
        }
        ending = nil
        do throws(PluginFault) {
            _ = try goBack(to: driver.roundsPlayed, skippingLearnIn: 0)
            return nil
        } catch {
            note(error, round: driver.roundsPlayed)
            return SessionEnd(reason: .fault, detail: error.description)
        }
    }

    /// Takes plugins that have played the sealed rounds again. Money stands as it is.
    ///
    /// - Returns: whether the game said done in the last of them.
    private func goBack(to round: Int64, skippingLearnIn: Int64) throws(PluginFault) -> Bool {
        let rounds = try replayed(to: round, skippingLearnIn: skippingLearnIn)
        if let fault = rounds.learnFault { throw fault }
        guard rounds.digestStream.digest == digestStream.digest else {
            throw Session.otherRounds(played)
        }
        let money = driver.money
        let endsGame = rounds.endsGame
        adopt(rounds)
        driver.money = money
        return endsGame
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
        replaceDriver(fresh)
        played = fallback
        let taken = try takeCheckpoint()
        sealOpenRounds(upTo: taken)
        try rebuild(from: taken)
    }
}
