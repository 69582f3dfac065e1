// What one arm did in one pair of a comparison, and the form in which it is digested and stored.
internal import Encoding

/// The result of an episode: a whole session, played from the full bankroll.
public struct EpisodeResult: Hashable, Sendable {
    public var totals: SessionTotals
    /// Minor units, at the end.
    public var balance: Int64
    /// Minor units.
    public var rewardTotal: Double
    /// Why it stopped before all rounds; `nil` when it played them.
    public var end: SessionEnd.Reason?

    public init(
        totals: SessionTotals, balance: Int64, rewardTotal: Double, end: SessionEnd.Reason?
    ) {
        self.totals = totals
        self.balance = balance
        self.rewardTotal = rewardTotal
        self.end = end
    }
}

extension EpisodeResult {
    /// The numbers of a result in the order in which they are stored, each as a varint.
    static let fields: [WritableKeyPath<EpisodeResult, Int64> & Sendable] = [
        \.totals.rounds, \.totals.hits, \.totals.decisions, \.totals.staked, \.totals.paid,
        \.totals.fees, \.totals.faults, \.totals.strategyFuel, \.totals.gameFuel, \.balance,
    ]

    /// Each reason's byte is its place here; 0 is for all rounds played. New ones go to the end.
    static let reasons: [SessionEnd.Reason?] = [
        nil, .rounds, .time, .cashOut, .limit, .fault, .gameOver, .interrupted,
    ]

    var endByte: UInt8 { UInt8(EpisodeResult.reasons.firstIndex(of: end) ?? 0) }

    /// The bytes that go into the digest of a pair.
    var encoded: [UInt8] {
        var writer = ByteWriter(capacity: 64)
        for field in EpisodeResult.fields { writer.writeSignedVarint(self[keyPath: field]) }
        writer.write(rewardTotal.bitPattern)
        writer.write(endByte)
        return writer.bytes
    }
}
