// How a session is paced, and how like a person that is: the form that the round driver takes.
internal import CLuaBridge

/// Waits between rounds: `median * exp(spread * z)` seconds with a standard normal z, within the
/// bounds.
public struct RoundPace: Hashable, Sendable {
    /// Seconds.
    public var median: Double
    /// Standard deviation of the wait's natural logarithm.
    public var spread: Double
    /// Bounds, in seconds.
    public var least: Double
    public var most: Double

    public init(median: Double, spread: Double, least: Double, most: Double) {
        self.median = median
        self.spread = spread
        self.least = least
        self.most = most
    }

    /// The wait before a round, in milliseconds. Rounds are numbered from 1.
    public func milliseconds(seed: UInt64, episode: UInt64, round: Int64) -> Int64 {
        var pace = bridged
        return unsafe sg_pace_milliseconds(&pace, seed, episode, round)
    }

    var bridged: sg_pace { sg_pace(median: median, spread: spread, least: least, most: most) }
}

/// What the human-likeness score of a reward is made from; the formula is in
/// `CLuaBridge/likeness.c`.
public struct RoundLikeness: Hashable, Sendable {
    /// Minor units that a score of 1 adds to a reward.
    public var weight: Double
    /// The reference player's waits: seconds, and the standard deviation of their logarithms.
    public var median: Double
    public var spread: Double
    /// Share of rounds in which the reference player changes his choice.
    public var changeRate: Double
    /// How the session is paced; `nil`: not at all, which scores 0.
    public var pace: RoundPace?

    public init(
        weight: Double, median: Double, spread: Double, changeRate: Double, pace: RoundPace?
    ) {
        self.weight = weight
        self.median = median
        self.spread = spread
        self.changeRate = changeRate
        self.pace = pace
    }

    /// Calls the body with the C form, valid during the call; with `nil` for none.
    static func withBridged<Result>(
        _ likeness: RoundLikeness?, _ body: (UnsafePointer<sg_likeness>?) -> Result
    ) -> Result {
        guard let likeness else { return body(nil) }
        let none = RoundPace(median: 0, spread: 0, least: 0, most: 0)
        var bridged = sg_likeness(
            weight: likeness.weight, median: likeness.median, spread: likeness.spread,
            change_rate: likeness.changeRate, pace: (likeness.pace ?? none).bridged,
            is_paced: likeness.pace != nil)
        return unsafe withUnsafePointer(to: &bridged) { unsafe body($0) }
    }
}
