// A segment in a report.
private import Foundation
public import Storage

/// One segment.
public struct SegmentLine: Encodable, Sendable {
    public var segment: String
    public var state: String
    public var rounds: Int64
    public var chunks: Int64
    public var bytes: Int64
    /// RFC 3339: all its rounds were stored by then.
    public var storedUntil: String
    /// RFC 3339; null while its rounds are kept.
    @Nullable public var retiredAt: String?

    enum CodingKeys: String, CodingKey {
        case segment, state, rounds, chunks, bytes
        case storedUntil = "stored_until"
        case retiredAt = "retired_at"
    }

    public init(_ segment: StoredSegment) {
        self.segment = segment.name
        state = segment.state.rawValue
        rounds = segment.rounds
        chunks = segment.chunks + segment.pairChunks
        bytes = segment.bytes
        storedUntil = SegmentLine.text(segment.storedUntil)
        retiredAt = segment.retiredAt.map { SegmentLine.text($0) }
    }

    static func text(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    }

    static func table(_ lines: [SegmentLine]) -> TextTable {
        var table = TextTable(
            header: ["segment", "state", "rounds", "chunks", "size", "rounds stored until"],
            rightAligned: [2, 3, 4])
        for line in lines {
            table.add([
                line.segment, line.state, Figures.grouped(line.rounds),
                Figures.grouped(line.chunks), Figures.bytes(line.bytes), line.storedUntil,
            ])
        }
        return table
    }
}
