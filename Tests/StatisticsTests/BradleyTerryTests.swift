// Goal: strengths are those of another library, and their intervals cover the truth.
// Method: numbers of choix 0.4.1 (Oracles/ranking_oracle.py); games simulated from known strengths.

import Testing

@testable import Statistics

@Suite("Bradley-Terry") struct BradleyTerryTests {
    @Test("log strengths are those of choix")
    func oracle() {
        let five: [[Double]] = [
            [0, 12, 7, 21, 3], [9, 0, 14, 6, 8], [11, 4, 0, 17, 2], [5, 13, 8, 0, 1],
            [10, 9, 16, 4, 0],
        ]
        let three: [[Double]] = [[0, 7, 8], [3, 0, 6], [2, 4, 0]]
        for (wins, expected) in [
            (five, [0.070315, -0.043074, -0.293408, -0.614393, 0.880560]),
            (three, [0.740570, -0.149102, -0.591468]),
        ] {
            guard let found = BradleyTerry.logStrengths(wins: wins) else {
                Issue.record("no strengths")
                continue
            }
            for (one, other) in zip(found, expected) { #expect(isNear(one, other, within: 1e-6)) }
        }
    }

    @Test("two players' odds are their wins, and 10 to 1 is 400 Elo")
    func two() {
        let found = BradleyTerry.logStrengths(wins: [[0, 100], [10, 0]])
        #expect(agrees(found.map { ($0[0] - $0[1]) * BradleyTerry.eloPerLogStrength }, 400))
    }

    @Test("who never won has no strength without a prior, and the lowest with one")
    func unbeaten() {
        let wins: [[Double]] = [[0, 5, 5], [0, 0, 3], [0, 2, 0]]
        #expect(BradleyTerry.logStrengths(wins: wins) == nil)
        let found = BradleyTerry.logStrengths(wins: wins, prior: 1)
        #expect(found.map { $0[0] > $0[1] && $0[1] > $0[2] } == true)
        #expect(BradleyTerry.logStrengths(wins: [[0, 0], [0, 0]]) == nil)
    }

    @Test("95 % intervals over seeds hold the true strengths in about 95 of 100 tournaments")
    func coverage() {
        let truth = [0.6, 0.0, -0.6]
        var generator = SplitMix64(seed: 11)
        var covered = 0
        for _ in 0..<100 {
            let blocks = (0..<200).map { _ -> [[Double]] in
                var wins = [[Double]](repeating: [0, 0, 0], count: 3)
                for (i, j) in [(0, 1), (0, 2), (1, 2)] {
                    let chance = 1 / (1 + exponential(truth[j] - truth[i]))
                    let won = Double.random(in: 0..<1, using: &generator) < chance
                    wins[won ? i : j][won ? j : i] += 1
                }
                return wins
            }
            let intervals = BradleyTerry.intervals(
                blocks: blocks, prior: 0, draws: 200, using: &generator)
            for (interval, value) in zip(intervals ?? [], truth) where interval.contains(value) {
                covered += 1
            }
        }
        // 300 intervals; three players of one tournament are not independent, hence the width.
        #expect((265...298).contains(covered), "\(covered) of 300")
    }

    @Test("one block alone gives no interval")
    func oneBlock() {
        var generator = SplitMix64(seed: 1)
        #expect(
            BradleyTerry.intervals(blocks: [[[0, 1], [1, 0]]], prior: 1, using: &generator) == nil)
    }
}
