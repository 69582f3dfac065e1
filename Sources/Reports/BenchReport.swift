// What `stratagem bench` says.

/// The performance table.
public struct BenchReport: Encodable, Sendable {
    /// How long a row's transactions took, checkpoints included.
    public struct Commits: Encodable, Sendable {
        public var count: Int64
        public var millisecondsP50: Double
        public var millisecondsP99: Double
        public var millisecondsMost: Double

        enum CodingKeys: String, CodingKey {
            case count
            case millisecondsP50 = "p50_ms"
            case millisecondsP99 = "p99_ms"
            case millisecondsMost = "most_ms"
        }

        public init(
            count: Int64, millisecondsP50: Double, millisecondsP99: Double,
            millisecondsMost: Double
        ) {
            self.count = count
            self.millisecondsP50 = millisecondsP50
            self.millisecondsP99 = millisecondsP99
            self.millisecondsMost = millisecondsMost
        }

        /// "1.8 / 9.2"
        var text: String {
            "\(Figures.decimals(millisecondsP50, 1)) / \(Figures.decimals(millisecondsP99, 1))"
        }
    }

    /// One row; medians over the repetitions.
    public struct Row: Encodable, Sendable {
        public var name: String
        public var roundsPerSecond: Double
        /// To the bare loop of the same repetition; null for another game.
        @Nullable public var ratio: Double?
        @Nullable public var ratioLeast: Double?
        @Nullable public var ratioMost: Double?
        public var nanosecondsPerRound: Double
        @Nullable public var journalBytesPerRound: Double?
        /// Of the whole process, highest so far in this row.
        public var residentMiB: Double
        /// Of all repetitions.
        @Nullable public var commits: Commits?

        enum CodingKeys: String, CodingKey {
            case name, ratio, commits
            case roundsPerSecond = "rounds_per_second"
            case ratioLeast = "ratio_least"
            case ratioMost = "ratio_most"
            case nanosecondsPerRound = "ns_per_round"
            case journalBytesPerRound = "journal_bytes_per_round"
            case residentMiB = "resident_mib"
        }

        public init(
            name: String, roundsPerSecond: Double, ratio: Double?, ratioLeast: Double?,
            ratioMost: Double?, nanosecondsPerRound: Double, journalBytesPerRound: Double?,
            residentMiB: Double, commits: Commits?
        ) {
            self.name = name
            self.roundsPerSecond = roundsPerSecond
            self.ratio = ratio
            self.ratioLeast = ratioLeast
            self.ratioMost = ratioMost
            self.nanosecondsPerRound = nanosecondsPerRound
            self.journalBytesPerRound = journalBytesPerRound
            self.residentMiB = residentMiB
            self.commits = commits
        }
    }

    public var rows: [Row]
    public var repetitions: Int
    public var rounds: Int64
    public var cores: Int
    /// Rate on all cores to the rate on one.
    public var allCoresToOne: Double
    /// Share of a product round that journal and digest take, in processor time of the thread that
    /// plays it.
    public var journalShare: Double
    /// The same with what all other threads do for it: the committer above all.
    public var journalShareOfAll: Double
    public var idleSessions: Int
    public var idleMiB: Double
    public var helpMilliseconds: Double
    /// From nothing to a loaded plugin in a process of its own.
    public var processStartMilliseconds: Double
    public var reload: ReloadBenchReport
    public var sandbox: SandboxBenchReport

    enum CodingKeys: String, CodingKey {
        case rows, repetitions, rounds, cores, reload, sandbox
        case allCoresToOne = "all_cores_to_one"
        case journalShare = "journal_share"
        case journalShareOfAll = "journal_share_all_threads"
        case idleSessions = "idle_sessions"
        case idleMiB = "idle_mib"
        case helpMilliseconds = "help_ms"
        case processStartMilliseconds = "process_start_ms"
    }

    public init(
        rows: [Row], repetitions: Int, rounds: Int64, cores: Int, allCoresToOne: Double,
        journalShare: Double, journalShareOfAll: Double, idleSessions: Int, idleMiB: Double,
        helpMilliseconds: Double, processStartMilliseconds: Double, reload: ReloadBenchReport,
        sandbox: SandboxBenchReport
    ) {
        self.rows = rows
        self.repetitions = repetitions
        self.rounds = rounds
        self.cores = cores
        self.allCoresToOne = allCoresToOne
        self.journalShare = journalShare
        self.journalShareOfAll = journalShareOfAll
        self.idleSessions = idleSessions
        self.idleMiB = idleMiB
        self.helpMilliseconds = helpMilliseconds
        self.processStartMilliseconds = processStartMilliseconds
        self.reload = reload
        self.sandbox = sandbox
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            header: [
                "Double Diamond, flat", "rounds/s", "ratio", "(least-most)", "ns/round",
                "journal B/round", "commit p50 / p99 ms", "memory MiB",
            ], rightAligned: [1, 2, 3, 4, 5, 6, 7])
        for row in rows {
            var spread = ""
            if let least = row.ratioLeast, let most = row.ratioMost {
                spread = "(\(Figures.decimals(least, 2))-\(Figures.decimals(most, 2)))"
            }
            table.add([
                row.name, Figures.rate(row.roundsPerSecond),
                row.ratio.map { Figures.decimals($0, 3) } ?? "-", spread,
                Figures.decimals(row.nanosecondsPerRound, 0),
                row.journalBytesPerRound.map { Figures.decimals($0, 3) } ?? "-",
                row.commits?.text ?? "-",
                Figures.decimals(row.residentMiB, 0),
            ])
        }
        return [
            table.text, "",
            "medians of \(repetitions) interleaved repetitions of \(Figures.grouped(rounds)) "
                + "rounds",
            "journal and digest: \(Figures.percent(journalShare, decimals: 1)) of a product round "
                + "in its thread, \(Figures.percent(journalShareOfAll, decimals: 1)) with the "
                + "committer's",
            "\(cores) cores to one: \(Figures.decimals(allCoresToOne, 2)) times",
            "\(Figures.grouped(Int64(idleSessions))) idle sessions: "
                + "\(Figures.decimals(idleMiB, 1)) MiB",
            "stratagem --help: \(Figures.decimals(helpMilliseconds, 1)) ms",
            "start of an isolated plugin: \(Figures.decimals(processStartMilliseconds, 1)) ms",
            reload.text,
            "",
            sandbox.text,
        ].joined(separator: "\n")
    }
}
