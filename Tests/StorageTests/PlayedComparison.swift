// A comparison whose pairs fit together, without plugins that play it.

import Encoding
import Foundation
import Storage

@testable import Play

/// Makes chunks as a comparison would seal them: pair by pair, each arm stakes 100 in three rounds,
/// with fees of 1 a round and 2 a decision.
struct PlayedComparison {
    var configuration: ComparisonConfiguration
    private var builder: PairChunkBuilder
    private var next: UInt64 = 0

    init(id: String = UUID().uuidString.lowercased(), bankroll: Int64 = 1000) {
        func arm() -> SessionConfiguration {
            SessionConfiguration(
                id: UUID().uuidString.lowercased(),
                game: PlayedSession.reference(PlayedSession.game),
                strategy: PlayedSession.reference(PlayedSession.strategy), seed: 1,
                currency: "AUD", bankroll: bankroll, dailyLimit: 309, perSpinFee: 1,
                perQueryFee: 2)
        }
        configuration = ComparisonConfiguration(
            id: id, a: arm(), b: arm(), metric: "net", roundsPerPair: 3, margin: 0.1,
            alpha: 0.05, goal: 2000, leastStake: 103)
        builder = PairChunkBuilder(configuration, after: 0, digest: PairChain().digest)
    }

    var creation: CommitBatch {
        var batch = CommitBatch()
        batch.plugins = [PlayedSession.game, PlayedSession.strategy]
        batch.comparisons = [
            NewComparison(configuration: configuration, pairs: 100, createdAt: 1_700_000_000_000)
        ]
        return batch
    }

    /// The next pairs, in one chunk.
    mutating func batch(pairs: Int) -> CommitBatch {
        var batch = CommitBatch()
        batch.pairChunks = [chunk(pairs: pairs)]
        return batch
    }

    mutating func chunk(pairs: Int) -> PairChunk {
        for _ in 0..<pairs {
            precondition(builder.add(pair(next)) == nil)
            next += 1
        }
        guard let chunk = builder.seal() else { preconditionFailure("no pairs") }
        return chunk
    }

    private func pair(_ index: UInt64) -> PairResult {
        let (a, b) = (
            episode(payouts: [0, 50, 0]), episode(payouts: [0, 0, index == 1 ? 900 : 0])
        )
        let digest = SHA256Digest(of: [UInt8](truncatingIfNeeded: index)).hex
        return PairResult(
            index: index, a: a.result, digestA: digest, b: b.result, digestB: digest,
            rounds: PairResult.Rounds(a: a.columns, b: b.columns))
    }

    private func episode(payouts: [Int64]) -> (result: EpisodeResult, columns: EpisodeColumns) {
        var columns = ChunkColumns()
        for payout in payouts {
            // Flags, one decision, its action, amount and payout: the layout of columns.c.
            var tuple = ByteWriter()
            for byte: UInt8 in [0, 1, 0, 0, 100] { tuple.write(byte) }
            tuple.writeVarint(UInt64(payout))
            columns.indexes.append(UInt16(columns.tuples.count))
            columns.tuples.append(tuple.bytes)
        }
        var totals = SessionTotals()
        totals.rounds = 3
        totals.decisions = 3
        totals.staked = 300
        totals.fees = 9
        totals.paid = payouts.reduce(0, +)
        totals.strategyFuel = 120
        var kept = EpisodeColumns()
        kept.append(columns)
        let result = EpisodeResult(
            totals: totals, balance: configuration.a.bankroll - 309 + totals.paid,
            rewardTotal: 0.25, end: totals.paid == 0 ? nil : .cashOut)
        return (result, kept)
    }
}

extension [UInt8] {
    fileprivate init(truncatingIfNeeded index: UInt64) {
        self = (0..<8).map { UInt8(truncatingIfNeeded: index >> (8 * UInt64($0))) }
    }
}
