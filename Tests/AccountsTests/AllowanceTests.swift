// Goal: a decision is admitted exactly when every limit allows it, and a refusal changes nothing.
// Method: each limit at its edge and one beside it, the order of the checks, the edges of Int64,
// several decisions in a round, and random decisions against the rule written with Int128.

import Accounts
import SeededRandom
import Testing

private let someDay = DayKey(daysSince1970: 20_000)

private func allowance(
    available: Int64 = 10_000, maxBet: Int64 = .max, dayLeft: Int64 = .max, perSpinFee: Int64 = 0,
    perQueryFee: Int64 = 0, roundStake: Int64 = 0
) throws -> Allowance {
    try Allowance(
        available: available, maxBet: maxBet, dayLeft: dayLeft, perSpinFee: perSpinFee,
        perQueryFee: perQueryFee, roundStake: roundStake, dayKey: someDay, currency: .aud)
}

/// The refusal of a decision; nil when it was admitted. Fails when a refusal changed something.
private func refusal(
    _ allowance: inout Allowance, stake: Int64, opensRound: Bool = true
) -> LimitRefusal? {
    let before = allowance
    guard case .refused(let refusal) = allowance.admit(stake: stake, opensRound: opensRound) else {
        return nil
    }
    #expect(allowance == before)
    return refusal
}

