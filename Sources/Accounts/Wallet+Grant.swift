// How budget moves between a wallet and the allowances of its sessions.
//
// A grant is a hold: it moves nothing out of the balance, it only promises part of it, and part of
// the day's limit, to one session. The session spends inside its allowance without asking; `settle`
// turns what it used into balance and spend; `release` gives the rest back. Because every promise
// is counted before it is used, no crash and no order of events can overspend.

extension Wallet {
    /// Promises part of the free balance and of the day's limit to a session.
    ///
    /// Both in minor units; `daySpend` has no meaning without a daily limit. Throws
    /// `amountNegative`, or `limitExceeded` when more is asked than is free.
    public mutating func grant(
        balance: Int64, daySpend: Int64
    ) throws(AccountsError) -> Allowance {
        // Granted nothing yet; the extension brings limits, fees and day.
        var allowance = try Allowance(
            available: 0, maxBet: 0, dayLeft: 0, perSpinFee: 0, perQueryFee: 0, roundStake: 0,
            dayKey: dayKey, currency: currency)
        try extend(&allowance, balance: balance, daySpend: daySpend)
        return allowance
    }

    /// Promises more to a session, or zero to bring it under the wallet's present limits and day.
    /// The promise of an earlier day lapses; settle the rounds played under it first.
    ///
    /// Throws `amountNegative`, `allowanceMismatch`, or `limitExceeded` when more is asked than is
    /// free.
    public mutating func extend(
        _ allowance: inout Allowance, balance more: Int64, daySpend: Int64
    ) throws(AccountsError) {
        try requireCurrencyAndDay(allowance)
        guard more >= 0, daySpend >= 0 else {
            throw AccountsError(
                .amountNegative, "A grant from wallet \(id) is negative: ask for zero or more.")
        }
        guard more <= free else {
            throw AccountsError(refusal: grantRefusal(.balance, more, balance, left: free))
        }
        let (available, overflowed) = allowance.available.addingReportingOverflow(more)
        guard !overflowed else {
            throw .overflow("The allowance with \(more) more minor units", currency)
        }
        var extended = allowance
        if let limit = limits.dailySpendLimit {
            guard daySpend <= dayFree else {
                throw AccountsError(
                    refusal: grantRefusal(.dailyLimit, daySpend, limit - spentToday, left: dayFree))
            }
            extended.dayLeft = try promise(to: allowance) + daySpend
            grantedToday += daySpend
        } else {
            extended.dayLeft = .max
        }
        extended.available = available
        extended.maxBet = limits.maxBet ?? .max
        extended.perSpinFee = limits.perSpinFee
        extended.perQueryFee = limits.perQueryFee
        // Limits change only while nothing is held, so never inside a round with money in it.
        extended.roundStake = min(allowance.roundStake, extended.maxBet)
        extended.dayKey = dayKey
        held += more
        allowance = extended
    }

    /// How much to grant when `wanted` may be more than is good for the other sessions of the
    /// wallet: all of it while that is at most half of what is free, then half, then one round.
    ///
    /// Halving leaves budget to others near the limit, instead of stranding it in one allowance.
    /// All in minor units; `free` is `Wallet.free` or `Wallet.dayFree`.
    public static func share(of free: Int64, wanted: Int64, roundCostMax: Int64) -> Int64 {
        precondition(
            free >= 0 && wanted >= 0 && roundCostMax >= 0, "Shares are of zero or more.")
        return min(wanted, max(free / 2, min(free, roundCostMax)))
    }

    /// Why the day can not give a session that has `own` left of it as much as `need`, in minor
    /// units; `nil` when it can.
    public func dayRefusal(of need: Int64, own: Int64) -> LimitRefusal? {
        let (sum, overflowed) = own.addingReportingOverflow(dayFree)
        let reachable = overflowed ? Int64.max : sum
        guard let limit = limits.dailySpendLimit, need > reachable else { return nil }
        return LimitRefusal(
            limit: .dailyLimit,
            reason: need <= limit - spentToday ? .reservedElsewhere : .limitReached, stake: need,
            asked: need, left: reachable, currency: currency)
    }

