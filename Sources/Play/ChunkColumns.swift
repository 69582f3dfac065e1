// The body of a chunk: columns of its rounds, deflated.
//
//   1 byte     form: 1
//   LEB128     number of rounds
//   LEB128     number of distinct tuples
//   LEB128     bytes of the tuples; the tuples, each with its LEB128 length (layout: columns.c)
//   indexes    one byte a round when there are at most 256 tuples, else the low bytes of all
//              rounds and then the high bytes
//
// The whole is compressed with zlib, level 1.
internal import Encoding
internal import Scripting

/// Encodes and decodes chunk bodies.
public struct ChunkColumns: Hashable, Sendable {
    /// Each tuple's bytes.
    public var tuples: [[UInt8]]
    /// Which tuple each round is.
    public var indexes: [UInt16]

    /// No rounds yet.
    init() {
        tuples = []
        indexes = []
    }

    init(_ columns: RoundColumns) {
        tuples = []
        indexes = columns.indexes
        var reader = ByteReader(columns.tuples)
        while reader.remaining > 0, let tuple = try? reader.readBytes(countMax: 1 << 19) {
            tuples.append(tuple)
        }
    }

    /// Bytes of all tuples.
    var tupleBytes: Int { tuples.reduce(0) { $0 + $1.count } }

    /// The compressed body.
    var deflated: [UInt8] {
        var body = ByteWriter(capacity: indexes.count + 1024)
        body.write(UInt8(1))
        body.writeVarint(UInt64(indexes.count))
        body.writeVarint(UInt64(tuples.count))
        var texts = ByteWriter()
        for tuple in tuples { texts.writeBytes(tuple) }
        body.writeBytes(texts.bytes)
        body.append(indexes.map { UInt8(truncatingIfNeeded: $0) })
        if tuples.count > 256 { body.append(indexes.map { UInt8(truncatingIfNeeded: $0 >> 8) }) }
        guard let compressed = try? Deflate.compress(body.bytes, level: 1) else {
            preconditionFailure("zlib has no memory for \(body.count) bytes")
        }
        return compressed
    }

    /// Reads a body. Throws when it is damaged.
    public init(deflated: [UInt8]) throws(PlayError) {
        let isSound: Bool
        do throws(EncodingError) {
            let body = try Deflate.decompress(deflated, bytesMax: 4 << 20)
            var reader = ByteReader(body)
            let form = try reader.read(UInt8.self)
            let rounds = Int(min(try reader.readVarint(), 65_536))
            let count = Int(min(try reader.readVarint(), 65_536))
            var texts = ByteReader(try reader.readBytes(countMax: 4 << 20))
            tuples = []
            for _ in 0..<count { tuples.append(try texts.readBytes(countMax: 1 << 19)) }
            try texts.finish()
            indexes = try reader.read(count: rounds).map { UInt16($0) }
            if count > 256 {
                let high = try reader.read(count: rounds)
                for at in indexes.indices { indexes[at] |= UInt16(high[at]) << 8 }
            }
            try reader.finish()
            isSound = form == 1 && indexes.allSatisfy { $0 < count }
        } catch {
            throw PlayError(
                .replayIncompatible, "a chunk's columns are damaged: \(error.description)")
        }
        guard isSound else {
            throw PlayError(
                .replayIncompatible,
                "a chunk's columns are of a form that this program does not know")
        }
    }
}