@Suite("Allowances")
struct AllowanceTests {
    @Test("a stake at the max bet is admitted and one unit more is refused")
    func maxBetEdge() throws {
        var purse = try allowance(maxBet: 500)
        #expect(refusal(&purse, stake: 500) == nil)
        #expect(purse.available == 9_500)
        let refused = refusal(&purse, stake: 501)
        #expect(refused?.limit == .maxBet)
        #expect(refused?.reason == .limitReached)
        #expect(refused?.asked == 501)
        #expect(refused?.left == 500)
        #expect(LimitRefusal.code == "WALLET_LIMIT_EXCEEDED")
        #expect(
            refused?.description
                == "A stake of 5.01 AUD is over what the max bet leaves in this round, 5.00 AUD: "
                + "stake less.")
    }

    @Test("a balance of stake and fees is spent to zero and one unit less is refused")
    func balanceEdge() throws {
        var exact = try allowance(available: 512, perSpinFee: 10, perQueryFee: 2)
        #expect(refusal(&exact, stake: 500) == nil)
        #expect(exact.available == 0)
        var short = try allowance(available: 511, perSpinFee: 10, perQueryFee: 2)
        let refused = refusal(&short, stake: 500)
        #expect(refused?.limit == .fee)
        #expect(refused?.reason == .allowanceSpent)
        #expect(refused?.asked == 512)
        #expect(refused?.left == 511)
        #expect(
            refused?.description
                == "The balance of 5.11 AUD covers the stake of 5.00 AUD, but with fees 5.12 AUD "
                + "is needed: extend the session's allowance from its wallet, or stake less.")
        #expect(refusal(&short, stake: 512)?.limit == .balance)
        #expect(refusal(&short, stake: 511)?.limit == .fee)
        #expect(refusal(&short, stake: 499) == nil)
        #expect(short.available == 0)
    }

    @Test("the day's spend reaches its limit exactly, with fees, and no further")
    func dailyLimitEdge() throws {
        var exact = try allowance(dayLeft: 512, perSpinFee: 10, perQueryFee: 2)
        #expect(refusal(&exact, stake: 500) == nil)
        #expect(exact.dayLeft == 0)
        var more = try allowance(dayLeft: 513, perSpinFee: 10, perQueryFee: 2)
        #expect(refusal(&more, stake: 500) == nil)
        #expect(more.dayLeft == 1)
        var short = try allowance(dayLeft: 511, perSpinFee: 10, perQueryFee: 2)
        let refused = refusal(&short, stake: 500)
        #expect(refused?.limit == .dailyLimit)
        #expect(refused?.asked == 512)
        #expect(refused?.left == 511)
    }

    @Test("a payout returns to the balance but not to the daily limit")
    func payout() throws {
        var purse = try allowance(available: 100, dayLeft: 150)
        #expect(refusal(&purse, stake: 100) == nil)
        try purse.credit(payout: 1_000)
        #expect(purse.available == 1_000)
        #expect(purse.dayLeft == 50)
        #expect(refusal(&purse, stake: 51)?.limit == .dailyLimit)
    }

    @Test("the max bet is checked before the balance, and the balance before the daily limit")
    func order() throws {
        var all = try allowance(available: 10, maxBet: 10, dayLeft: 10)
        #expect(refusal(&all, stake: 11)?.limit == .maxBet)
        var two = try allowance(available: 10, maxBet: 11, dayLeft: 10)
        #expect(refusal(&two, stake: 11)?.limit == .balance)
        var one = try allowance(available: 11, maxBet: 11, dayLeft: 10)
        #expect(refusal(&one, stake: 11)?.limit == .dailyLimit)
    }

    @Test("the fee per spin is charged once a round, the fee per query with every decision")
    func feesOfARound() throws {
        var purse = try allowance(available: 1_000, dayLeft: 1_000, perSpinFee: 10, perQueryFee: 3)
        #expect(refusal(&purse, stake: 100) == nil)
        #expect(refusal(&purse, stake: 0, opensRound: false) == nil)
        #expect(refusal(&purse, stake: 50, opensRound: false) == nil)
        #expect(purse.available == 1_000 - 150 - 10 - 3 * 3)
        #expect(purse.dayLeft == purse.available)
        #expect(purse.roundStake == 150)
        #expect(refusal(&purse, stake: 1) == nil)
        #expect(purse.roundStake == 1)
    }

    @Test("the stakes of one round together stay within the max bet")
    func maxBetOfARound() throws {
        var purse = try allowance(maxBet: 500)
        #expect(refusal(&purse, stake: 300) == nil)
        #expect(refusal(&purse, stake: 201, opensRound: false)?.left == 200)
        #expect(refusal(&purse, stake: 200, opensRound: false) == nil)
        #expect(refusal(&purse, stake: 1, opensRound: false)?.limit == .maxBet)
        #expect(refusal(&purse, stake: 500) == nil)
    }

    @Test("no sum wraps at the edges of Int64")
    func int64Edges() throws {
        var rich = try allowance(available: .max, perSpinFee: 1)
        let refused = refusal(&rich, stake: .max)
        #expect(refused?.limit == .fee)
        #expect(refused?.reason == .limitReached)
        #expect(refused?.asked == .max)
        #expect(refusal(&rich, stake: .max - 1) == nil)
        #expect(rich.available == 0)
        #expect(rich.dayLeft == .max)
        #expect(rich.roundStake == .max - 1)
        try rich.credit(payout: .max)
        let full = rich
        let error = #expect(throws: AccountsError.self) { try rich.credit(payout: 1) }
        #expect(error?.code == .amountOverflow)
        #expect(rich == full)
        let negative = #expect(throws: AccountsError.self) { try rich.credit(payout: -1) }
        #expect(negative?.code == .amountNegative)
        #expect(rich == full)
        var limited = try allowance(available: .max, dayLeft: .max - 1)
        #expect(refusal(&limited, stake: .max)?.limit == .dailyLimit)
        #expect(refusal(&limited, stake: .max - 1) == nil)
        #expect(limited.dayLeft == 0)
    }

    @Test("numbers that contradict each other make no allowance")
    func contradictions() {
        let makers: [() throws -> Allowance] = [
            { try allowance(available: -1) }, { try allowance(maxBet: -1) },
            { try allowance(dayLeft: -1) }, { try allowance(perSpinFee: -1) },
            { try allowance(perQueryFee: -1) }, { try allowance(roundStake: -1) },
            { try allowance(maxBet: 5, roundStake: 6) },
            { try allowance(perSpinFee: .max, perQueryFee: 1) },
        ]
        for make in makers {
            let error = #expect(throws: AccountsError.self) { _ = try make() }
            #expect(error?.code == .allowanceMismatch)
        }
    }

    @Test("every random decision is decided as the rule says in wide integers")
    func differential() throws {
        // A million decisions; numbers are drawn beside each other's sums so that edges are hit.
        var generator = SeededGenerator(seed: 4)
        var met: [LimitRefusal.Limit?: Int] = [:]
        for _ in 0..<1_000_000 {
            let perSpin = generator.magnitude() / 2
            let perQuery = generator.magnitude() / 2
            let opens = generator.chance(70)
            let fees = Int128(perQuery) + (opens ? Int128(perSpin) : 0)
            let stake = generator.chance(5) ? .max : generator.magnitude()
            func near(_ value: Int128) -> Int64 {
                if generator.chance(40) { return generator.magnitude() }
                let offset = Int128(Int.random(in: -1...1, using: &generator))
                return Int64(clamping: max(0, value + offset))
            }
            let staked = generator.chance(50) ? 0 : generator.magnitude() / 4
            let maxBet =
                generator.chance(30) ? .max : max(staked, near(Int128(stake) + Int128(staked)))
            let available = near(Int128(stake) + (generator.chance(20) ? 0 : fees))
            let dayLeft = generator.chance(30) ? .max : near(Int128(stake) + fees)
            var purse = try allowance(
                available: available, maxBet: maxBet, dayLeft: dayLeft, perSpinFee: perSpin,
                perQueryFee: perQuery, roundStake: staked)

            let before = purse
            let round = (opens ? 0 : Int128(staked)) + Int128(stake)
            let cost = Int128(stake) + fees
            var expected: LimitRefusal.Limit?
            if round > Int128(maxBet) {
                expected = .maxBet
            } else if cost > Int128(available) {
                expected = stake > available ? .balance : .fee
            } else if dayLeft != .max, cost > Int128(dayLeft) {
                expected = .dailyLimit
            }
            var after = before
            if expected == nil {
                after.available = Int64(Int128(available) - cost)
                if dayLeft != .max { after.dayLeft = Int64(Int128(dayLeft) - cost) }
                after.roundStake = Int64(round)
            }
            var refused: LimitRefusal?
            if case .refused(let why) = purse.admit(stake: stake, opensRound: opens) {
                refused = why
            }
            met[expected, default: 0] += 1
            guard refused?.limit == expected, purse == after else {
                Issue.record("stake \(stake) of \(before): \(purse), expected \(after)")
                return
            }
        }
        // The draw is worth something only when every outcome was common.
        for outcome in LimitRefusal.Limit.allCases.map(Optional.init) + [nil] {
            #expect(met[outcome, default: 0] > 10_000, "\(String(describing: outcome))")
        }
    }
}
