// Who is best of many: contests between arms, judged together, and arms that drop out.
public import Play
internal import Scripting
public import Statistics

/// The state of a tournament. Episodes come in any order and are judged in the order of their
/// indexes, so that the result does not depend on how many workers play.
public struct Tournament: Sendable {
    /// What is asked.
    public struct Setup: Sendable {
        public var metric: Metric
        public var episodes: Int
        /// Accepted probability that any contest at all is decided falsely, over all looks.
        public var alpha: Double
        /// Minor units; for the metric `goal`.
        public var goal: Int64
        /// Minor units; for the metric `ruin`.
        public var leastStake: Int64
        public var minorUnits: Double
        /// The arm that all others are measured against; `nil`: everyone meets everyone.
        public var baseline: Int?
        /// Whether arms play on after they were beaten, for a full cross table.
        public var keepsAll: Bool
        /// The number of episodes at which intervals are tightest.
        public var tightestAt: Int

        /// - Parameter tightestAt: nil for `episodes`.
        public init(
            metric: Metric, episodes: Int, alpha: Double, goal: Int64, leastStake: Int64,
            minorUnits: Double, baseline: Int? = nil, keepsAll: Bool = false,
            tightestAt: Int? = nil
        ) {
            self.metric = metric
            self.episodes = episodes
            self.alpha = alpha
            self.goal = goal
            self.leastStake = leastStake
            self.minorUnits = minorUnits
            self.baseline = baseline
            self.keepsAll = keepsAll
            self.tightestAt = tightestAt ?? episodes
        }
    }

    /// Two arms that meet; `first < second`, or `first` is the baseline.
    public struct Contest: Sendable {
        public let first: Int
        public let second: Int
        /// First minus second; its interval holds for all contests together.
        public internal(set) var difference: AnytimeDifference
        /// Holm's adjusted p-value over all contests.
        public internal(set) var adjusted = 1.0
        /// The arm that is better, once that is shown.
        public internal(set) var winner: Int?
    }

    /// When an arm stopped playing.
    public struct Departure: Hashable, Sendable {
        /// Episodes it had played.
        public let episodes: Int
        /// Who beat it; `nil` when its contest with the baseline was decided in its favour.
        public let beatenBy: Int?
    }

    public let setup: Setup
    public let armCount: Int
    public internal(set) var contests: [Contest]
    public internal(set) var totals: [ArmTotals]
    /// Moments of the metric over the episodes that an arm played.
    public internal(set) var values: [StreamingMoments]
    public internal(set) var departures: [Int: Departure] = [:]
    /// Episodes judged, in order without a gap.
    public internal(set) var episodes = 0
    /// Over the episodes that were judged, in their order.
    public internal(set) var chain = PairChain()
    /// What was known at each look, where that is wanted.
    public var looks: TournamentLooks?
    var blocks: [[[Double]]] = []
    var waiting: [UInt64: TournamentExperiment.Episode] = [:]

    /// The most arms: contests grow with their square.
    public static let armsMax = 32
    /// Blocks of seeds that the bootstrap draws from, at the most.
    static let blocksMax = 1000

