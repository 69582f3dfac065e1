// What a tournament knew while it was played: for a picture.
public import Statistics

/// The means of all arms and the differences of all contests at some hundred looks, and how single
/// episodes went.
public struct TournamentLooks: Sendable {
    /// A contest at one look.
    public struct Difference: Sendable {
        public let mean: Double
        public let interval: Interval?
    }

    /// One look.
    public struct Look: Sendable {
        /// Episodes that were judged.
        public let episodes: Int
        /// Of the metric, by arm; `nil` for one that no longer plays.
        public let means: [Double?]
        /// By contest; `nil` when an arm of it no longer plays, or before its first episode.
        public let differences: [Difference?]
    }

    /// Values of single episodes that are kept of each arm at the most.
    public static let valuesMax = 4096

    /// In order; the last one is of the last episode.
    public var looks: [Look] { kept + [newest].compactMap(\.self) }
    private var kept: [Look] = []
    /// After the last that is kept.
    private var newest: Look?
    private var decided = 0
    /// By arm: the metric in single episodes, at equal distances where there are too many.
    public private(set) var values: [[Double]] = []

    public init() {}

    /// Takes what was found after an episode.
    ///
    /// - Parameter scores: by arm that played it.
    mutating func add(
        _ episodes: Int, of planned: Int, _ moments: [StreamingMoments],
        _ contests: [Tournament.Contest], _ scores: [Int: Double]
    ) {
        if values.isEmpty { values = Array(repeating: [], count: moments.count) }
        let every = max(1, (planned + TournamentLooks.valuesMax - 1) / TournamentLooks.valuesMax)
        if (episodes - 1) % every == 0 {
            for (arm, score) in scores { values[arm].append(score) }
        }
        let look = Look(
            episodes: episodes,
            means: moments.indices.map { scores[$0] == nil ? nil : moments[$0].mean },
            differences: contests.map { contest in
                guard scores[contest.first] != nil, scores[contest.second] != nil,
                    let mean = contest.difference.mean
                else { return nil }
                return Difference(mean: mean, interval: contest.difference.interval)
            })
        // Where a contest was decided is where its line ends.
        let decisions = contests.count { $0.winner != nil }
        if LookSchedule.keeps(episodes) || decisions > decided {
            kept.append(look)
            newest = nil
        } else {
            newest = look
        }
        decided = decisions
    }
}
