// The return as it was known after more and more rounds: for a picture.
public import Statistics

/// The mean payout in stakes after some rounds.
public struct ReturnLook: Sendable {
    public let rounds: Int
    public let mean: Double
    /// What the formula of the confidence sequence gives; `nil` while payouts do not vary.
    public let interval: Interval?
    /// Whether there were rounds enough for the skewness seen until then.
    public let isValid: Bool
}

extension FingerprintSample {
    /// Looks at the return over the rounds in their order, thinned as `LookSchedule` has it. The
    /// last one is what `PayoutProfile` says.
    public func returnLooks() -> [ReturnLook] {
        let alpha = PayoutProfile.intervalAlpha
        let all = multiples()
        let sequence = AsymptoticConfidenceSequence(alpha: alpha, tightestAt: max(1, all.count))
        let gate = HeavyTailGate(alpha: alpha)
        var moments = StreamingMoments()
        var looks: [ReturnLook] = []
        for value in all {
            moments.add(value)
            guard moments.count == all.count || LookSchedule.keeps(moments.count) else { continue }
            looks.append(
                ReturnLook(
                    rounds: moments.count, mean: moments.mean,
                    interval: sequence.interval(moments),
                    isValid: gate.judge(moments)?.holds ?? false))
        }
        return looks
    }
}
