// Goal: nothing that a plugin hands to the host, and nothing that it calls the host with, traps,
// breaks the sums of money, or makes a run differ from its repetition.
// Method: random hostile plugins (EdgeGenerator) play short sessions under every policy and random
// limits. That the process lives is the first check; the sums are worked out again from the rounds
// that were shown, in Int128, with none of the product's arithmetic; each case is played twice.
//
// EDGE_CASES sets how many; a failure names its seed, and EDGE_SEED starts there.

import Foundation
import Play
import Scripting
import SeededRandom
import Testing

@Suite("Swift edge")
struct EdgeTests {
    private static func number(_ name: String, or standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }

    /// What became of one case, as far as it is the same every time.
    private struct Outcome: Hashable {
        /// Why it did not come to a session.
        var refusal: String?
        var result: RunResult?
        var faults: [SessionFault] = []
        var logs: [String] = []
        var chunks: [Chunk] = []
        /// An end by memory or by the clock is not reproducible.
        var isReproducible: Bool { faults.allSatisfy(\.fault.kind.isReproducible) }
    }

    @Test("random hostile plugins end as data, with the money right, twice the same")
    func hostilePlugins() throws {
        let first = EdgeTests.number("EDGE_SEED", or: 1)
        let count = EdgeTests.number("EDGE_CASES", or: 400)
        var tally: [String: Int] = [:]
        for seed in first..<(first + count) {
            let one = EdgeTests.play(seed: UInt64(seed))
            let two = EdgeTests.play(seed: UInt64(seed))
            if one.isReproducible && two.isReproducible {
                #expect(one == two, "seed \(seed) gives another result the second time")
            }
            tally[one.refusal == nil ? "sessions" : "refused", default: 0] += 1
            tally["rounds", default: 0] += Int(one.result?.totals.rounds ?? 0)
            for fault in one.faults { tally[fault.fault.kind.rawValue, default: 0] += 1 }
        }
        let figures = tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        print("edge: \(count) cases twice, " + figures.joined(separator: ", "))
        #expect(tally["sessions", default: 0] * 4 > count, "too few cases come to a session")
    }

    private static func play(seed: UInt64) -> Outcome {
        var random = SeededGenerator(seed: seed)
        var generator = EdgeGenerator(seed: random.next())
        do {
            // The clock is no part of this.
            var budget = CallBudget.standard
            budget.wallMilliseconds = 600_000
            var maker = try SessionMaker(
                game: InlinePlugins.coin, strategy: InlinePlugins.wanderer,
                fallback: InlinePlugins.steady())
            maker.game = try GameDefinition(
                PluginSource(file: "games/edge.lua", text: Array(generator.game().utf8)),
                budget: budget)
            maker.strategy = try StrategyDefinition(
                PluginSource(file: "strategies/edge.lua", text: Array(generator.strategy().utf8)),
                budget: budget)
            maker.seed = seed
            maker.policy = random.pick(FaultPolicy.allCases)
            maker.bankroll = random.pick([1000, 100, 1_000_000, .max, .max - 100])
            maker.maxBet = random.pick([nil, 15, 1_000_000])
            maker.dailyLimit = random.pick([nil, 200, .max])
            maker.perSpinFee = random.pick([0, 1])
            maker.perQueryFee = random.pick([0, 2])
            maker.budget.wallMilliseconds = budget.wallMilliseconds
            let rounds = Int64.random(in: 1...12, using: &random)
            let outcome = try run(maker, to: rounds, seed: seed)
            if random.chance(25) { resume(maker, outcome, to: rounds) }
            return outcome
        } catch {
            // Typed throws: a PluginFault or a PlayError, whose text has to be made too.
            return Outcome(refusal: "\(error)")
        }
    }

    private static func run(
        _ maker: SessionMaker, to rounds: Int64, seed: UInt64
    ) throws -> Outcome {
        var run = try maker.run()
        run.session.keepsRecords = true
        run.play(to: rounds)
        run.seal()
        let records = try run.session.takeRecords()
        let totals = run.session.totals
        #expect(Int64(records.count) == totals.rounds, "seed \(seed)")
        check(maker, records, totals, balance: run.session.balance, seed: seed)
        for fault in run.faults { #expect(!fault.fault.description.isEmpty) }
        return Outcome(
            result: run.result, faults: run.faults, logs: run.logs, chunks: run.chunks)
    }

    /// The sums, from the rounds that were shown.
    private static func check(
        _ maker: SessionMaker, _ records: [RoundRecord], _ totals: SessionTotals, balance: Int64,
        seed: UInt64
    ) {
        var (staked, paid, fees): (Int128, Int128, Int128) = (0, 0, 0)
        var left = Int128(maker.bankroll)
        for record in records where !record.isVoid {
            fees += Int128(maker.perSpinFee)
            left -= Int128(maker.perSpinFee)
            var bet: Int128 = 0
            for decision in record.decisions {
                fees += Int128(maker.perQueryFee)
                left -= Int128(maker.perQueryFee) + Int128(decision.amount)
                #expect(left >= 0, "seed \(seed): a bet was not covered")
                #expect(decision.amount >= 0 && decision.payout >= 0, "seed \(seed)")
                bet += Int128(decision.amount)
                staked += Int128(decision.amount)
                paid += Int128(decision.payout)
                left += Int128(decision.payout)
            }
            #expect(bet <= Int128(maker.maxBet ?? .max), "seed \(seed): over the largest bet")
        }
        #expect(left == Int128(balance), "seed \(seed): the balance is wrong")
        #expect(staked == Int128(totals.staked), "seed \(seed)")
        #expect(paid == Int128(totals.paid), "seed \(seed)")
        #expect(fees == Int128(totals.fees), "seed \(seed)")
        #expect(staked + fees <= Int128(maker.dailyLimit ?? .max), "seed \(seed): daily limit")
    }

    /// Continues from what was sealed. A refusal is fine, a trap is not.
    private static func resume(_ maker: SessionMaker, _ outcome: Outcome, to rounds: Int64) {
        guard var run = try? maker.resumed(after: outcome.chunks) else { return }
        run.play(to: rounds + 3)
        run.seal()
    }
}
