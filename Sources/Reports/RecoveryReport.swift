// What `stratagem bench --recovery` says.

/// How long it takes until every session of a store plays again after the process was killed.
public struct RecoveryReport: Encodable, Sendable {
    /// One size of store.
    public struct Row: Encodable, Sendable {
        public var sessions: Int
        /// Of all sessions, that the store held.
        public var rounds: Int64
        public var storeBytes: Int64
        /// Opening the store: its log is read and its cheap checks are made.
        public var openSeconds: Double
        /// From the start until the first and the last session had begun to play again.
        public var firstSeconds: Double
        public var allSeconds: Double
        /// Rounds that were played again, to come from the last checkpoint to the last commit.
        public var roundsAgain: Int64

        enum CodingKeys: String, CodingKey {
            case sessions, rounds
            case storeBytes = "store_bytes"
            case openSeconds = "open_s"
            case firstSeconds = "first_playing_s"
            case allSeconds = "all_playing_s"
            case roundsAgain = "rounds_played_again"
        }

        public init(
            sessions: Int, rounds: Int64, storeBytes: Int64, openSeconds: Double,
            firstSeconds: Double, allSeconds: Double, roundsAgain: Int64
        ) {
            self.sessions = sessions
            self.rounds = rounds
            self.storeBytes = storeBytes
            self.openSeconds = openSeconds
            self.firstSeconds = firstSeconds
            self.allSeconds = allSeconds
            self.roundsAgain = roundsAgain
        }
    }

    public var cores: Int
    public var rows: [Row]

    public init(cores: Int, rows: [Row]) {
        self.cores = cores
        self.rows = rows
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            header: [
                "sessions", "rounds stored", "store MiB", "open s", "first plays s", "all play s",
                "rounds played again",
            ], rightAligned: [0, 1, 2, 3, 4, 5, 6])
        for row in rows {
            table.add([
                Figures.grouped(Int64(row.sessions)), Figures.grouped(row.rounds),
                Figures.decimals(Double(row.storeBytes) / 1_048_576, 1),
                Figures.decimals(row.openSeconds, 3), Figures.decimals(row.firstSeconds, 3),
                Figures.decimals(row.allSeconds, 3), Figures.grouped(row.roundsAgain),
            ])
        }
        return table.text
            + "\n\nfrom opening the store of a process that ended without closing it, on \(cores) "
            + "cores"
    }
}
