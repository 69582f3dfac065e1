// The body of a chunk of pairs.
//
//   1 byte     form: 2; in 1, of older stores, a limit that ended an episode has no name
//   LEB128     number of blocks; each block with its LEB128 length, in the form of ChunkColumns,
//              deflated. Their rounds in order are those of the first pair's arm A, its arm B, the
//              second pair's arm A, and so on; how many each has is in its result
//   bytes      the results, deflated with zlib, level 1, after their LEB128 length:
//                  LEB128      number of pairs
//                  columns     of each number in `EpisodeResult.fields`: all pairs' arm A, then B,
//                              as signed varints
//                  rewards     8 bytes each, all A, then all B
//                  ends        one byte each, all A, then all B: `EpisodeResult.endings`
//                  digests     32 bytes for each pair
internal import Encoding

/// The rounds and results of a chunk's pairs.
public struct PairChunkBody: Hashable, Sendable {
    /// In order, without their rounds.
    public let pairs: [PairResult]
    /// The rounds of all pairs, in order; see `RoundCursor`.
    let blocks: [ChunkColumns]

    /// Reads a chunk's body. Throws `replay_incompatible` when it is damaged.
    public init(of chunk: PairChunk) throws(PlayError) {
        let form: UInt8
        var deflated: [[UInt8]] = []
        let known: [PairResult]?
        do throws(EncodingError) {
            var reader = ByteReader(chunk.body)
            form = try reader.read(UInt8.self)
            for _ in 0..<min(try reader.readVarint(), 65_536) {
                deflated.append(try reader.readBytes(countMax: Limits.episodeBytesMax))
            }
            let results = try reader.readBytes(countMax: Limits.episodeBytesMax)
            try reader.finish()
            known = try PairChunkBody.pairs(
                in: try Deflate.decompress(results, bytesMax: 16 << 20), of: chunk)
        } catch {
            throw PairChunkBody.damaged(chunk, error.description)
        }
        guard (1...2).contains(form), let pairs = known else {
            throw PairChunkBody.damaged(
                chunk, "its body is not of \(chunk.pairCount) pairs in a form that is known")
        }
        self.pairs = pairs
        blocks = try deflated.map { (block) throws(PlayError) in
            try ChunkColumns(deflated: block)
        }
    }

    private static func damaged(_ chunk: PairChunk, _ what: String) -> PlayError {
        PlayError(.replayIncompatible, "the chunk from pair \(chunk.firstPair) is damaged: \(what)")
    }

    private static func pairs(
        in bytes: [UInt8], of chunk: PairChunk
    ) throws(EncodingError) -> [PairResult]? {
        var reader = ByteReader(bytes)
        let count = Int(min(try reader.readVarint(), UInt64(Limits.pairsPerChunkMax)))
        guard Int64(count) == chunk.pairCount, chunk.firstPair > 0 else { return nil }
        let none = EpisodeResult(totals: SessionTotals(), balance: 0, rewardTotal: 0, end: nil)
        var arms = [[EpisodeResult]](repeating: Array(repeating: none, count: count), count: 2)
        for field in EpisodeResult.fields {
            for arm in 0...1 {
                for at in 0..<count {
                    arms[arm][at][keyPath: field] = try reader.readSignedVarint()
                }
            }
        }
        for arm in 0...1 {
            for at in 0..<count {
                arms[arm][at].rewardTotal = Double(bitPattern: try reader.read(UInt64.self))
            }
        }
        for arm in 0...1 {
            for at in 0..<count {
                let place = Int(try reader.read(UInt8.self))
                guard place < EpisodeResult.endings.count else { return nil }
                (arms[arm][at].end, arms[arm][at].refusedBy) = EpisodeResult.endings[place]
            }
        }
        var pairs: [PairResult] = []
        for at in 0..<count {
            let digest = try SHA256Digest(bytes: reader.read(count: SHA256Digest.byteCount))
            pairs.append(
                PairResult(
                    index: UInt64(chunk.firstPair) + UInt64(at) - 1, a: arms[0][at],
                    b: arms[1][at], digest: digest.hex))
        }
        try reader.finish()
        return pairs
    }

    /// The body of these pairs.
    static func encoded(_ pairs: [PairResult], blocks: [[UInt8]]) -> [UInt8] {
        var results = ByteWriter(capacity: pairs.count * 80)
        results.writeVarint(UInt64(pairs.count))
        for field in EpisodeResult.fields {
            for pair in pairs { results.writeSignedVarint(pair.a[keyPath: field]) }
            for pair in pairs { results.writeSignedVarint(pair.b[keyPath: field]) }
        }
        for pair in pairs { results.write(pair.a.rewardTotal.bitPattern) }
        for pair in pairs { results.write(pair.b.rewardTotal.bitPattern) }
        for pair in pairs { results.write(pair.a.endByte) }
        for pair in pairs { results.write(pair.b.endByte) }
        for pair in pairs { results.append((try? SHA256Digest(hex: pair.digest))?.bytes ?? []) }
        guard let deflated = try? Deflate.compress(results.bytes, level: 1) else {
            preconditionFailure("zlib has no memory for \(results.count) bytes")
        }
        var body = ByteWriter(capacity: deflated.count + blocks.reduce(16) { $0 + $1.count + 5 })
        body.write(UInt8(2))
        body.writeVarint(UInt64(blocks.count))
        for block in blocks { body.writeBytes(block) }
        body.writeBytes(deflated)
        return body.bytes
    }
}