    /// Turns rounds that were played inside an allowance into balance and spend.
    ///
    /// The allowance has been charged and credited for these rounds already and stays live; nothing
    /// in it changes. Rounds of an earlier day count towards that day's limit, which had promised
    /// them, and not towards today's. Throws `allowanceMismatch` when the rounds do not fit the
    /// allowance, and `amountOverflow` when the balance does not fit.
    public mutating func settle(
        _ rounds: SettledRounds, of allowance: Allowance
    ) throws(AccountsError) {
        try requireCurrencyAndDay(allowance)
        // What the allowance can still spend must stay held, and promised for the day.
        let heldAfter = Int128(held) + rounds.net
        guard heldAfter >= Int128(allowance.available) else { throw mismatch(allowance) }
        // held <= balance, so this guard also keeps `heldAfter` within Int64.
        guard let balanceAfter = Int64(exactly: Int128(balance) + rounds.net) else {
            throw .overflow("The balance of wallet \(id) after its settlement", currency)
        }
        if allowance.dayKey == dayKey {
            guard let spentAfter = Int64(exactly: Int128(spentToday) + rounds.spent) else {
                throw .overflow("The spend of wallet \(id) today", currency)
            }
            if limits.dailySpendLimit != nil {
                let grantedAfter = Int128(grantedToday) - rounds.spent
                guard grantedAfter >= Int128(allowance.dayLeft) else { throw mismatch(allowance) }
                grantedToday = Int64(grantedAfter)
            }
            spentToday = spentAfter
        }
        balance = balanceAfter
        held = Int64(heldAfter)
    }

    /// Takes back what a session did not use. Settle all its rounds first, and use the allowance no
    /// more.
    ///
    /// Throws `allowanceMismatch` when the wallet never granted so much.
    public mutating func release(_ allowance: Allowance) throws(AccountsError) {
        try requireCurrencyAndDay(allowance)
        let promised = try promise(to: allowance)
        guard allowance.available <= held else { throw mismatch(allowance) }
        held -= allowance.available
        grantedToday -= promised
    }

    /// Says whose limit a refusal by an allowance is: `limitReached` when the wallet itself has no
    /// more, `reservedElsewhere` when other sessions hold it, `allowanceSpent` when extending the
    /// allowance would help. Settle the session's rounds first.
    public func explain(_ refusal: LimitRefusal, of allowance: Allowance) -> LimitRefusal {
        guard refusal.reason == .allowanceSpent else { return refusal }
        let own: Int64
        let free: Int64
        let most: Int64
        switch refusal.limit {
        case .maxBet:
            preconditionFailure("A max bet is no part of an allowance that can be spent.")
        case .balance, .fee:
            (own, free, most) = (allowance.available, self.free, balance)
        case .dailyLimit:
            own = allowance.dayKey == dayKey ? allowance.dayLeft : 0
            free = dayFree
            most = (limits.dailySpendLimit ?? .max) - spentToday
        }
        let (sum, overflowed) = own.addingReportingOverflow(free)
        let reachable = overflowed ? Int64.max : sum
        if refusal.asked <= reachable { return refusal.because(.allowanceSpent, left: reachable) }
        return refusal.because(
            refusal.asked <= most ? .reservedElsewhere : .limitReached, left: reachable)
    }

    /// Whether this wallet can have made an allowance, as far as currency and day tell.
    private func requireCurrencyAndDay(_ allowance: Allowance) throws(AccountsError) {
        try allowance.validate()
        guard allowance.currency == currency, allowance.dayKey <= dayKey else {
            throw mismatch(allowance)
        }
    }

    /// What of `grantedToday` belongs to an allowance. One from before there was a daily limit has
    /// nothing of it, and can hold nothing either, or the limit could not have been set.
    private func promise(to allowance: Allowance) throws(AccountsError) -> Int64 {
        guard limits.dailySpendLimit != nil, allowance.dayKey == dayKey else { return 0 }
        if allowance.dayLeft == .max, allowance.available == 0 { return 0 }
        guard allowance.dayLeft <= grantedToday else { throw mismatch(allowance) }
        return allowance.dayLeft
    }

    private func mismatch(_ allowance: Allowance) -> AccountsError {
        AccountsError(
            .allowanceMismatch,
            "Wallet \(id) (held \(held), granted \(grantedToday), day \(dayKey.daysSince1970)) did "
                + "not make this allowance (\(allowance)): settle each round once, to the wallet "
                + "that granted it.")
    }

    private func grantRefusal(
        _ limit: LimitRefusal.Limit, _ asked: Int64, _ most: Int64, left: Int64
    ) -> LimitRefusal {
        LimitRefusal(
            limit: limit, reason: asked <= most ? .reservedElsewhere : .limitReached,
            stake: asked, asked: asked, left: left, currency: currency)
    }
}
