// How sessions share the cores with hostile ones, as `stratagem bench` says it.

/// What sessions that behave got beside those that do not.
public struct FairnessReport: Encodable, Sendable {
    /// One kind of hostile sessions. Delays are from being ready to playing, over all slices of all
    /// sessions that behave.
    public struct Row: Encodable, Sendable {
        public var name: String
        public var slices: Int64
        public var delayMillisecondsP50: Double
        public var delayMillisecondsP99: Double
        public var delayMillisecondsMax: Double
        /// How late timers of the workers' loops fired.
        public var timerMillisecondsP99: Double
        public var timerMillisecondsMax: Double
        /// Least and largest processor time of a session that behaves, as shares of their mean.
        public var shareLeast: Double
        public var shareMost: Double
        /// Processor time of all hostile sessions, as a share of all cores.
        public var hostileShare: Double

        enum CodingKeys: String, CodingKey {
            case name, slices
            case delayMillisecondsP50 = "delay_ms_p50"
            case delayMillisecondsP99 = "delay_ms_p99"
            case delayMillisecondsMax = "delay_ms_max"
            case timerMillisecondsP99 = "timer_ms_p99"
            case timerMillisecondsMax = "timer_ms_max"
            case shareLeast = "share_least"
            case shareMost = "share_most"
            case hostileShare = "hostile_share"
        }

        public init(
            name: String, slices: Int64, delayMillisecondsP50: Double,
            delayMillisecondsP99: Double, delayMillisecondsMax: Double,
            timerMillisecondsP99: Double, timerMillisecondsMax: Double, shareLeast: Double,
            shareMost: Double, hostileShare: Double
        ) {
            self.name = name
            self.slices = slices
            self.delayMillisecondsP50 = delayMillisecondsP50
            self.delayMillisecondsP99 = delayMillisecondsP99
            self.delayMillisecondsMax = delayMillisecondsMax
            self.timerMillisecondsP99 = timerMillisecondsP99
            self.timerMillisecondsMax = timerMillisecondsMax
            self.shareLeast = shareLeast
            self.shareMost = shareMost
            self.hostileShare = hostileShare
        }
    }

    public var rows: [Row]
    public var sessions: Int
    public var cores: Int
    /// Seconds of each row.
    public var seconds: Double

    public init(rows: [Row], sessions: Int, cores: Int, seconds: Double) {
        self.rows = rows
        self.sessions = sessions
        self.cores = cores
        self.seconds = seconds
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            header: [
                "\(sessions) sessions on \(cores) cores", "delay p50", "p99", "max", "timer p99",
                "max", "share (least-most)", "hostile",
            ], rightAligned: [1, 2, 3, 4, 5, 6, 7])
        for row in rows {
            table.add([
                row.name, Figures.decimals(row.delayMillisecondsP50, 1),
                Figures.decimals(row.delayMillisecondsP99, 1),
                Figures.decimals(row.delayMillisecondsMax, 1),
                Figures.decimals(row.timerMillisecondsP99, 1),
                Figures.decimals(row.timerMillisecondsMax, 1),
                "\(Figures.decimals(row.shareLeast, 2))-\(Figures.decimals(row.shareMost, 2))",
                Figures.percent(row.hostileShare, decimals: 1),
            ])
        }
        return [
            table.text, "",
            "milliseconds; \(Figures.decimals(seconds, 0)) s a row; one hostile session per core",
        ].joined(separator: "\n")
    }
}
