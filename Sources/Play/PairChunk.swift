// Sealed pairs of a comparison, or episodes of a tournament, on their way to the journal.

/// Sums over some pairs of one arm. Amounts are minor units.
public struct ArmSums: Hashable, Sendable {
    public var rounds: Int64 = 0
    public var staked: Int64 = 0
    public var paid: Int64 = 0
    public var fees: Int64 = 0
    /// Fuel of the strategy.
    public var fuel: Int64 = 0

    public init() {}

    public init(rounds: Int64, staked: Int64, paid: Int64, fees: Int64, fuel: Int64) {
        self.rounds = rounds
        self.staked = staked
        self.paid = paid
        self.fees = fees
        self.fuel = fuel
    }

    /// The sums with one more episode; `nil` when one does not fit.
    public func adding(_ episode: EpisodeResult) -> ArmSums? {
        let totals = episode.totals
        let sums = [
            rounds.addingReportingOverflow(totals.rounds),
            staked.addingReportingOverflow(totals.staked),
            paid.addingReportingOverflow(totals.paid),
            fees.addingReportingOverflow(totals.fees),
            fuel.addingReportingOverflow(totals.strategyFuel),
        ]
        guard sums.allSatisfy({ !$0.overflow }) else { return nil }
        return ArmSums(
            rounds: sums[0].partialValue, staked: sums[1].partialValue,
            paid: sums[2].partialValue, fees: sums[3].partialValue, fuel: sums[4].partialValue)
    }

    /// What is left of so many bankrolls; `nil` when it, or what was funded, is out of range.
    public func left(of bankroll: Int64, pairs: Int64) -> Int64? {
        let (funded, overflow) = bankroll.multipliedReportingOverflow(by: pairs)
        let left = Int128(funded) + Int128(paid) - Int128(staked) - Int128(fees)
        return overflow || left < 0 ? nil : Int64(exactly: left)
    }
}

/// Consecutive pairs of one comparison, sealed: they never change again. A pair is never split.
///
/// Or episodes of a tournament, which are counted as pairs are; the same arms took part in all
/// episodes of a chunk.
public struct PairChunk: Hashable, Sendable {
    /// Of the comparison or tournament.
    public var comparisonID: String
    /// Number of its first pair; pairs are numbered from 1, and pair n plays episode n - 1.
    public var firstPair: Int64
    public var pairCount: Int64
    /// The comparison's running digest before its first and after its last pair, 64 hexadecimal
    /// digits.
    public var digestBefore: String
    public var digestAfter: String
    /// Of a tournament zero; see `arms`.
    public var a: ArmSums
    public var b: ArmSums
    /// Of a tournament the arms that took part, ascending; empty in a comparison.
    public var arms: [ArmShare] = []
    public var engineVersion: String
    /// Every round of all arms, and every pair's results: see `PairChunkBody`.
    public var body: [UInt8]
    /// Whether the store gave it up; `body` is empty then, and the digests are what is left to compare
    /// with.
    public var isBodyRetired = false

    public init(
        comparisonID: String, firstPair: Int64, pairCount: Int64, digestBefore: String,
        digestAfter: String, a: ArmSums, b: ArmSums, engineVersion: String, body: [UInt8]
    ) {
        self.comparisonID = comparisonID
        self.firstPair = firstPair
        self.pairCount = pairCount
        self.digestBefore = digestBefore
        self.digestAfter = digestAfter
        self.a = a
        self.b = b
        self.engineVersion = engineVersion
        self.body = body
    }

    public var lastPair: Int64 { firstPair + pairCount - 1 }

    /// The arms that took part, in a comparison both.
    public var shares: [ArmShare] {
        arms.isEmpty
            ? [ArmShare(number: 0, sums: a), ArmShare(number: 1, sums: b)] : arms
    }

    /// Rounds of all arms.
    public var rounds: Int64 { shares.reduce(0) { $0 &+ $1.sums.rounds } }
}
