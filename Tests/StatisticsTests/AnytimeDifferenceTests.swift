// Goal: evidence and intervals of a difference are the published formulas, and hold at every look.
// Method: numbers of confseq's betting_mart and of the asymptotic formula; equal arms looked at after
// every pair.

import Testing

@testable import Statistics

@Suite("Anytime difference") struct AnytimeDifferenceTests {
    private func difference(_ endpoint: ComparisonPlan.Endpoint) throws -> AnytimeDifference {
        AnytimeDifference(
            try ComparisonPlan(endpoint: endpoint, pairsMaximum: 2000, cells: 1000))
    }

    /// confseq gives the larger of both halves; here they are added, which is at most ln 2 more.
    @Test("the logarithm of the capital is confseq's on the deterministic stream")
    func confseq() {
        for (mean, published) in [
            (0.4, 19.490527), (0.45, 7.367007), (0.5, -4.715364), (0.55, 7.331180),
            (0.6, 19.407944),
        ] {
            var evidence = BettingEvidence(mean: mean, alpha: 0.05)
            for value in goldenStream(1000) { evidence.add(value) }
            let surplus = evidence.logEvidence - published
            #expect(surplus >= -1e-6 && surplus <= 0.693148, "\(mean): \(surplus)")
            if published > 7 { #expect(surplus < 1e-4) }
        }
    }

    @Test("both endpoints give the interval of the confidence sequence that a comparison uses")
    func intervals() throws {
        let stream = goldenStream(1500)
        for endpoint in [ComparisonPlan.Endpoint.unbounded, .bounded(low: -1, high: 1)] {
            let plan = try ComparisonPlan(
                endpoint: endpoint, margin: 5, pairsMaximum: 1500, cells: 1000)
            var comparison = SequentialComparison(plan)
            var difference = AnytimeDifference(plan)
            for value in stream {
                let sample = endpoint == .unbounded ? value : value < 0.4 ? 1.0 : 0.0
                try comparison.add(sample, 0.5)
                try difference.add(sample, 0.5)
                if comparison.verdict != .undecided { break }
                #expect(difference.interval == comparison.interval)
                #expect(difference.moments == comparison.moments)
            }
        }
    }

    @Test("evidence of an unbounded difference is the asymptotic formula's, and p never rises")
    func asymptotic() throws {
        var difference = try difference(.unbounded)
        var least = 1.0
        for (index, value) in goldenStream(2000).enumerated() {
            try difference.add(value + 0.05, 0.5)
            #expect(difference.pValue <= least)
            least = difference.pValue
            guard index == 1999, let variance = difference.moments.difference.populationVariance
            else { continue }
            let formula = AsymptoticConfidenceSequence(tightestAt: 2000)
            #expect(
                difference.logEvidence
                    == formula.logEvidence(
                        count: 2000, mean: difference.moments.difference.mean,
                        deviation: variance.squareRoot()))
            #expect(difference.logEvidence > 20)
        }
    }

    @Test("arms that differ by chance only are told apart in at most alpha of the runs")
    func equalArms() throws {
        var generator = SplitMix64(seed: 5)
        for endpoint in [ComparisonPlan.Endpoint.unbounded, .bounded(low: -1, high: 1)] {
            var wrong = 0
            for _ in 0..<400 {
                var difference = try difference(endpoint)
                for _ in 0..<300 {
                    let (a, b) = (
                        Double.random(in: 0..<1, using: &generator),
                        Double.random(in: 0..<1, using: &generator)
                    )
                    try difference.add(
                        endpoint == .unbounded ? a : a.rounded(),
                        endpoint == .unbounded ? b : b.rounded())
                }
                if difference.pValue <= 0.05 { wrong += 1 }
            }
            // Promised: 20 of 400 at the most; three standard errors above.
            #expect(wrong <= 33, "\(endpoint): \(wrong)")
        }
    }

    @Test("a sample that is not finite and a difference outside its bounds are refused")
    func refused() throws {
        var difference = try difference(.bounded(low: -1, high: 1))
        try difference.add(1, 0)
        #expect(throws: StatisticsError.self) { try difference.add(.nan, 0) }
        #expect(throws: StatisticsError.self) { try difference.add(3, 0) }
        #expect(difference.moments.count == 1)
    }
}
