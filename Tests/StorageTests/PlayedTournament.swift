// A tournament whose episodes fit together, without plugins that play it.

import Encoding
import Foundation
import Storage

@testable import Play

/// Makes chunks as a tournament of four strategies would seal them: each stakes 100 in three rounds,
/// with fees of 1 a round and 2 a decision, and is paid 50 times its number.
struct PlayedTournament {
    var configuration: TournamentConfiguration
    private var builder: PairChunkBuilder
    private var next: UInt64 = 0

    init(id: String = UUID().uuidString.lowercased(), bankroll: Int64 = 1000) {
        let arms = (0..<4).map { _ in
            SessionConfiguration(
                id: UUID().uuidString.lowercased(),
                game: PlayedSession.reference(PlayedSession.game),
                strategy: PlayedSession.reference(PlayedSession.strategy), seed: 1,
                currency: "AUD", bankroll: bankroll, dailyLimit: 309, perSpinFee: 1,
                perQueryFee: 2)
        }
        configuration = TournamentConfiguration(
            id: id, arms: arms, metric: "net", roundsPerEpisode: 3, alpha: 0.05, goal: 2000,
            leastStake: 103, tightestAt: 2000)
        builder = PairChunkBuilder(.tournament(configuration), after: 0, digest: PairChain().digest)
    }

    var creation: CommitBatch {
        var batch = CommitBatch()
        batch.plugins = [PlayedSession.game, PlayedSession.strategy]
        batch.comparisons = [
            NewComparison(.tournament(configuration), pairs: 100, createdAt: 1_700_000_000_000)
        ]
        return batch
    }

    /// The next episodes with these arms; as many chunks as it takes.
    mutating func chunks(_ episodes: [[Int]]) -> [PairChunk] {
        var chunks: [PairChunk] = []
        for arms in episodes {
            if let sealed = builder.add(episode(next, arms)) { chunks.append(sealed) }
            next += 1
        }
        return chunks + [builder.seal()].compactMap { $0 }
    }

    private func episode(_ index: UInt64, _ arms: [Int]) -> JointEpisode {
        JointEpisode(
            index: index,
            played: arms.map { arm in
                var columns = ChunkColumns()
                for round in 0..<3 {
                    // Flags, one decision, its action, amount and payout: the layout of columns.c.
                    var tuple = ByteWriter()
                    for byte: UInt8 in [0, 1, 0, 0, 100] { tuple.write(byte) }
                    tuple.writeVarint(round == 1 ? UInt64(50 * arm) : 0)
                    columns.indexes.append(UInt16(columns.tuples.count))
                    columns.tuples.append(tuple.bytes)
                }
                var totals = SessionTotals()
                (totals.rounds, totals.decisions, totals.strategyFuel) = (3, 3, 120)
                (totals.staked, totals.fees, totals.paid) = (300, 9, Int64(50 * arm))
                var played = PlayedEpisode(
                    EpisodeResult(
                        totals: totals,
                        balance: configuration.arms[arm].bankroll - 309 + totals.paid,
                        rewardTotal: 0.25, end: nil),
                    digest: SHA256Digest(of: [UInt8(truncatingIfNeeded: index)]).hex)
                played.columns.append(columns)
                return (arm, played)
            })
    }
}
