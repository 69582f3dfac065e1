// How long a player takes between rounds: data, like everything that is random here.
//
// Response times of people are skewed: many near the median, a long tail of slow ones. A log-normal
// distribution describes them well over a wide range of tasks (Luce, Response Times, 1986, chapter
// 11; van der Linden, A lognormal model for response times on test items, Journal of Educational and
// Behavioral Statistics 31, 2006). The wait before round r is
//     median * exp(spread * z),   z standard normal, by Box & Muller (1958)
// within the bounds, in whole milliseconds. z comes from the stream keyed (seed, episode, "pacing",
// round), so that a session waits as long before its thousandth round whatever happened before, and
// no plugin's stream knows of it.
internal import Scripting

/// Waits between rounds.
public struct Pacing: Hashable, Sendable, Codable {
    /// Seconds; half of all waits are shorter.
    public var median: Double
    /// Standard deviation of the wait's natural logarithm; 0 waits the median each time.
    public var spread: Double
    /// Bounds of a wait, in seconds.
    public var least: Double
    public var most: Double

    /// - Parameters:
    ///   - median: seconds, over 0.
    ///   - least: 0.25 s is what a practised person needs to see and press.
    public init(median: Double, spread: Double = 0.4, least: Double = 0.25, most: Double = 60) {
        self.median = median
        self.spread = spread
        self.least = least
        self.most = most
    }

    /// The wait before a round, in milliseconds. Rounds are numbered from 1.
    public func milliseconds(seed: UInt64, episode: UInt64, round: Int64) -> Int64 {
        roundPace.milliseconds(seed: seed, episode: episode, round: round)
    }

    /// The form that the round driver takes.
    var roundPace: RoundPace {
        RoundPace(median: median, spread: spread, least: least, most: most)
    }
}
