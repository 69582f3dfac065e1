// Which stakes an episode bet, how often, and what they paid: what its exact expectation is made of.
internal import Encoding

/// The rounds of an episode by their stake.
public struct StakeCounts: Hashable, Sendable {
    /// Rounds that were one bet of the same stake.
    public struct Bets: Hashable, Sendable {
        public var rounds: Int64 = 0
        /// Minor units.
        public var paid: Int64 = 0
    }

    /// By stake in minor units.
    public private(set) var bets: [Int64: Bets] = [:]
    /// Rounds that were something else, such as several decisions, and what they paid less what
    /// they staked. Voided rounds are in neither: they cost and paid nothing.
    public private(set) var otherRounds: Int64 = 0
    public private(set) var otherNet: Int64 = 0

    /// Of an episode's own columns. Throws `replay_incompatible` when a block is damaged.
    public init(_ columns: EpisodeColumns) throws(PlayError) {
        for block in columns.blocks {
            let block = try ChunkColumns(deflated: block)
            count(block, block.indexes.indices)
        }
        if let last = columns.last { count(last, last.indexes.indices) }
    }

    /// Of the next rounds of a chunk of pairs; the cursor is moved behind them.
    public init(_ cursor: inout RoundCursor, rounds: Int64) {
        var left = rounds
        while left > 0, let run = cursor.nextRun(atMost: left) {
            count(run.columns, run.range)
            left -= Int64(run.range.count)
        }
    }

    /// What the episode would have won on the mean, fees not included, minor units: of the rounds
    /// whose stake has an exact mean payout that, of the others what they did. Sums are made in the
    /// order of the stakes, so that the same rounds give the same number.
    ///
    /// - Returns: the sum, and how many rounds it has an exact mean for.
    public func expectedNet(
        _ meanPayout: (_ stake: Int64) -> Double?
    ) -> (net: Double, exactRounds: Int64) {
        var (net, exactRounds) = (Double(otherNet), Int64(0))
        for stake in bets.keys.sorted() {
            guard let counted = bets[stake] else { continue }
            if let mean = meanPayout(stake) {
                net += Double(counted.rounds) * (mean - Double(stake))
                exactRounds &+= counted.rounds
            } else {
                net += Double(counted.paid) - Double(counted.rounds) * Double(stake)
            }
        }
        return (net, exactRounds)
    }

    private mutating func count(_ columns: ChunkColumns, _ rounds: Range<Int>) {
        var times = Array(repeating: Int64(0), count: columns.tuples.count)
        for index in columns.indexes[rounds] { times[Int(index)] += 1 }
        for (tuple, count) in zip(columns.tuples, times) where count > 0 {
            self.count(tuple, times: count)
        }
    }

    // Layout: columns.c. Sums fit: a session refuses rounds whose totals would not.
    private mutating func count(_ tuple: [UInt8], times: Int64) {
        var reader = ByteReader(tuple)
        do throws(EncodingError) {
            _ = try reader.read(UInt8.self)
            let low = Int(try reader.read(UInt8.self))
            let decisions = low | Int(try reader.read(UInt8.self)) << 7
            guard decisions > 0 else { return }
            var (staked, paid, action) = (Int64(0), Int64(0), UInt64(0))
            for _ in 0..<decisions {
                action = try reader.readVarint()
                staked &+= Int64(clamping: try reader.readVarint())
                paid &+= Int64(clamping: try reader.readVarint())
            }
            if decisions == 1, action == 0 {
                bets[staked, default: Bets()].rounds &+= times
                bets[staked, default: Bets()].paid &+= paid &* times
            } else {
                otherRounds &+= times
                otherNet &+= (paid &- staked) &* times
            }
        } catch {
            // Written by this program: a tuple that can not be read is not there.
        }
    }
}

/// What both arms of a pair would have won on the mean, minor units, fees included.
public struct PairExpectation: Hashable, Sendable {
    public var a: Double
    public var b: Double
    /// Rounds of both arms that have an exact mean.
    public var exactRounds: Int64

    /// - Parameters:
    ///   - stakesA: the rounds of arm A; `feesA`: its fees, minor units; and so for B.
    public init(
        _ stakesA: StakeCounts, feesA: Int64, _ stakesB: StakeCounts, feesB: Int64,
        meanPayout: (_ stake: Int64) -> Double?
    ) {
        let first = stakesA.expectedNet(meanPayout)
        let second = stakesB.expectedNet(meanPayout)
        a = first.net - Double(feesA)
        b = second.net - Double(feesB)
        exactRounds = first.exactRounds &+ second.exactRounds
    }
}
