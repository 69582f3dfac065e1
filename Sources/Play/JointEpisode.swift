// What one episode gave that several arms played on the same random numbers: a pair of a comparison,
// or an episode of a tournament, with all arms that were still in.
//
//   digest     of a tournament's episode SHA-256 of, for each arm that took part, in the order of
//              their numbers: its number (1 byte, the first is 0), its session digest (32 bytes),
//              and its result as `EpisodeResult.encoded` writes it; of a pair see PairResult.swift
//   chain      `PairChain`, of both
internal import Encoding

/// What the arms that took part did in one episode.
public struct JointEpisode: Hashable, Sendable {
    /// The first one's is 0.
    public var index: UInt64
    /// Numbers of the arms that took part, ascending; of a pair 0 and 1.
    public var arms: [Int]
    /// In the order of `arms`.
    public var results: [EpisodeResult]
    /// 64 hexadecimal digits.
    public var digest: String
    /// Every round, in the order of `arms`; empty when they were not kept, or are in a chunk's body.
    public var rounds: [EpisodeColumns] = []
    /// About how many bytes it held in memory when it was played.
    public var byteCount = 0

    init(index: UInt64, arms: [Int], results: [EpisodeResult], digest: String) {
        self.index = index
        self.arms = arms
        self.results = results
        self.digest = digest
    }

    /// A pair of a comparison.
    public init(_ pair: PairResult) {
        self.init(index: pair.index, arms: [0, 1], results: [pair.a, pair.b], digest: pair.digest)
        rounds = pair.rounds.map { [$0.a, $0.b] } ?? []
        byteCount = pair.byteCount
    }

    /// An episode of a tournament.
    ///
    /// - Parameter played: what the arms that take part did, with their numbers, ascending.
    public init(index: UInt64, played: [(arm: Int, episode: PlayedEpisode)]) {
        self.init(
            index: index, arms: played.map(\.arm), results: played.map(\.episode.result),
            digest: JointEpisode.digest(
                played.map { ($0.arm, $0.episode.result, $0.episode.digest) }))
        rounds = played.map(\.episode.columns)
    }

    /// The digest of a tournament's episode, from each arm's number, result and session digest.
    static func digest(
        _ played: [(arm: Int, result: EpisodeResult, session: String)]
    ) -> String {
        var stream = SHA256Stream()
        for (arm, result, session) in played {
            stream.update([UInt8(truncatingIfNeeded: arm)])
            stream.update((try? SHA256Digest(hex: session))?.bytes ?? [])
            stream.update(result.encoded)
        }
        return stream.digest.hex
    }

    /// Deflated bytes of its rounds, those of the last 65,536 of each arm as they are.
    public var columnBytes: Int { rounds.reduce(0) { $0 + $1.byteCount } }
}
