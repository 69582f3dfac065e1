// How much a session is rewarded for playing like a person.
internal import Scripting

/// The human-likeness score of a session's rewards: how it is weighed, and the player it is compared
/// with. It decides what a strategy's `learn` is told, so it belongs to a session's configuration.
///
/// The score, from 0 to 1, is the Bhattacharyya coefficient of the last 32 rounds' waits and of their
/// changes of choice with those of the reference player; the formula and its sources are in
/// `CLuaBridge/likeness.c`. A session that is not paced scores 0.
public struct HumanLikeness: Hashable, Sendable, Codable {
    /// What a score of 1 adds to a reward, in minor units of the session's currency.
    public var weight: Int64
    /// The reference player's waits: the median in seconds, and the standard deviation of their
    /// natural logarithms; both over 0.
    public var median: Double
    public var spread: Double
    /// Share of rounds in which the reference player bets another amount or opens with another
    /// action than in the round before; from 0 to 1.
    public var changeRate: Double
    /// How the session is paced; `nil`: not at all.
    public var pacing: Pacing?

    /// The standard reference is an assumption, not a measurement: waits as `Pacing` makes them, and
    /// another bet in every fifth round.
    public init(
        weight: Int64, median: Double = 3, spread: Double = 0.4, changeRate: Double = 0.2,
        pacing: Pacing? = nil
    ) {
        self.weight = weight
        self.median = median
        self.spread = spread
        self.changeRate = changeRate
        self.pacing = pacing
    }

    /// What it is, for people: "weight 5, median 3.0 s, spread 0.4, change rate 0.2, paced with
    /// median 3.0 s".
    public var words: String {
        let paced =
            pacing.map {
                "paced with median \($0.median) s, spread \($0.spread), from \($0.least) s to "
                    + "\($0.most) s"
            } ?? "not paced"
        return "weight \(weight), median \(median) s, spread \(spread), change rate \(changeRate), "
            + paced
    }

    var roundLikeness: RoundLikeness {
        RoundLikeness(
            weight: Double(weight), median: median, spread: spread, changeRate: changeRate,
            pace: pacing?.roundPace)
    }
}
