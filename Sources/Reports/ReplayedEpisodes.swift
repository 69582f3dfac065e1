// What the replays of a comparison and of a tournament both say: how far they came and what agreed.
internal import Accounts
public import Play

/// Episodes of one or more arms that were regenerated and agree with the journal.
public struct ReplayedEpisodes: Encodable, Sendable {
    /// What one arm did in an episode. Amounts are decimal strings.
    public struct Arm: Encodable, Sendable {
        public var rounds: Int64
        public var staked: String
        public var paid: String
        public var fees: String
        public var balance: String
        /// Why it stopped before all rounds; null when it played them.
        @Nullable public var end: String?
    }

    public var checkedFrom: Int64
    public private(set) var checkedTo: Int64
    public var chunks = 0
    /// Those of them whose stored results were given up: only digest and sums were compared.
    public var retiredChunks = 0
    /// Rounds of all arms.
    public private(set) var roundsChecked: Int64 = 0
    /// The comparison's or tournament's digest after the last checked episode.
    public private(set) var digest = ""
    /// Whose rounds follow; null when nobody's were asked for.
    @Nullable public private(set) var arm: String?
    public private(set) var rounds: [ReplayReport.Round] = []
    private let currency: Currency

    enum CodingKeys: String, CodingKey {
        case chunks, digest, arm, rounds
        case checkedFrom = "checked_from"
        case checkedTo = "checked_to"
        case retiredChunks = "retired_chunks"
        case roundsChecked = "rounds_checked"
    }

    /// Before the first of the episodes with these numbers.
    init(_ numbers: ClosedRange<Int64>, currency: Currency) {
        checkedFrom = numbers.lowerBound
        checkedTo = numbers.lowerBound - 1
        self.currency = currency
    }

    /// Counts the next episode.
    ///
    /// - Parameters:
    ///   - index: of the episode, from 0.
    ///   - digest: the chain's after it.
    mutating func count(_ index: UInt64, _ results: [EpisodeResult], digest: String) {
        for result in results { roundsChecked += result.totals.rounds }
        self.digest = digest
        checkedTo = Int64(clamping: index) + 1
    }

    /// Lists the rounds of one arm of the episode.
    public mutating func list(_ records: [RoundRecord], of arm: String) {
        self.arm = arm
        rounds = records.enumerated().map { at, record in
            ReplayReport.Round(Int64(at) + 1, record, currency)
        }
    }

    func arm(_ result: EpisodeResult) -> Arm {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        return Arm(
            rounds: result.totals.rounds, staked: text(result.totals.staked),
            paid: text(result.totals.paid), fees: text(result.totals.fees),
            balance: text(result.balance), end: result.end?.rawValue)
    }

    /// The listed rounds, the table of the shown episodes, and what was checked.
    ///
    /// - Parameters:
    ///   - owner: what is counted, and of what: `("Pairs", "comparison 3f2a…")`.
    ///   - arms: whose rounds these are.
    func text(_ table: TextTable, _ owner: (units: String, name: String), arms: String) -> String {
        let checked =
            "\(owner.units) \(Figures.grouped(checkedFrom)) to \(Figures.grouped(checkedTo)) of "
            + "\(owner.name) came out as journalled: \(Figures.grouped(roundsChecked)) rounds of "
            + "\(arms), "
            + ReplayReport.compared("every decision and payout", chunks, retiredChunks)
            + ", digest \(digest)."
        let listed = rounds.isEmpty ? [] : [ReplayReport.table(rounds).text]
        return (listed + [table.text, checked]).joined(separator: "\n")
    }
}
