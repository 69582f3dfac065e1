// Goal: a wallet's balance, holds and daily spend stay within each other whatever is asked of it.
// Method: each operation at its edge, refused operations compared with the wallet before, days that
// begin, repeat and go back. Grants are in WalletGrantTests.swift.

import Accounts
import Testing

private let today = DayKey(daysSince1970: 20_000)
private let tomorrow = DayKey(daysSince1970: 20_001)

@Suite("Wallets")
struct WalletTests {
    private func wallet(
        balance: Int64 = 10_000, held: Int64 = 0, limits: WalletLimits = .none,
        spentToday: Int64 = 0, grantedToday: Int64 = 0
    ) throws -> Wallet {
        try Wallet(
            id: "w1", currency: .aud, balance: balance, held: held, limits: limits, dayKey: today,
            spentToday: spentToday, grantedToday: grantedToday)
    }

    @Test("credits and debits move the balance exactly")
    func creditAndDebit() throws {
        var purse = try wallet(balance: 100)
        try purse.credit(50)
        try purse.debit(150)
        #expect(purse.balance == 0)
        try purse.credit(.max)
        #expect(purse.balance == .max)
        #expect(purse.account.name == "wallet:w1")
    }

    @Test("a refused debit leaves the balance as it was and says who has the rest")
    func refusedDebit() throws {
        var purse = try wallet(balance: 100, held: 40)
        let before = purse
        let elsewhere = #expect(throws: AccountsError.self) { try purse.debit(61) }
        #expect(elsewhere?.code == .limitExceeded)
        #expect(elsewhere?.code.rawValue == LimitRefusal.code)
        #expect(elsewhere?.refusal?.reason == .reservedElsewhere)
        #expect(elsewhere?.refusal?.left == 60)
        #expect(
            elsewhere?.description
                == "0.61 AUD is asked and the balance has 0.60 AUD: the rest is reserved for other "
                + "sessions, so stop one of them or ask for less.")
        let reached = #expect(throws: AccountsError.self) { try purse.debit(101) }
        #expect(reached?.refusal?.reason == .limitReached)
        #expect(reached?.refusal?.limit == .balance)
        #expect(purse == before)
        try purse.debit(60)
        #expect(purse.balance == 40)
    }

    @Test("a negative or overflowing credit is refused and leaves the balance as it was")
    func refusedCredit() throws {
        var purse = try wallet(balance: 1)
        let before = purse
        #expect(throws: AccountsError.self) { try purse.credit(-1) }
        #expect(throws: AccountsError.self) { try purse.debit(.min) }
        let overflow = #expect(throws: AccountsError.self) { try purse.credit(.max) }
        #expect(overflow?.code == .amountOverflow)
        #expect(purse == before)
    }

    @Test("a later day resets what was spent; the same day and earlier days change nothing")
    func days() throws {
        let limits = try WalletLimits(dailySpendLimit: 1_000)
        var purse = try wallet(held: 10, limits: limits, spentToday: 900, grantedToday: 100)
        let before = purse
        purse.begin(today)
        purse.begin(DayKey(daysSince1970: 19_999))
        purse.begin(DayKey(daysSince1970: .min))
        #expect(purse == before)
        #expect(purse.dayFree == 0)
        purse.begin(tomorrow)
        #expect(purse.dayKey == tomorrow)
        #expect(purse.spentToday == 0)
        #expect(purse.grantedToday == 0)
        #expect(purse.dayFree == 1_000)
        let later = purse
        purse.begin(today)
        #expect(purse == later)
    }

    @Test("a wallet whose numbers contradict each other is not restored")
    func contradictions() throws {
        let limits = try WalletLimits(dailySpendLimit: 100)
        let makers: [() throws -> Wallet] = [
            { try wallet(balance: -1) }, { try wallet(held: -1) },
            { try wallet(balance: 5, held: 6) }, { try wallet(spentToday: -1) },
            { try wallet(limits: limits, grantedToday: -1) }, { try wallet(grantedToday: 1) },
            { try wallet(limits: limits, spentToday: 60, grantedToday: 41) },
            { try wallet(limits: limits, spentToday: .max, grantedToday: .max) },
        ]
        for make in makers {
            let error = #expect(throws: AccountsError.self) { _ = try make() }
            #expect(error?.code == .walletInconsistent)
        }
        _ = try wallet(limits: limits, spentToday: 60, grantedToday: 40)
    }

    @Test("negative limits and fees that do not fit together are refused")
    func malformedLimits() throws {
        #expect(throws: AccountsError.self) { try WalletLimits(maxBet: -1) }
        #expect(throws: AccountsError.self) { try WalletLimits(dailySpendLimit: -1) }
        #expect(throws: AccountsError.self) { try WalletLimits(perQueryFee: -1) }
        let negative = #expect(throws: AccountsError.self) { try WalletLimits(perSpinFee: -1) }
        #expect(
            negative?.description == "The fee per spin of a wallet is negative: give zero or more.")
        let large = #expect(throws: AccountsError.self) {
            try WalletLimits(perSpinFee: .max, perQueryFee: 1)
        }
        #expect(large?.code == .amountOverflow)
        #expect(try WalletLimits(maxBet: .max, dailySpendLimit: .max) == .none)
    }

    @Test("limits change only while no session plays under them, and not under what was spent")
    func replacingLimits() throws {
        let limits = try WalletLimits(dailySpendLimit: 1_000)
        var purse = try wallet(limits: limits, spentToday: 600)
        #expect(throws: AccountsError.self) {
            try purse.replaceLimits(with: WalletLimits(dailySpendLimit: 599))
        }
        try purse.replaceLimits(with: WalletLimits(dailySpendLimit: 600))
        #expect(purse.dayFree == 0)
        try purse.replaceLimits(with: limits)
        let grant = try purse.grant(balance: 0, daySpend: 1)
        let before = purse
        let error = #expect(throws: AccountsError.self) { try purse.replaceLimits(with: .none) }
        #expect(error?.code == .limitsInUse)
        #expect(purse == before)
        try purse.release(grant)
        try purse.replaceLimits(with: .none)
        #expect(purse.dayFree == .max)
    }

    @Test("a wallet id that cannot name an account is refused", arguments: ["", "a b", "é"])
    func malformedId(id: String) {
        let error = #expect(throws: AccountsError.self) {
            try Wallet(id: id, currency: .aud, balance: 0, dayKey: today)
        }
        #expect(error?.code == .accountNameMalformed)
    }
}
