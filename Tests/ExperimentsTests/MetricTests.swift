// Goal: each metric is the number its name promises, for one arm of one pair.
// Method: hand-made results; and refusals of plans that make no sense.
import Play
import Scripting
import Statistics
import Testing

@testable import Experiments

@Suite struct MetricTests {
    private func arm(
        staked: Int64, paid: Int64, fees: Int64 = 0, balance: Int64 = 0, reward: Double = 0
    ) -> EpisodeResult {
        var totals = SessionTotals()
        (totals.staked, totals.paid, totals.fees) = (staked, paid, fees)
        return EpisodeResult(
            totals: totals, balance: balance, rewardTotal: reward, end: nil)
    }

    private func value(
        _ metric: Metric, _ arm: EpisodeResult, minorUnits: Double = 100
    ) -> Double {
        arm.value(of: metric, goal: 2000, leastStake: 25, minorUnits: minorUnits)
    }

    @Test("net is what was paid less stakes and fees, in major units")
    func net() {
        #expect(value(.net, arm(staked: 1000, paid: 1250, fees: 30)) == 2.2)
        #expect(value(.net, arm(staked: 1000, paid: 0)) == -10)
        // A currency without minor digits.
        #expect(value(.net, arm(staked: 1000, paid: 0), minorUnits: 1) == -1000)
    }

    @Test("return is paid for each unit staked, and 0 where nothing was staked")
    func returned() {
        #expect(value(.return, arm(staked: 1000, paid: 950, fees: 500)) == 0.95)
        #expect(value(.return, arm(staked: 0, paid: 0)) == 0)
    }

    @Test("goal is reached at the goal itself; ruin begins below the smallest stake with fees")
    func shares() {
        #expect(value(.goal, arm(staked: 0, paid: 0, balance: 1999)) == 0)
        #expect(value(.goal, arm(staked: 0, paid: 0, balance: 2000)) == 1)
        #expect(value(.ruin, arm(staked: 0, paid: 0, balance: 25)) == 0)
        #expect(value(.ruin, arm(staked: 0, paid: 0, balance: 24)) == 1)
    }

    @Test("reward is the sum of the rewards, in major units")
    func reward() {
        #expect(value(.reward, arm(staked: 1, paid: 1, reward: -312.5)) == -3.125)
    }

    @Test("shares are bounded, sums are not, and only ruin is better when it is lower")
    func endpoints() {
        for metric in Metric.allCases {
            let isShare = metric == .goal || metric == .ruin
            #expect(metric.endpoint == (isShare ? .bounded(low: -1, high: 1) : .unbounded))
            let direction: ComparisonPlan.Direction =
                metric == .ruin ? .lowerIsBetter : .higherIsBetter
            #expect(metric.direction == direction)
            #expect(!metric.about.isEmpty)
        }
    }

    @Test("played rounds without fees have net and reward alike")
    func netIsReward() throws {
        let experiment = try ExperimentPlugins.experiment(
            ExperimentPlugins.wavering(skips: 0, name: "one"),
            ExperimentPlugins.steady(50, name: "two"), rounds: 30)
        let pair = try experiment.play(pair: 0)
        #expect(value(.net, pair.a) == value(.reward, pair.a))
        #expect(pair.a.balance == 1_000_000 + pair.a.totals.net)
        #expect(pair.a.end == nil)
    }

    @Test(
        "a plan that makes no sense is refused with what to give",
        arguments: [
            (0, 0.0, 0.05, "pairs"), (100, -1, 0.05, "margin"), (100, .nan, 0.05, "margin"),
            (100, 0, 0.5, "Alpha"), (100, 0, 0, "Alpha"), (100, 0, .nan, "Alpha"),
        ])
    func refusedPlans(pairs: Int, margin: Double, alpha: Double, word: String) {
        let error = #expect(throws: PlayError.self) {
            try Comparison(
                ExperimentPlugins.setup(.net, pairs: pairs, margin: margin, alpha: alpha))
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.description.contains(word) == true)
    }
}
