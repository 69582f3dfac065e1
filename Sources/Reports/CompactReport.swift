// What `stratagem compact` says.
public import Storage

/// Rounds that moved out of a store's main file.
public struct CompactReport: Encodable, Sendable {
    public var store: String
    /// Segments that were sealed.
    public var segments: [SegmentLine]
    /// Bytes of the main file.
    public var bytesBefore: Int64
    public var bytesAfter: Int64
    public var seconds: Double

    enum CodingKeys: String, CodingKey {
        case store, segments, seconds
        case bytesBefore = "bytes_before"
        case bytesAfter = "bytes_after"
    }

    public init(_ result: SealerResult, store: String, seconds: Double) {
        (self.store, self.seconds) = (store, seconds)
        segments = result.segments.map { SegmentLine($0) }
        (bytesBefore, bytesAfter) = (result.bytesBefore, result.bytesAfter)
    }

    /// For people.
    public var text: String {
        let main =
            "journal.db had \(Figures.bytes(bytesBefore)) and has \(Figures.bytes(bytesAfter)) now."
        guard !segments.isEmpty else { return "No rounds to move. \(main)" }
        let rounds = segments.reduce(0) { $0 + $1.rounds }
        let bytes = segments.reduce(0) { $0 + $1.bytes }
        return SegmentLine.table(segments).text + "\n"
            + "\(Figures.grouped(rounds)) rounds moved to \(Figures.bytes(bytes)) of segments in "
            + "\(Figures.duration(seconds: seconds)). \(main)"
    }
}
