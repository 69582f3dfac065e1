// The auditor of the wallet simulation: it keeps what happened as plain totals in Int128 and works
// out every number of wallet and allowance from them. It shares no code with Accounts.

import Accounts

/// What one session was granted and did.
struct NaiveSession {
    var granted: Int128 = 0
    var stakes: Int128 = 0
    var payouts: Int128 = 0
    var fees: Int128 = 0
    var settledStakes: Int128 = 0
    var settledPayouts: Int128 = 0
    var settledFees: Int128 = 0
    var day: Int64
    /// Daily spend granted on `day`, all the session spent on it, and what of that is settled.
    var dayGranted: Int128 = 0
    var daySpent: Int128 = 0
    var daySettled: Int128 = 0
    var roundStakes: [Int128] = []

    var available: Int128 { granted + payouts - stakes - fees }
    var held: Int128 { granted + settledPayouts - settledStakes - settledFees }

    var unsettled: (stakes: Int128, payouts: Int128, fees: Int128) {
        (stakes - settledStakes, payouts - settledPayouts, fees - settledFees)
    }
}

/// A wallet as the totals of what happened to it.
struct NaiveWallet {
    var funded: Int128
    var closedNet: Int128 = 0
    var sessions: [NaiveSession] = []
    var maxBet: Int64?
    var dailySpendLimit: Int64?
    var perSpinFee: Int64
    var perQueryFee: Int64
    var latestDay: Int64
    var spentOnDay: [Int64: Int128] = [:]

    var balance: Int128 {
        sessions.reduce(funded + closedNet) {
            $0 + $1.settledPayouts - $1.settledStakes - $1.settledFees
        }
    }

    var held: Int128 { sessions.reduce(0) { $0 + $1.held } }
    var spentToday: Int128 { spentOnDay[latestDay, default: 0] }

    var grantedToday: Int128 {
        guard dailySpendLimit != nil else { return 0 }
        return sessions.reduce(0) { sum, session in
            session.day == latestDay ? sum + session.dayGranted - session.daySettled : sum
        }
    }

    var dayFree: Int128 {
        dailySpendLimit.map { Int128($0) - spentToday - grantedToday } ?? Int128(Int64.max)
    }

    func dayLeft(_ session: NaiveSession) -> Int128 {
        dailySpendLimit == nil ? Int128(Int64.max) : session.dayGranted - session.daySpent
    }

    /// The limit that refuses a decision; nil when it is charged.
    mutating func decide(
        _ index: Int, stake: Int64, opensRound: Bool
    ) -> LimitRefusal.Limit? {
        let session = sessions[index]
        let fees = Int128(perQueryFee) + (opensRound ? Int128(perSpinFee) : 0)
        let cost = Int128(stake) + fees
        let round = (opensRound ? [] : session.roundStakes) + [Int128(stake)]
        if let maxBet, round.reduce(0, +) > Int128(maxBet) { return .maxBet }
        if round.reduce(0, +) > Int128(Int64.max) { return .maxBet }
        if session.available < cost { return session.available < Int128(stake) ? .balance : .fee }
        if let limit = dailySpendLimit {
            // Said twice: by the session's share, and by the whole limit, which must hold then.
            if dayLeft(session) < cost { return .dailyLimit }
            if session.day == latestDay {
                precondition(spentToday + grantedToday <= Int128(limit))
            }
        }
        sessions[index].stakes += Int128(stake)
        sessions[index].fees += fees
        sessions[index].daySpent += cost
        sessions[index].roundStakes = round
        return nil
    }

    /// What a settlement must be refused for; nil when it is recorded.
    mutating func settle(_ index: Int) -> AccountsError.Code? {
        let rounds = sessions[index].unsettled
        let spent = rounds.stakes + rounds.fees
        if Int64(exactly: balance + rounds.payouts - spent) == nil { return .amountOverflow }
        let isToday = sessions[index].day == latestDay
        if isToday, Int64(exactly: spentToday + spent) == nil { return .amountOverflow }
        spentOnDay[sessions[index].day, default: 0] += spent
        sessions[index].settledStakes = sessions[index].stakes
        sessions[index].settledPayouts = sessions[index].payouts
        sessions[index].settledFees = sessions[index].fees
        sessions[index].daySettled = sessions[index].daySpent
        return nil
    }

    /// Extends a settled session's grant; the caller has checked that it is free.
    mutating func extend(_ index: Int, balance: Int64, daySpend: Int64) {
        if sessions[index].day != latestDay {
            sessions[index].day = latestDay
            (sessions[index].dayGranted, sessions[index].daySpent) = (0, 0)
            sessions[index].daySettled = 0
        }
        sessions[index].granted += Int128(balance)
        sessions[index].dayGranted += Int128(daySpend)
    }

    /// Ends a settled session.
    mutating func close(_ index: Int) {
        let session = sessions.remove(at: index)
        closedNet += session.settledPayouts - session.settledStakes - session.settledFees
    }

    /// The first number in which wallet or allowances differ from what they should be; nil when
    /// all agree.
    func difference(from wallet: Wallet, _ allowances: [Allowance]) -> String? {
        var pairs: [(name: String, got: Int64, expected: Int128)] = [
            ("balance", wallet.balance, balance), ("held", wallet.held, held),
            ("spent", wallet.spentToday, spentToday),
            ("granted", wallet.grantedToday, grantedToday), ("day free", wallet.dayFree, dayFree),
            ("day", wallet.dayKey.daysSince1970, Int128(latestDay)),
        ]
        for (allowance, session) in zip(allowances, sessions) {
            pairs += [
                ("available", allowance.available, session.available),
                ("day left", allowance.dayLeft, dayLeft(session)),
                ("allowance day", allowance.dayKey.daysSince1970, Int128(session.day)),
                ("round stake", allowance.roundStake, session.roundStakes.reduce(0, +)),
                ("max bet", allowance.maxBet, Int128(maxBet ?? .max)),
            ]
        }
        guard allowances.count == sessions.count else { return "allowances are missing" }
        let wrong = pairs.first { Int128($0.got) != $0.expected }
        return wrong.map { "\($0.name) is \($0.got), should be \($0.expected)" }
    }
}
