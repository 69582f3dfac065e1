// Goal: no order of events lets a wallet be overspent, nor any number drift by one unit.
// Method: a seeded simulation drives a wallet, its sessions and a ledger through random decisions,
// payouts, settlements, grants, releases, crashes, credits, debits, changes of limits and clocks
// that jump both ways. After every operation all numbers are compared with NaiveWallet, which works
// them out from totals in Int128, and the two inequalities of design section 6 are checked.
//
// STRATAGEM_LEDGER_OPERATIONS=200000 makes that many operations of each of the five seeds, as the
// release part of `make test` does: a million.

import Accounts
import Foundation
import SeededRandom
import Testing

@Suite("Wallet simulation")
struct WalletSimulationTests {
    private static let operations =
        ProcessInfo.processInfo.environment["STRATAGEM_LEDGER_OPERATIONS"].flatMap(Int.init)

    @Test(
        "random operations agree with wide integers after every one",
        arguments: [
            // Small numbers meet edges, large ones overflow.
            Course(seed: 101, scale: 8), Course(seed: 102, scale: 12), Course(seed: 103, scale: 31),
            Course(seed: 104, scale: 62),
            Course(seed: 105, scale: 12, sessionsMax: 64, operations: 10_000),
        ])
    func simulation(course: Course) throws {
        let (seed, scale) = (course.seed, course.scale)
        var simulation = try Simulation(seed: seed, scale: scale, sessionsMax: course.sessionsMax)
        for step in 0..<(Self.operations ?? course.operations) {
            try simulation.step()
            if let fault = simulation.fault {
                Issue.record("seed \(seed), step \(step), \(simulation.latest): \(fault)")
                return
            }
        }
        // The run is worth something only when everything happened often.
        let isShared = course.sessionsMax > 6
        for name in Simulation.expected where scale != 62 || !name.hasPrefix("refused") {
            // While many sessions are at play, limits can not be changed, and no decision costs more
            // than the whole wallet has: each session holds a small part of it.
            guard !isShared || !["limits", "limit_reached"].contains(name) else { continue }
            #expect(simulation.met[name, default: 0] > (isShared ? 0 : 25), "\(name)")
        }
        #expect(simulation.sessionsMet == course.sessionsMax)
        // Decisions that cost exactly what a limit leaves, and one unit less and more.
        for limit in ["max_bet", "balance", "daily_limit"] where scale < 31 {
            for beside in -1...1 {
                let times = simulation.met["\(limit) \(beside)", default: 0]
                #expect(times > (isShared ? 5 : 25), "\(limit) \(beside)")
            }
        }
        if scale == 62 {
            #expect(simulation.met["settle AMOUNT_OVERFLOW", default: 0] > 50)
        }
    }
}

/// One run of the simulation: the numbers' size in bits, and how many sessions share the wallet.
struct Course: Sendable {
    let seed: UInt64
    let scale: Int
    var sessionsMax = 6
    var operations = 50_000
}

private struct Simulation {
    static let expected = [
        "admitted", "refused max_bet", "refused balance", "refused fee", "refused daily_limit",
        "limit_reached", "budget_reserved_elsewhere", "allowance_spent", "settle", "crash", "day",
        "clock back", "grant", "grant refused", "extend", "release", "limits", "limits refused",
        "debit", "debit refused",
    ]

    private var generator: SeededGenerator
    private let scale: Int
    private let sessionsMax: Int
    private(set) var sessionsMet = 0
    private var wallet: Wallet
    private var naive: NaiveWallet
    private var allowances: [Allowance] = []
    /// What storage would hold: allowance and session as of their last commit, for crashes.
    private var committed: [(allowance: Allowance, session: NaiveSession)] = []
    private var ledger = Ledger()
    private let house: Account
    private(set) var met: [String: Int] = [:]
    private(set) var latest = ""
    private(set) var fault: String?

