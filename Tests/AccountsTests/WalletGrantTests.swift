// Goal: whatever sessions do with what they were granted, the wallet can pay it and no daily limit
// is passed, also over midnight and after a crash.
// Method: one or two allowances on one wallet, played by hand; WalletSimulationTests.swift does the
// same at random.

import Accounts
import Testing

private let today = DayKey(daysSince1970: 20_000)
private let tomorrow = DayKey(daysSince1970: 20_001)

@Suite("Grants")
struct WalletGrantTests {
    private func wallet(balance: Int64 = 1_000, dailySpendLimit: Int64? = nil) throws -> Wallet {
        try Wallet(
            id: "w1", currency: .aud, balance: balance,
            limits: WalletLimits(maxBet: 500, dailySpendLimit: dailySpendLimit, perSpinFee: 1),
            dayKey: today)
    }

    private func rounds(
        _ count: Int64, stakes: Int64, payouts: Int64, fees: Int64
    ) throws -> SettledRounds {
        try SettledRounds(count: count, stakes: stakes, payouts: payouts, fees: fees)
    }

    private func refusalOfError(_ body: () throws -> Void) -> LimitRefusal? {
        let error = #expect(throws: AccountsError.self) { try body() }
        return error?.refusal
    }

    @Test("a grant, a round, its settlement and the release leave the exact result and no hold")
    func wholeLife() throws {
        var purse = try wallet(dailySpendLimit: 300)
        var grant = try purse.grant(balance: 400, daySpend: 200)
        #expect(purse.balance == 1_000)
        #expect(purse.held == 400)
        #expect(purse.free == 600)
        #expect(purse.grantedToday == 200)
        #expect(grant.maxBet == 500)
        #expect(grant.admit(stake: 100, opensRound: true) == .admitted)
        try grant.credit(payout: 30)
        try purse.settle(rounds(1, stakes: 100, payouts: 30, fees: 1), of: grant)
        #expect(purse.balance == 929)
        #expect(purse.held == grant.available)
        #expect(purse.spentToday == 101)
        #expect(purse.grantedToday == grant.dayLeft)
        try purse.release(grant)
        #expect(purse.held == 0)
        #expect(purse.grantedToday == 0)
        #expect(purse.balance == 929)
        #expect(purse.dayFree == 199)
    }

