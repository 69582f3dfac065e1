// The body of a chunk of pairs.
//
//   1 byte     form: 2; in 1, of older stores, a limit that ended an episode has no name; 3 is of
//              the episodes of a tournament, which are pairs with other arms than A and B
//   LEB128     number of blocks; each block with its LEB128 length, in the form of ChunkColumns,
//              deflated. Their rounds in order are those of the first pair's arm A, its arm B, the
//              second pair's arm A, and so on; how many each has is in its result
//   bytes      the results, deflated with zlib, level 1, after their LEB128 length:
//                  LEB128      number of pairs
//                  arms        in form 3 only: how many (1 byte), and the number of each (1 byte)
//                  columns     of each number in `EpisodeResult.fields`: all pairs' arm A, then B,
//                              as signed varints
//                  rewards     8 bytes each, all A, then all B
//                  ends        one byte each, all A, then all B: `EpisodeResult.endings`
//                  digests     32 bytes for each pair
internal import Encoding

/// The rounds and results of a chunk's pairs.
public struct PairChunkBody: Hashable, Sendable {
    /// In order, without their rounds; of a comparison the arms are 0 and 1.
    public let episodes: [JointEpisode]
    /// The rounds of all pairs, in order; see `RoundCursor`.
    let blocks: [ChunkColumns]

    /// Reads a chunk's body. Throws `replay_incompatible` when it is damaged.
    public init(of chunk: PairChunk) throws(PlayError) {
        let form: UInt8
        var deflated: [[UInt8]] = []
        let known: [JointEpisode]?
        do throws(EncodingError) {
            var reader = ByteReader(chunk.body)
            form = try reader.read(UInt8.self)
            for _ in 0..<min(try reader.readVarint(), 65_536) {
                deflated.append(try reader.readBytes(countMax: Limits.episodeBytesMax))
            }
            let results = try reader.readBytes(countMax: Limits.episodeBytesMax)
            try reader.finish()
            known = try PairChunkBody.episodes(
                in: try Deflate.decompress(results, bytesMax: 16 << 20), of: chunk)
        } catch {
            throw PairChunkBody.damaged(chunk, error.description)
        }
        guard (chunk.arms.isEmpty ? 1...2 : 3...3).contains(form), let episodes = known else {
            throw PairChunkBody.damaged(
                chunk, "its body is not of \(chunk.pairCount) pairs in a form that is known")
        }
        self.episodes = episodes
        blocks = try deflated.map { (block) throws(PlayError) in
            try ChunkColumns(deflated: block)
        }
    }

    private static func damaged(_ chunk: PairChunk, _ what: String) -> PlayError {
        PlayError(.replayIncompatible, "the chunk from pair \(chunk.firstPair) is damaged: \(what)")
    }

    /// The pairs of a comparison, in order, without their rounds; none in a tournament.
    public var pairs: [PairResult] {
        episodes.compactMap { episode in
            guard episode.arms == [0, 1] else { return nil }
            return PairResult(
                index: episode.index, a: episode.results[0], b: episode.results[1],
                digest: episode.digest)
        }
    }

    private static func episodes(
        in bytes: [UInt8], of chunk: PairChunk
    ) throws(EncodingError) -> [JointEpisode]? {
        var reader = ByteReader(bytes)
        let count = Int(min(try reader.readVarint(), UInt64(Limits.pairsPerChunkMax)))
        guard Int64(count) == chunk.pairCount, chunk.firstPair > 0 else { return nil }
        let numbers = chunk.shares.map(\.number)
        if !chunk.arms.isEmpty {
            var named: [Int] = []
            for _ in 0..<(try reader.read(UInt8.self)) {
                named.append(Int(try reader.read(UInt8.self)))
            }
            guard named == numbers else { return nil }
        }
        let none = EpisodeResult(totals: SessionTotals(), balance: 0, rewardTotal: 0, end: nil)
        var arms = [[EpisodeResult]](
            repeating: Array(repeating: none, count: count), count: numbers.count)
        for field in EpisodeResult.fields {
            for arm in arms.indices {
                for at in 0..<count {
                    arms[arm][at][keyPath: field] = try reader.readSignedVarint()
                }
            }
        }
        for arm in arms.indices {
            for at in 0..<count {
                arms[arm][at].rewardTotal = Double(bitPattern: try reader.read(UInt64.self))
            }
        }
        for arm in arms.indices {
            for at in 0..<count {
                let place = Int(try reader.read(UInt8.self))
                guard place < EpisodeResult.endings.count else { return nil }
                (arms[arm][at].end, arms[arm][at].refusedBy) = EpisodeResult.endings[place]
            }
        }
        var episodes: [JointEpisode] = []
        for at in 0..<count {
            let digest = try SHA256Digest(bytes: reader.read(count: SHA256Digest.byteCount))
            episodes.append(
                JointEpisode(
                    index: UInt64(chunk.firstPair) + UInt64(at) - 1, arms: numbers,
                    results: arms.map { $0[at] }, digest: digest.hex))
        }
        try reader.finish()
        return episodes
    }

    /// The body of these episodes; the same arms took part in all.
    ///
    /// - Parameter namesArms: false for pairs of a comparison.
    static func encoded(
        _ episodes: [JointEpisode], namesArms: Bool, blocks: [[UInt8]]
    ) -> [UInt8] {
        let arms = episodes.first?.arms ?? []
        var results = ByteWriter(capacity: episodes.count * 40 * arms.count + 64)
        results.writeVarint(UInt64(episodes.count))
        if namesArms {
            results.write(UInt8(truncatingIfNeeded: arms.count))
            for arm in arms { results.write(UInt8(truncatingIfNeeded: arm)) }
        }
        for field in EpisodeResult.fields {
            for at in arms.indices {
                for episode in episodes {
                    results.writeSignedVarint(episode.results[at][keyPath: field])
                }
            }
        }
        for at in arms.indices {
            for episode in episodes { results.write(episode.results[at].rewardTotal.bitPattern) }
        }
        for at in arms.indices {
            for episode in episodes { results.write(episode.results[at].endByte) }
        }
        for episode in episodes {
            results.append((try? SHA256Digest(hex: episode.digest))?.bytes ?? [])
        }
        guard let deflated = try? Deflate.compress(results.bytes, level: 1) else {
            preconditionFailure("zlib has no memory for \(results.count) bytes")
        }
        var body = ByteWriter(capacity: deflated.count + blocks.reduce(16) { $0 + $1.count + 5 })
        body.write(UInt8(namesArms ? 3 : 2))
        body.writeVarint(UInt64(blocks.count))
        for block in blocks { body.writeBytes(block) }
        body.writeBytes(deflated)
        return body.bytes
    }
}