    init(seed: UInt64, scale: Int, sessionsMax: Int) throws {
        self.sessionsMax = sessionsMax
        generator = SeededGenerator(seed: seed)
        self.scale = scale
        house = try .house("g")
        let start = Int64(1) << (scale - 1)
        wallet = try Wallet(
            id: "w", currency: .eur, balance: start, dayKey: DayKey(daysSince1970: 0))
        naive = NaiveWallet(funded: Int128(start), perSpinFee: 0, perQueryFee: 0, latestDay: 0)
        if sessionsMax > 6 {
            let limits = try WalletLimits(
                maxBet: start / 16, dailySpendLimit: start / 2, perSpinFee: 2, perQueryFee: 1)
            try wallet.replaceLimits(with: limits)
            (naive.maxBet, naive.dailySpendLimit) = (limits.maxBet, limits.dailySpendLimit)
            (naive.perSpinFee, naive.perQueryFee) = (2, 1)
        }
        try postFunding(start)
    }

    mutating func step() throws {
        if allowances.count < sessionsMax / 2, sessionsMax > 6 { try grant() }
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<45: try decide()
        case 45..<60: try pay()
        case 60..<70: try settleOne()
        case 70..<77: try grant()
        case 77..<84: try extend()
        case 84..<88: try release()
        case 88..<91: crash()
        case 91..<93: try credit()
        case 93..<95: try debit()
        case 95..<97: turnClock()
        default: try changeLimits()
        }
        compare()
    }

    private mutating func note(_ name: String) {
        met[name, default: 0] += 1
        latest = name
    }

    /// A number within the scale, or one beside `value`, so that edges are met.
    private mutating func number(near value: Int128) -> Int64 {
        if generator.chance(40) { return Int64(generator.next() >> (64 - UInt64(scale))) }
        return Int64(clamping: max(0, value + Int128(Int.random(in: -1...1, using: &generator))))
    }

    private mutating func anySession() -> Int? {
        allowances.isEmpty ? nil : Int.random(in: 0..<allowances.count, using: &generator)
    }

    private mutating func decide() throws {
        guard let index = anySession() else { return }
        let opens = generator.chance(70)
        let fees = Int128(naive.perQueryFee) + (opens ? Int128(naive.perSpinFee) : 0)
        let session = naive.sessions[index]
        let staked = opens ? 0 : session.roundStakes.reduce(0, +)
        let stake =
            generator.chance(60)
            ? Int64(
                clamping: max(0, session.available)
                    >> Int128(Int.random(in: 2...9, using: &generator)))
            : number(
                near: generator.pick([
                    session.available - fees, session.available, naive.dayLeft(session) - fees,
                    Int128(naive.maxBet ?? .max) - staked,
                ]))
        let beside: [(String, Int128)] = [
            ("max_bet", Int128(staked) + Int128(stake) - Int128(naive.maxBet ?? .max)),
            ("balance", Int128(stake) + fees - session.available),
            ("daily_limit", Int128(stake) + fees - naive.dayLeft(session)),
        ]
        for (limit, distance) in beside where abs(distance) <= 1 {
            met["\(limit) \(distance)", default: 0] += 1
        }
        let expected = naive.decide(index, stake: stake, opensRound: opens)
        switch allowances[index].admit(stake: stake, opensRound: opens) {
        case .admitted:
            note("admitted")
            if expected != nil {
                fault = "admitted, should be refused for \(expected?.rawValue ?? "")"
            }
        case .refused(let refusal):
            note("refused \(refusal.limit.rawValue)")
            if expected != refusal.limit { fault = "refused, should not be: \(refusal)" }
            if refusal.limit != .maxBet { try explain(refusal, index, Int128(stake) + fees) }
        }
    }

    private mutating func explain(_ refusal: LimitRefusal, _ index: Int, _ cost: Int128) throws {
        guard try settle(index) else { return }
        let session = naive.sessions[index]
        let isDaily = refusal.limit == .dailyLimit
        let own =
            isDaily
            ? (session.day == naive.latestDay ? naive.dayLeft(session) : 0) : session.available
        let free = isDaily ? naive.dayFree : naive.balance - naive.held
        let most =
            isDaily
            ? Int128(naive.dailySpendLimit ?? .max) - naive.spentToday : naive.balance
        let expected: LimitRefusal.Reason =
            cost <= own + free
            ? .allowanceSpent : cost <= most ? .reservedElsewhere : .limitReached
        let explained = wallet.explain(refusal, of: allowances[index])
        met[explained.reason.rawValue, default: 0] += 1
        if explained.reason != expected { fault = "\(explained.reason), should be \(expected)" }
    }

    private mutating func pay() throws {
        guard let index = anySession() else { return }
        let stake = naive.sessions[index].roundStakes.reduce(0, +)
        let payout = generator.chance(60) ? Int64(clamping: stake) : number(near: stake * 2)
        let fits = Int64(exactly: naive.sessions[index].available + Int128(payout)) != nil
        note("pay")
        do {
            try allowances[index].credit(payout: payout)
            naive.sessions[index].payouts += Int128(payout)
            if !fits { fault = "a payout that overflows was paid" }
        } catch {
            if fits { fault = "\(error)" }
        }
    }

    private mutating func settleOne() throws {
        guard let index = anySession() else { return }
        _ = try settle(index)
    }

    /// Settles a session; when that is refused, as it must be on overflow, its rounds are undone.
    private mutating func settle(_ index: Int) throws -> Bool {
        let rounds = naive.sessions[index].unsettled
        guard let stakes = Int64(exactly: rounds.stakes), let fees = Int64(exactly: rounds.fees),
            let payouts = Int64(exactly: rounds.payouts)
        else {
            undo(index)
            return false
        }
        let settled = try SettledRounds(count: 1, stakes: stakes, payouts: payouts, fees: fees)
        let expected = naive.settle(index)
        do {
            try wallet.settle(settled, of: allowances[index])
            note("settle")
            if let expected { fault = "settled, should be refused: \(expected)" }
            try post(
                Posting.postings(
                    for: settled, wallet: wallet.account, house: house, currency: .eur))
            committed[index] = (allowances[index], naive.sessions[index])
            return true
        } catch let error as AccountsError {
            note("settle \(error.code.rawValue)")
            if expected != error.code { fault = "\(error)" }
            undo(index)
            return false
        }
    }

    private mutating func undo(_ index: Int) {
        (allowances[index], naive.sessions[index]) = committed[index]
    }

    private mutating func crash() {
        note("crash")
        for index in allowances.indices { undo(index) }
    }

    private mutating func grant() throws {
        guard allowances.count < sessionsMax else { return }
        let (balance, daySpend) = amountsToGrant()
        do {
            let allowance = try wallet.grant(balance: balance, daySpend: daySpend)
            note("grant")
            if !isFree(balance, daySpend) { fault = "granted more than is free" }
            naive.sessions.append(NaiveSession(day: naive.latestDay))
            naive.extend(naive.sessions.count - 1, balance: balance, daySpend: daySpend)
            allowances.append(allowance)
            sessionsMet = max(sessionsMet, allowances.count)
            committed.append((allowance, naive.sessions[naive.sessions.count - 1]))
        } catch {
            note("grant refused")
            if isFree(balance, daySpend) { fault = "\(error)" }
        }
    }

    private mutating func extend() throws {
        guard let index = anySession(), try settle(index) else { return }
        let (balance, daySpend) = amountsToGrant()
        do {
            try wallet.extend(&allowances[index], balance: balance, daySpend: daySpend)
            note("extend")
            if !isFree(balance, daySpend) { fault = "granted more than is free" }
            naive.extend(index, balance: balance, daySpend: daySpend)
            committed[index] = (allowances[index], naive.sessions[index])
        } catch {
            note("grant refused")
            if isFree(balance, daySpend) { fault = "\(error)" }
        }
    }

    private mutating func amountsToGrant() -> (Int64, Int64) {
        let free = naive.balance - naive.held
        if generator.chance(60) {
            return (Int64(free / 3), Int64(naive.dayFree / 3))
        }
        return (number(near: free), number(near: naive.dayFree))
    }

    private func isFree(_ balance: Int64, _ daySpend: Int64) -> Bool {
        Int128(balance) <= naive.balance - naive.held
            && (naive.dailySpendLimit == nil || Int128(daySpend) <= naive.dayFree)
    }

    private mutating func release() throws {
        guard let index = anySession(), try settle(index) else { return }
        try wallet.release(allowances.remove(at: index))
        committed.remove(at: index)
        naive.close(index)
        note("release")
    }

    private mutating func credit() throws {
        let amount = number(near: scale == 62 ? Int128(Int64.max) - naive.balance : 0)
        let fits = Int64(exactly: naive.balance + Int128(amount)) != nil
        do {
            try wallet.credit(amount)
            naive.funded += Int128(amount)
            if !fits { fault = "a credit that overflows was made" }
            try postFunding(amount)
        } catch let error as AccountsError {
            if fits { fault = "\(error)" }
        }
    }

    private mutating func debit() throws {
        let amount = number(near: naive.balance - naive.held)
        let fits = Int128(amount) <= naive.balance - naive.held
        do {
            try wallet.debit(amount)
            note("debit")
            naive.funded -= Int128(amount)
            if !fits { fault = "more was taken out than is free" }
            try postFunding(-amount)
        } catch let error as AccountsError {
            note("debit refused")
            if fits { fault = "\(error)" }
        }
    }

    private mutating func turnClock() {
        let day = naive.latestDay + Int64.random(in: -3...2, using: &generator)
        note(day > naive.latestDay ? "day" : "clock back")
        wallet.begin(DayKey(daysSince1970: day))
        naive.latestDay = max(naive.latestDay, day)
    }

    private mutating func changeLimits() throws {
        let daily = generator.chance(20) ? nil : number(near: naive.spentToday + naive.balance / 2)
        let maxBet = generator.chance(30) ? nil : number(near: naive.balance / 8)
        let perSpin = number(near: 1) >> Int64(scale / 2)
        let perQuery = number(near: 1) >> Int64(scale / 2 + 1)
        let limits = try WalletLimits(
            maxBet: maxBet, dailySpendLimit: daily, perSpinFee: perSpin, perQueryFee: perQuery)
        let isAllowed =
            naive.held == 0 && naive.grantedToday == 0
            && limits.dailySpendLimit.map { naive.spentToday <= Int128($0) } ?? true
        // With sessions at play that hold nothing, new limits would not reach them.
        if isAllowed, !allowances.isEmpty { return }
        do {
            try wallet.replaceLimits(with: limits)
            note("limits")
            if !isAllowed { fault = "limits were replaced under sessions" }
            (naive.maxBet, naive.dailySpendLimit) = (limits.maxBet, limits.dailySpendLimit)
            (naive.perSpinFee, naive.perQueryFee) = (perSpin, perQuery)
        } catch {
            note("limits refused")
            if isAllowed { fault = "\(error)" }
        }
    }

    private mutating func postFunding(_ minorUnits: Int64) throws {
        try post(
            Posting.postings(
                forFunding: Amount(minorUnits: minorUnits, currency: .eur), of: wallet.account))
    }

    /// Posts what the wallet did. The house and funding accounts may overflow at the large scale,
    /// where the wallet itself does not; the ledger then is out of the comparison.
    private mutating func post(_ postings: [Posting]) throws {
        guard scale != 62, !postings.isEmpty else { return }
        try ledger.post(JournalEntry(postings))
    }

    private mutating func compare() {
        fault = fault ?? naive.difference(from: wallet, allowances)
        do { try wallet.validate() } catch { fault = fault ?? "\(error)" }
        if let limit = wallet.limits.dailySpendLimit,
            Int128(wallet.spentToday) + Int128(wallet.grantedToday) > Int128(limit)
        {
            fault = fault ?? "spent and granted are over the daily limit"
        }
        if wallet.held < 0 || wallet.held > wallet.balance { fault = fault ?? "overspent" }
        if scale != 62, ledger.balance(of: wallet.account, in: .eur).minorUnits != wallet.balance {
            fault = fault ?? "the ledger has another balance"
        }
    }
}