    @Test("all that is free can be granted, and one unit more is refused with its reason")
    func grantEdges() throws {
        var purse = try wallet(dailySpendLimit: 300)
        let first = try purse.grant(balance: 1_000, daySpend: 300)
        let before = purse
        let balance = refusalOfError { _ = try purse.grant(balance: 1, daySpend: 0) }
        #expect(balance?.limit == .balance)
        #expect(balance?.reason == .reservedElsewhere)
        #expect(balance?.left == 0)
        #expect(
            balance?.description
                == "0.01 AUD is asked and the balance has 0.00 AUD: the rest is reserved for other "
                + "sessions, so stop one of them or ask for less.")
        let day = refusalOfError { _ = try purse.grant(balance: 0, daySpend: 1) }
        #expect(day?.limit == .dailyLimit)
        #expect(day?.reason == .reservedElsewhere)
        #expect(
            refusalOfError { _ = try purse.grant(balance: 1_001, daySpend: 0) }?.reason
                == .limitReached)
        #expect(
            refusalOfError { _ = try purse.grant(balance: 0, daySpend: 301) }?.description
                == "3.01 AUD of spending is asked and the daily limit leaves 0.00 AUD: ask for "
                + "less, or go on tomorrow.")
        #expect(throws: AccountsError.self) { try purse.grant(balance: -1, daySpend: 0) }
        #expect(throws: AccountsError.self) { try purse.grant(balance: 0, daySpend: -1) }
        #expect(purse == before)
        try purse.release(first)
    }

    @Test("a refusal says if the limit is reached, others hold the rest, or more can be had")
    func explanations() throws {
        var purse = try wallet(balance: 1_000, dailySpendLimit: 600)
        var mine = try purse.grant(balance: 300, daySpend: 200)
        let other = try purse.grant(balance: 500, daySpend: 300)
        func explained(stake: Int64) -> LimitRefusal? {
            var copy = mine
            guard case .refused(let refusal) = copy.admit(stake: stake, opensRound: true) else {
                return nil
            }
            return purse.explain(refusal, of: mine)
        }
        // Daily spend: 200 mine, 300 the other's, 100 free; a stake costs one more.
        #expect(explained(stake: 199) == nil)
        #expect(explained(stake: 200)?.reason == .allowanceSpent)
        #expect(explained(stake: 299)?.reason == .allowanceSpent)
        #expect(explained(stake: 299)?.limit == .dailyLimit)
        // Balance: 300 mine, 500 the other's, 200 free.
        #expect(explained(stake: 300)?.limit == .fee)
        #expect(explained(stake: 499)?.reason == .allowanceSpent)
        #expect(explained(stake: 500)?.reason == .reservedElsewhere)
        #expect(explained(stake: 500)?.left == 500)
        #expect(explained(stake: 501)?.limit == .maxBet)
        try purse.extend(&mine, balance: 200, daySpend: 100)
        #expect(explained(stake: 299) == nil)
        #expect(explained(stake: 300)?.limit == .dailyLimit)
        #expect(explained(stake: 300)?.reason == .reservedElsewhere)
        #expect(explained(stake: 300)?.left == 300)
        try purse.release(other)
        #expect(explained(stake: 300)?.reason == .allowanceSpent)
        var poor = try wallet(balance: 100)
        var all = try poor.grant(balance: 100, daySpend: 0)
        guard case .refused(let refusal) = all.admit(stake: 100, opensRound: true) else {
            Issue.record("a stake and fee over the balance was admitted")
            return
        }
        #expect(poor.explain(refusal, of: all).reason == .limitReached)
        #expect(
            poor.explain(refusal, of: all).description
                == "The balance of 1.00 AUD covers the stake of 1.00 AUD, but with fees 1.01 AUD "
                + "is needed: ask for less, or add funds.")
    }

    @Test("rounds of yesterday are paid but do not count towards today's limit")
    func overMidnight() throws {
        var purse = try wallet(dailySpendLimit: 200)
        var grant = try purse.grant(balance: 500, daySpend: 200)
        #expect(grant.admit(stake: 150, opensRound: true) == .admitted)
        purse.begin(tomorrow)
        try purse.settle(rounds(1, stakes: 150, payouts: 0, fees: 1), of: grant)
        #expect(purse.balance == 849)
        #expect(purse.spentToday == 0)
        try purse.extend(&grant, balance: 0, daySpend: 120)
        #expect(grant.dayKey == tomorrow)
        #expect(grant.dayLeft == 120)
        #expect(grant.available == 349)
        #expect(purse.grantedToday == 120)
        // A clock set back reopens nothing.
        purse.begin(today)
        #expect(purse.dayKey == tomorrow)
        #expect(purse.dayFree == 80)
        try purse.release(grant)
        #expect(purse.dayFree == 200)
        #expect(purse.held == 0)
    }

    @Test("a release after midnight gives back the balance and nothing of yesterday's limit")
    func staleRelease() throws {
        var purse = try wallet(dailySpendLimit: 200)
        let stale = try purse.grant(balance: 500, daySpend: 200)
        purse.begin(tomorrow)
        let fresh = try purse.grant(balance: 0, daySpend: 50)
        try purse.release(stale)
        #expect(purse.grantedToday == 50)
        try purse.release(fresh)
        #expect(purse.grantedToday == 0)
    }

    @Test("a settlement or release that the wallet did not grant is refused and changes nothing")
    func mismatches() throws {
        var purse = try wallet(dailySpendLimit: 300)
        let grant = try purse.grant(balance: 400, daySpend: 200)
        let before = purse
        func altered(_ change: (inout Allowance) -> Void) -> Allowance {
            var copy = grant
            change(&copy)
            return copy
        }
        var empty = try wallet()
        let attempts: [() throws -> Void] = [
            // Rounds that the allowance was not charged for.
            { try purse.settle(self.rounds(1, stakes: 1, payouts: 0, fees: 0), of: grant) },
            {
                try purse.settle(
                    self.rounds(1, stakes: 1, payouts: 1, fees: 0), of: grant)
            },
            { try purse.release(altered { $0.available = 401 }) },
            { try purse.release(altered { $0.available = -1 }) },
            { try purse.release(altered { $0.dayLeft = 201 }) },
            { try purse.release(altered { $0.dayLeft = .max }) },
            { try purse.release(altered { $0.dayKey = tomorrow }) },
            { try purse.release(altered { $0.currency = .eur }) },
            { try empty.release(grant) },
            {
                var copy = altered { $0.dayLeft = 250 }
                try purse.extend(&copy, balance: 0, daySpend: 0)
            },
        ]
        for (index, attempt) in attempts.enumerated() {
            let error = #expect(throws: AccountsError.self, "attempt \(index)") { try attempt() }
            #expect(error?.code == .allowanceMismatch, "attempt \(index)")
        }
        #expect(purse == before)
        var full = altered { $0.available = .max }
        let overflow = #expect(throws: AccountsError.self) {
            try purse.extend(&full, balance: 1, daySpend: 0)
        }
        #expect(overflow?.code == .amountOverflow)
        #expect(purse == before)
    }

    @Test("an allowance that holds nothing comes under new limits when it is extended")
    func extendedUnderNewLimits() throws {
        for daily in [nil, Int64(600)] {
            var purse = try wallet(dailySpendLimit: daily)
            var idle = try purse.grant(balance: 0, daySpend: 0)
            let old = idle
            let limits = try WalletLimits(
                maxBet: 40, dailySpendLimit: daily == nil ? 600 : nil, perSpinFee: 2,
                perQueryFee: 3)
            try purse.replaceLimits(with: limits)
            try purse.extend(&idle, balance: 10, daySpend: 20)
            #expect(idle.dayLeft == (daily == nil ? 20 : .max))
            #expect(idle.maxBet == 40)
            #expect(idle.perSpinFee == 2)
            #expect(idle.perQueryFee == 3)
            try purse.release(idle)
            // Released without an extension, it gives back the nothing that it holds.
            try purse.release(old)
            #expect(purse.held == 0)
            #expect(purse.grantedToday == 0)
        }
    }

    @Test("winnings that do not fit in the wallet are refused and leave it as it was")
    func settlementOverflow() throws {
        var purse = try wallet(balance: .max - 10)
        var grant = try purse.grant(balance: 100, daySpend: 0)
        #expect(grant.admit(stake: 10, opensRound: true) == .admitted)
        try grant.credit(payout: 22)
        let before = purse
        let error = #expect(throws: AccountsError.self) {
            try purse.settle(rounds(1, stakes: 10, payouts: 22, fees: 1), of: grant)
        }
        #expect(error?.code == .amountOverflow)
        #expect(purse == before)
        grant.available -= 1
        try purse.settle(rounds(1, stakes: 10, payouts: 21, fees: 1), of: grant)
        #expect(purse.balance == .max)
    }

    @Test("a share is all that is wanted, then half of what is free, then one round, then the rest")
    func shares() {
        #expect(Wallet.share(of: 1_000, wanted: 400, roundCostMax: 10) == 400)
        #expect(Wallet.share(of: 1_000, wanted: 800, roundCostMax: 10) == 500)
        #expect(Wallet.share(of: 12, wanted: 800, roundCostMax: 10) == 10)
        #expect(Wallet.share(of: 7, wanted: 800, roundCostMax: 10) == 7)
        #expect(Wallet.share(of: 0, wanted: 800, roundCostMax: 10) == 0)
        #expect(Wallet.share(of: .max, wanted: .max, roundCostMax: 0) == .max / 2)
    }
}