    /// Throws `INVALID_INPUT` when the number of arms, episodes or alpha is out of range.
    public init(_ setup: Setup, arms: Int) throws(PlayError) {
        guard (2...Tournament.armsMax).contains(arms) else {
            throw PlayError(
                .invalidInput,
                "a tournament takes 2 to \(Tournament.armsMax) strategies; "
                    + (arms == 1 ? "only 1 was given" : "\(arms) were given"))
        }
        let pairs = Tournament.meetings(arms: arms, baseline: setup.baseline)
        var contests: [Contest] = []
        do throws(StatisticsError) {
            let plan = try ComparisonPlan(
                endpoint: setup.metric.endpoint, direction: setup.metric.direction,
                alpha: setup.alpha / Double(pairs.count), pairsMaximum: setup.episodes,
                tightestAt: setup.tightestAt)
            for (first, second) in pairs {
                contests.append(
                    Contest(first: first, second: second, difference: AnytimeDifference(plan)))
            }
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
        self.setup = setup
        self.contests = contests
        armCount = arms
        totals = Array(repeating: ArmTotals(), count: arms)
        values = Array(repeating: StreamingMoments(), count: arms)
    }

    private static func meetings(arms: Int, baseline: Int?) -> [(Int, Int)] {
        if let baseline { return (0..<arms).filter { $0 != baseline }.map { (baseline, $0) } }
        return (0..<arms).flatMap { first in ((first + 1)..<arms).map { (first, $0) } }
    }

    /// Arms that still play, ascending.
    public var playing: [Int] { (0..<armCount).filter { departures[$0] == nil } }

    /// The arm that is left when all others were beaten, or that won all of its contests; `nil`
    /// while that is open and against a baseline.
    public var best: Int? {
        guard setup.baseline == nil else { return nil }
        if playing.count == 1 { return playing.first }
        return playing.first { arm in
            contests.allSatisfy {
                ($0.first != arm && $0.second != arm) || $0.winner == arm
            }
        }
    }

    /// Whether more episodes can change anything.
    public var isOver: Bool { episodes >= setup.episodes || isDecided }

    /// Whether no contest is open any more.
    public var isDecided: Bool { !contests.contains { isOpen($0) } }

    /// A contest in which more can still be learned.
    private func isOpen(_ contest: Contest) -> Bool {
        contest.winner == nil && departures[contest.first] == nil
            && departures[contest.second] == nil
    }

    /// Takes an episode in any order; judges as far as indexes go without a gap.
    ///
    /// Throws when an arm that is still in could not play it.
    public mutating func add(
        _ result: TournamentExperiment.Episode
    ) throws(PlayError) {
        var judged: [JointEpisode] = []
        try add(result, judged: &judged)
    }

    /// Takes an episode as above, and adds the episodes that were judged now to a list, in order,
    /// with the arms that were still in; also when it throws.
    public mutating func add(
        _ result: TournamentExperiment.Episode, judged: inout [JointEpisode]
    ) throws(PlayError) {
        waiting[result.index] = result
        while !isOver, let episode = waiting.removeValue(forKey: UInt64(episodes)) {
            let joint = try joint(episode)
            try judge(joint, shown: episode.arms)
            judged.append(joint)
        }
    }

    /// Judges the next episode, which was played and judged before and comes from a journal.
    ///
    /// Throws `replay_incompatible` when it is another one, or was played by other arms.
    public mutating func add(stored episode: JointEpisode) throws(PlayError) {
        guard episode.index == UInt64(episodes), episode.arms == playing else {
            throw PlayError(
                .replayIncompatible,
                "episode \(episode.index + 1) was played by the strategies "
                    + episode.arms.map { "\($0 + 1)" }.joined(separator: ", ")
                    + ", and those that are in at episode \(episodes + 1) are "
                    + playing.map { "\($0 + 1)" }.joined(separator: ", "))
        }
        try judge(episode)
    }

    /// Adds what playing the first faulted episode of an arm again has shown, where episodes came
    /// from a journal.
    public mutating func complete(firstFault: SessionFault?, of arm: Int) {
        totals[arm].firstFault = totals[arm].firstFault ?? firstFault
    }

    /// What the arms that are still in did.
    private func joint(
        _ episode: TournamentExperiment.Episode
    ) throws(PlayError) -> JointEpisode {
        var played: [(arm: Int, episode: PlayedEpisode)] = []
        for arm in playing {
            if let failure = episode.failures[arm] { throw failure }
            guard let result = episode.arms[arm] else {
                throw PlayError(
                    .invalidInput, "episode \(episode.index) was not played by arm \(arm)")
            }
            played.append((arm, result))
        }
        if let fault = PluginFault.common(to: played.map(\.episode.lastFault?.fault)) {
            throw PlayError(
                .pluginFault,
                "the game failed alike with every strategy in episode \(episode.index + 1), so that "
                    + "it says nothing about them: \(fault.description)", fault: fault)
        }
        var joint = JointEpisode(index: episode.index, played: played)
        joint.byteCount = episode.byteCount
        guard joint.columnBytes <= 2 * Limits.episodeBytesMax else {
            throw PlayError(
                .invalidInput,
                "episode \(episode.index + 1) takes more than \(2 * Limits.episodeBytesMax) bytes "
                    + "in the journal with \(played.count) strategies: give fewer "
                    + "--rounds-per-episode, or fewer strategies")
        }
        return joint
    }

    /// - Parameter shown: what more is known of episodes that were played now.
    private mutating func judge(
        _ episode: JointEpisode, shown: [Int: PlayedEpisode] = [:]
    ) throws(PlayError) {
        var scores: [Int: Double] = [:]
        for (arm, result) in zip(episode.arms, episode.results) {
            let score = result.value(
                of: setup.metric, goal: setup.goal, leastStake: setup.leastStake,
                minorUnits: setup.minorUnits)
            scores[arm] = score
            totals[arm].add(
                result, pair: episode.index, shown[arm]?.budgetUses ?? BudgetUses(),
                shown[arm]?.firstFault)
            if score.isFinite { values[arm].add(score) }
        }
        for index in contests.indices {
            guard let first = scores[contests[index].first],
                let second = scores[contests[index].second]
            else { continue }
            do throws(StatisticsError) {
                try contests[index].difference.add(first, second)
            } catch {
                throw PlayError(.invalidInput, error.description)
            }
        }
        record(scores)
        episodes += 1
        decide()
        looks?.add(episodes, of: setup.episodes, values, contests, scores)
        chain.add(episode.digest)
        if !setup.keepsAll { retire() }
    }

    /// Who did better in this episode, for the ranking.
    private mutating func record(_ scores: [Int: Double]) {
        let perBlock = max(1, (setup.episodes + Tournament.blocksMax - 1) / Tournament.blocksMax)
        if episodes % perBlock == 0 {
            blocks.append(
                Array(repeating: Array(repeating: 0, count: armCount), count: armCount))
        }
        let sign = setup.metric.direction == .higherIsBetter ? 1.0 : -1.0
        for (first, one) in scores {
            for (second, other) in scores where first != second {
                let gain = sign * (one - other)
                blocks[blocks.count - 1][first][second] += gain > 0 ? 1 : gain == 0 ? 0.5 : 0
            }
        }
    }

    /// Holm over the p-values of all contests, each valid at any time: so is the whole.
    private mutating func decide() {
        let adjusted = MultipleTesting.holm(contests.map(\.difference.pValue))
        let higherWins = setup.metric.direction == .higherIsBetter
        for index in contests.indices {
            contests[index].adjusted = adjusted[index]
            guard contests[index].winner == nil, adjusted[index] <= setup.alpha,
                let mean = contests[index].difference.mean, mean != 0
            else { continue }
            contests[index].winner =
                (mean > 0) == higherWins ? contests[index].first : contests[index].second
        }
    }

    private mutating func retire() {
        for contest in contests {
            guard let winner = contest.winner else { continue }
            let loser = winner == contest.first ? contest.second : contest.first
            if let baseline = setup.baseline {
                let other = contest.first == baseline ? contest.second : contest.first
                leave(other, beatenBy: winner == baseline ? baseline : nil)
            } else {
                leave(loser, beatenBy: winner)
            }
        }
    }

    private mutating func leave(_ arm: Int, beatenBy winner: Int?) {
        guard departures[arm] == nil else { return }
        departures[arm] = Departure(episodes: values[arm].count, beatenBy: winner)
    }
}
