// Between SessionCarry and the driver's fixed-size record.
internal import CLuaBridge

extension SessionCarry {
    init(_ record: sg_carry) {
        var record = record
        rounds = record.rounds
        hits = record.hits
        decisions = record.decisions
        faults = record.faults
        staked = record.staked
        paid = record.paid
        fees = record.fees
        strategyFuel = record.strategy_fuel
        gameFuel = record.game_fuel
        lastStake = record.last_stake
        lastPayout = record.last_payout
        lastBet = record.last_bet
        lastAction = Int64(record.last_action)
        rewardTotal = record.reward_total
        choiceChanges = record.choice_changes
        choiceCount = record.choice_count
        let count = Int(record.last_symbol_count)
        lastSymbols = unsafe withUnsafeBytes(of: &record.last_symbols) { bytes in
            unsafe Array(bytes.bindMemory(to: UInt16.self).prefix(count))
        }
        let values = unsafe withUnsafeBytes(of: &record.rewards) { bytes in
            unsafe Array(bytes.bindMemory(to: Double.self))
        }
        let rounds = unsafe withUnsafeBytes(of: &record.reward_rounds) { bytes in
            unsafe Array(bytes.bindMemory(to: Int64.self))
        }
        let kept = Int(SG_REWARDS_KEPT)
        for offset in 0..<Int(record.reward_count) {
            let at = (Int(record.reward_next) - Int(record.reward_count) + offset + 2 * kept) % kept
            rewards.append(Reward(round: rounds[at], reward: values[at]))
        }
    }

    var bridged: sg_carry {
        var record = sg_carry()
        record.rounds = rounds
        record.hits = hits
        record.decisions = decisions
        record.faults = faults
        record.staked = staked
        record.paid = paid
        record.fees = fees
        record.strategy_fuel = strategyFuel
        record.game_fuel = gameFuel
        record.last_stake = lastStake
        record.last_payout = lastPayout
        record.last_bet = lastBet
        record.last_action = Int32(clamping: lastAction)
        record.reward_total = rewardTotal
        record.choice_changes = choiceChanges
        record.choice_count = choiceCount
        record.last_symbol_count = Int32(clamping: min(lastSymbols.count, 256))
        unsafe withUnsafeMutableBytes(of: &record.last_symbols) { bytes in
            let slots = unsafe bytes.bindMemory(to: UInt16.self)
            for (at, symbol) in lastSymbols.prefix(256).enumerated() { unsafe slots[at] = symbol }
        }
        let kept = rewards.suffix(Int(SG_REWARDS_KEPT))
        record.reward_count = Int32(clamping: kept.count)
        record.reward_next = Int32(clamping: kept.count % Int(SG_REWARDS_KEPT))
        unsafe withUnsafeMutableBytes(of: &record.rewards) { bytes in
            let slots = unsafe bytes.bindMemory(to: Double.self)
            for (at, each) in kept.enumerated() { unsafe slots[at] = each.reward }
        }
        unsafe withUnsafeMutableBytes(of: &record.reward_rounds) { bytes in
            let slots = unsafe bytes.bindMemory(to: Int64.self)
            for (at, each) in kept.enumerated() { unsafe slots[at] = each.round }
        }
        return record
    }
}
