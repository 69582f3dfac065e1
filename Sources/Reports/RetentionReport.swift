// What `stratagem retain` says.
public import Storage

/// Segments of a store, and those that went or would go.
public struct RetentionReport: Encodable, Sendable {
    /// A segment that went or would go.
    public struct Retired: Encodable, Sendable {
        public var segment: String
        public var rounds: Int64
        public var bytes: Int64
        /// age, bytes, or asked.
        public var reason: String
        /// Chunks of kept sessions, which moved to a new segment.
        public var keptChunks: Int64

        enum CodingKeys: String, CodingKey {
            case segment, rounds, bytes, reason
            case keptChunks = "kept_chunks"
        }
    }

    public var store: String
    /// Whether nothing was changed.
    public var dryRun: Bool
    public var retired: [Retired]
    /// Those that are there, afterwards.
    public var segments: [SegmentLine]
    private let isListing: Bool
    private let goneRounds: Int64

    enum CodingKeys: String, CodingKey {
        case store, retired, segments
        case dryRun = "dry_run"
    }

    /// - Parameters:
    ///   - segments: all of the store, after what was done.
    ///   - isListing: nothing was asked for but this list.
    public init(
        _ items: [Retention.Item], segments: [StoredSegment], store: String, isDryRun: Bool,
        isListing: Bool
    ) {
        (self.store, dryRun, self.isListing) = (store, isDryRun, isListing)
        retired = items.map {
            Retired(
                segment: $0.segment.name, rounds: $0.segment.rounds, bytes: $0.segment.bytes,
                reason: $0.reason.rawValue, keptChunks: $0.keptBodies)
        }
        self.segments = segments.filter { $0.state != .retired }.map { SegmentLine($0) }
        let gone = segments.filter { $0.state == .retired }
        // What moved on to another segment before is not gone.
        let saved = segments.filter { new in gone.contains { $0.number == new.source } }
        goneRounds =
            gone.reduce(0) { $0 + $1.rounds } - saved.reduce(0) { $0 + $1.rounds }
    }

    /// For people.
    public var text: String {
        var parts: [String] = []
        if !retired.isEmpty {
            var table = TextTable(
                header: ["segment", "rounds", "size", "why", "kept chunks"],
                rightAligned: [1, 2, 4])
            for item in retired {
                table.add([
                    item.segment, Figures.grouped(item.rounds), Figures.bytes(item.bytes),
                    item.reason, "\(item.keptChunks)",
                ])
            }
            parts = [table.text, done]
        } else if !isListing {
            parts = ["Nothing is old or large enough to go."]
        } else if segments.isEmpty {
            parts = ["No segments. `stratagem compact` moves rounds out of journal.db into some."]
        }
        if isListing, !segments.isEmpty {
            parts += [SegmentLine.table(segments).text]
            parts += ["Nothing was asked for: give --max-age, --max-bytes or --segment."]
        } else if !segments.isEmpty, !dryRun {
            let bytes = segments.reduce(0) { $0 + $1.bytes }
            parts += ["\(counted(segments.count)) with \(Figures.bytes(bytes)) are left."]
        }
        if isListing, goneRounds > 0 {
            parts += [
                "The results of \(Figures.grouped(goneRounds)) rounds are retired."
            ]
        }
        return parts.joined(separator: "\n")
    }

    private var done: String {
        let bytes = Figures.bytes(retired.reduce(0) { $0 + $1.bytes })
        return dryRun
            ? "\(counted(retired.count)) with \(bytes) would go. Nothing was changed."
            : "\(counted(retired.count)) with \(bytes) went. Figures, money and digests are as they "
                + "were."
    }

    private func counted(_ number: Int) -> String {
        "\(number) \(number == 1 ? "segment" : "segments")"
    }
}
