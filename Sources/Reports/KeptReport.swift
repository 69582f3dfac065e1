// What `stratagem keep` says.

/// Sessions and comparisons whose rounds are not retired.
public struct KeptReport: Encodable, Sendable {
    /// One of them.
    public struct Item: Encodable, Sendable {
        public var id: String
        /// RFC 3339.
        public var since: String
    }

    public var kept: [Item]
    /// Chunks of those that were named whose rounds were retired before.
    public var retiredBefore: Int64

    enum CodingKeys: String, CodingKey {
        case kept
        case retiredBefore = "retired_before"
    }

    public init(_ kept: [(id: String, since: Int64)], retiredBefore: Int64) {
        self.kept = kept.map { Item(id: $0.id, since: SegmentLine.text($0.since)) }
        self.retiredBefore = retiredBefore
    }

    /// For people.
    public var text: String {
        guard !kept.isEmpty else {
            return "No session is kept for ever: each goes with its segment, if there is a limit."
        }
        var table = TextTable(header: ["kept", "since"], rightAligned: [])
        for item in kept { table.add([item.id, item.since]) }
        guard retiredBefore > 0 else { return table.text }
        return table.text + "\n\(retiredBefore) of their chunks were retired before, and stay so."
    }
}
