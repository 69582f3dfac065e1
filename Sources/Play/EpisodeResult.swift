// What one arm did in one pair of a comparison, and the form in which it is digested and stored.
public import Accounts
internal import Encoding

/// The result of an episode: a whole session, played from the full bankroll. An episode that a
/// fault ended counts with what it had until then.
public struct EpisodeResult: Hashable, Sendable {
    public var totals: SessionTotals
    /// Minor units, at the end.
    public var balance: Int64
    /// Minor units.
    public var rewardTotal: Double
    /// Why it stopped before all rounds; `nil` when it played them.
    public var end: SessionEnd.Reason?
    /// Which limit refused the bet that ended it; `nil` when none did, and in what was journalled
    /// before limits were told apart.
    public var refusedBy: LimitRefusal.Limit?

    public init(
        totals: SessionTotals, balance: Int64, rewardTotal: Double, end: SessionEnd.Reason?,
        refusedBy: LimitRefusal.Limit? = nil
    ) {
        self.totals = totals
        self.balance = balance
        self.rewardTotal = rewardTotal
        self.end = end
        self.refusedBy = refusedBy
    }

    /// An episode whose plugins failed before its first round.
    public static func unstarted(_ configuration: SessionConfiguration) -> EpisodeResult {
        EpisodeResult(
            totals: SessionTotals(), balance: configuration.bankroll, rewardTotal: 0, end: .fault)
    }

    /// Faults that were survived, and the one that ended it.
    public var faults: Int64 { totals.faults &+ (end == .fault ? 1 : 0) }
}

extension EpisodeResult {
    /// The numbers of a result in the order in which they are stored, each as a varint.
    static let fields: [WritableKeyPath<EpisodeResult, Int64> & Sendable] = [
        \.totals.rounds, \.totals.hits, \.totals.decisions, \.totals.staked, \.totals.paid,
        \.totals.fees, \.totals.faults, \.totals.strategyFuel, \.totals.gameFuel, \.balance,
    ]

    /// How an episode ended, as one byte: its place here; 0 is for all rounds played. New ones go
    /// to the end. A limit without its name is from before the names were stored.
    static let endings: [(reason: SessionEnd.Reason?, limit: LimitRefusal.Limit?)] = [
        (nil, nil), (.rounds, nil), (.time, nil), (.cashOut, nil), (.limit, nil), (.fault, nil),
        (.gameOver, nil), (.interrupted, nil), (.limit, .maxBet), (.limit, .balance),
        (.limit, .fee), (.limit, .dailyLimit),
    ]

    var endByte: UInt8 {
        UInt8(EpisodeResult.endings.firstIndex { $0 == (end, refusedBy) } ?? 0)
    }

    /// The bytes that go into the digest of a pair.
    var encoded: [UInt8] {
        var writer = ByteWriter(capacity: 64)
        for field in EpisodeResult.fields { writer.writeSignedVarint(self[keyPath: field]) }
        writer.write(rewardTotal.bitPattern)
        writer.write(endByte)
        return writer.bytes
    }
}
