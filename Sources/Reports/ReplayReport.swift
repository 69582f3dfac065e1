// What `stratagem replay` says: the rounds, and that they came out as journalled.
public import Accounts
public import Play
private import Scripting

/// Rounds that were regenerated and agree with the journal.
public struct ReplayReport: Encodable, Sendable {
    /// One decision of a round.
    public struct Decision: Encodable, Sendable {
        public var action: String
        public var amount: String
        public var payout: String
        public var symbols: [String]
        /// As a Lua author writes it.
        @Nullable public var info: String?
        @Nullable public var data: String?
    }

    /// One round.
    public struct Round: Encodable, Sendable {
        public var round: Int64
        public var stake: String
        public var payout: String
        public var void: Bool
        public var decisions: [Decision]
    }

    public var session: String
    public var game: String
    public var strategy: String
    public var checkedFrom: Int64
    public var checkedTo: Int64
    public var chunks: Int
    /// Those of them whose stored results were given up: only the digest was compared.
    public var retiredChunks: Int
    /// The digest after the last checked round.
    public var digest: String
    /// The mean human-likeness score of the rounds up to the last checked one, from 0 to 1.
    @Nullable public var humanLikeness: Double?
    public var rounds: [Round]
    /// Whether the journal has no rounds to compare with, only what they came to.
    private var isSeedOnly = false

    enum CodingKeys: String, CodingKey {
        case session, game, strategy, chunks, digest, rounds
        case checkedFrom = "checked_from"
        case checkedTo = "checked_to"
        case humanLikeness = "human_likeness"
        case retiredChunks = "retired_chunks"
    }

    public init(
        configuration: SessionConfiguration, checkedFrom: Int64, checkedTo: Int64, chunks: Int,
        retiredChunks: Int = 0, digest: String, humanLikeness: Double?,
        records: [(round: Int64, record: RoundRecord)], currency: Currency
    ) {
        isSeedOnly = configuration.journalMode == .seed
        session = configuration.id
        game = configuration.game.name
        strategy = configuration.strategy.name
        self.checkedFrom = checkedFrom
        self.checkedTo = checkedTo
        self.chunks = chunks
        self.retiredChunks = retiredChunks
        self.digest = digest
        self.humanLikeness = humanLikeness
        rounds = records.map { Round($0.round, $0.record, currency) }
    }

    /// A table of rounds for people, and what was checked.
    public var text: String {
        let what = isSeedOnly ? "all sums" : "every decision and payout"
        let checked =
            chunks == 0
            ? "The session has no rounds yet."
            : "Rounds \(Figures.grouped(checkedFrom)) to \(Figures.grouped(checkedTo)) of session "
                + "\(session) came out as journalled: \(chunks) "
                + "\(chunks == 1 ? "chunk" : "chunks"), \(compared(what)), "
                + "digest \(digest)."
                + (humanLikeness.map {
                    " Human-likeness \(Figures.decimals($0, 3)) of 1, on average since round 1."
                } ?? "")
        return rounds.isEmpty ? checked : ReplayReport.table(rounds).text + "\n" + checked
    }

    /// What was compared of so many chunks.
    private func compared(_ what: String) -> String {
        ReplayReport.compared(what, chunks, retiredChunks)
    }

    static func compared(_ what: String, _ chunks: Int, _ retired: Int) -> String {
        switch retired {
        case 0: "\(what) equal"
        case chunks:
            "regenerated and equal by their digests, because their stored results were retired"
        default:
            "\(what) equal, but for \(retired) chunks whose stored results were "
                + "retired: those are equal by their digests"
        }
    }

    static func table(_ rounds: [Round]) -> TextTable {
        var table = TextTable(
            header: ["round", "stake", "payout", "action", "shown"], rightAligned: [0, 1, 2])
        for round in rounds {
            if round.void {
                table.add(["\(round.round)", "-", "-", "void", "a plugin failed"])
            }
            for (index, decision) in round.decisions.enumerated() {
                let info = decision.info.map { "  \($0)" } ?? ""
                table.add([
                    index == 0 ? "\(round.round)" : "", index == 0 ? round.stake : "",
                    decision.payout, decision.action,
                    decision.symbols.joined(separator: " ") + info,
                ])
            }
        }
        return table
    }
}

extension ReplayReport.Round {
    init(_ round: Int64, _ record: RoundRecord, _ currency: Currency) {
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).text }
        self.round = round
        stake = text(record.stake)
        payout = text(record.payout)
        void = record.isVoid
        decisions = record.decisions.map { decision in
            ReplayReport.Decision(
                action: decision.action, amount: text(decision.amount),
                payout: text(decision.payout), symbols: decision.symbols,
                info: decision.info?.description, data: decision.data?.description)
        }
    }
}
