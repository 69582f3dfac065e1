// The performance table: every row in one run, each the median of several, as ratios.
//
// Rows are interleaved: one repetition runs each row once, and a row's ratio is taken against the
// bare loop of the same repetition, so that a machine that slows down slows both.
private import EventLoop
private import Foundation
internal import Play
public import Reports
private import Scripting
internal import Statistics

/// Measures the product against a bare Lua loop.
public struct Bench {
    /// How much is measured.
    public struct Effort: Sendable {
        public var repetitions: Int
        /// Rounds of each row and repetition; blackjack plays a quarter.
        public var rounds: Int64
        public var idleSessions: Int

        public init(repetitions: Int = 5, rounds: Int64 = 2_000_000, idleSessions: Int = 1000) {
            self.repetitions = repetitions
            self.rounds = rounds
            self.idleSessions = idleSessions
        }
    }

    /// One measured row.
    struct Sample {
        var rounds: Int64
        var seconds: Double
        var journalBytesPerRound: Double?
        /// Times of its commits.
        var commits = LatencyHistogram()
        var rate: Double { seconds > 0 ? Double(rounds) / seconds : 0 }
    }

    private let catalogue: Catalogue
    private let effort: Effort
    /// The program itself, for the time of `--help`.
    private let program: String

    public init(catalogue: Catalogue, effort: Effort, program: String) {
        self.catalogue = catalogue
        self.effort = effort
        self.program = program
    }

    /// Runs everything; `note` is told what is measured now.
    ///
    /// Throws when the games or strategies of the table are missing or fail.
    public func run(note: (String) -> Void) throws -> BenchReport {
        let slot = try blueprint("slots/double-diamond", "flat")
        let table = try blueprint("tables/blackjack", "blackjack-basic")
        let cores = WorkerPool.coreCount
        let isolation = BenchIsolation()
        defer { isolation.shutdown() }
        // First, while this process is as small as a command that starts plugins.
        note("start of an isolated plugin")
        let start = try isolation.startMilliseconds(slot)
        let fewer = max(1, effort.rounds / BenchIsolation.share)
        let (apart, allApart) = (
            try isolation.moved(slot, both: false), try isolation.moved(slot, both: true)
        )
        let rows: [(name: String, measure: () throws -> Sample)] =
            [
                ("bare Lua loop (the limit)", { try bare(slot) }),
                ("metered, two states", { try driver(slot, isLimited: false) }),
                ("+ wallet and limits", { try driver(slot, isLimited: true) }),
                ("+ journal at FULL: the product", { try journalled(slot, sessions: 1) }),
                ("the product on all \(cores) cores", { try journalled(slot, sessions: cores) }),
                (
                    "blackjack, the product",
                    { try journalled(table, sessions: 1, rounds: effort.rounds / 4) }
                ),
                ("strategy in a process", { try driver(apart, isLimited: true, rounds: fewer) }),
                ("both in processes", { try driver(allApart, isLimited: true, rounds: fewer) }),
            ]
            + [100, 1000].map { count in
                ("\(count) sessions on all cores", { try many(slot, sessions: count) })
            } + [
                ("the product, journal: seed", { try journalled(seedOnly(slot), sessions: 1) })
            ]
        var samples = [[Sample]](repeating: [], count: rows.count)
        var memory = [Int64](repeating: 0, count: rows.count)
        var journal: [BenchJournalShare.Sample] = []
        for repetition in 1...effort.repetitions {
            for (index, row) in rows.enumerated() {
                note("\(row.name), \(repetition) of \(effort.repetitions)")
                samples[index].append(try row.measure())
                memory[index] = max(memory[index], Bench.residentBytes())
            }
            note("journal and digest, \(repetition) of \(effort.repetitions)")
            journal.append(try journalShare(slot))
        }
        note("idle sessions")
        let idle = try idleBytes(slot)
        note("--help")
        let help = try helpMilliseconds()
        note("reload")
        let reload = try BenchReload().measure(catalogue)
        let cost = try sandbox(
            strategy: slot.strategy.source.text, repetitions: effort.repetitions, note: note)
        return report(
            rows.map(\.name), samples, memory, journal, cores: cores, idle: idle, help: help,
            start: start, reload: reload, sandbox: cost)
    }

    private func report(
        _ names: [String], _ samples: [[Sample]], _ memory: [Int64],
        _ journal: [BenchJournalShare.Sample], cores: Int, idle: Int64, help: Double, start: Double,
        reload: ReloadBenchReport, sandbox: SandboxBenchReport
    ) -> BenchReport {
        func ratios(_ row: Int, to base: Int) -> [Double] {
            zip(samples[row], samples[base]).map { $0.rate / $1.rate }
        }
        let rows = names.indices.map { row in
            let rates = samples[row].map(\.rate)
            let ratio = ratios(row, to: 0)
            return BenchReport.Row(
                name: names[row], roundsPerSecond: Bench.median(rates),
                ratio: row == 5 ? nil : Bench.median(ratio),
                ratioLeast: row == 5 ? nil : ratio.min(),
                ratioMost: row == 5 ? nil : ratio.max(),
                nanosecondsPerRound: 1e9 / Bench.median(rates),
                journalBytesPerRound: samples[row].last?.journalBytesPerRound,
                residentMiB: Double(memory[row]) / 1_048_576,
                commits: Bench.commits(samples[row]))
        }
        return BenchReport(
            rows: rows, repetitions: effort.repetitions, rounds: effort.rounds, cores: cores,
            allCoresToOne: Bench.median(ratios(4, to: 3)),
            journalShare: Bench.median(journal.map(\.share)),
            journalShareOfAll: Bench.median(journal.map(\.shareOfAll)),
            idleSessions: effort.idleSessions, idleMiB: Double(idle) / 1_048_576,
            helpMilliseconds: help, processStartMilliseconds: start, reload: reload,
            sandbox: sandbox)
    }

    /// The commits of all repetitions of a row; `nil` when it commits nothing.
    private static func commits(_ samples: [Sample]) -> BenchReport.Commits? {
        var all = LatencyHistogram()
        for sample in samples { all.add(sample.commits) }
        guard all.count > 0 else { return nil }
        return BenchReport.Commits(
            count: all.count, millisecondsP50: Double(all.nanoseconds(atShare: 0.5)) / 1e6,
            millisecondsP99: Double(all.nanoseconds(atShare: 0.99)) / 1e6,
            millisecondsMost: Double(all.nanosecondsMax) / 1e6)
    }

    // MARK: Rows

    private func bare(_ blueprint: SessionBlueprint) throws -> Sample {
        let result = try BareLoop.play(
            strategy: blueprint.strategy.source.text, game: blueprint.game.source.text,
            stake: 100, rounds: effort.rounds, seed: blueprint.configuration.seed)
        return Sample(rounds: result.rounds, seconds: Double(result.nanoseconds) / 1e9)
    }

    private func driver(
        _ blueprint: SessionBlueprint, isLimited: Bool, rounds: Int64? = nil
    ) throws -> Sample {
        let session = try Session(blueprint, isJournalled: false)
        let start = DispatchTime.now().uptimeNanoseconds
        let played = session.playUnrecorded(
            rounds: rounds ?? effort.rounds, isLimited: isLimited)
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        return Sample(rounds: played, seconds: seconds)
    }

    private func journalled(
        _ blueprint: SessionBlueprint, sessions: Int, rounds: Int64? = nil
    ) throws -> Sample {
        try Bench.withFolder { folder in
            try BenchJournal(folder: folder).measure(
                blueprint, sessions: sessions, rounds: rounds ?? effort.rounds)
        }
    }

    private func seedOnly(_ blueprint: SessionBlueprint) throws -> SessionBlueprint {
        var configuration = blueprint.configuration
        configuration.journal = .seed
        return try SessionBlueprint(
            configuration: configuration, game: blueprint.game, strategy: blueprint.strategy)
    }

    private func journalShare(_ blueprint: SessionBlueprint) throws -> BenchJournalShare.Sample {
        try Bench.withFolder { folder in
            try BenchJournalShare(folder: folder).measure(blueprint, rounds: effort.rounds)
        }
    }

    /// A folder for one store, which goes with it.
    static func withFolder<Result>(_ measure: (String) throws -> Result) throws -> Result {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/stratagem-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try measure(folder)
    }

    /// Many sessions on all cores, their beginnings included: four times the rounds in all.
    private func many(_ blueprint: SessionBlueprint, sessions: Int) throws -> Sample {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/stratagem-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try BenchJournal(folder: folder).measure(
            blueprint, sessions: sessions, rounds: max(1, 4 * effort.rounds / Int64(sessions)),
            workers: WorkerPool.coreCount)
    }

    func blueprint(_ game: String, _ strategy: String) throws -> SessionBlueprint {
        let played = try catalogue.game(game)
        let player = try catalogue.strategy(strategy)
        return try SessionBlueprint(
            configuration: SessionConfiguration(
                id: UUID().uuidString.lowercased(), game: played.reference,
                strategy: player.reference,
                parameters: try ParameterValues.values(
                    for: player.manifest, given: [:], currency: "AUD"),
                seed: 1, currency: "AUD", bankroll: 1 << 50, maxBet: 1 << 40, dailyLimit: 1 << 52),
            game: played, strategy: player)
    }

    // MARK: Single figures

    private func idleBytes(_ blueprint: SessionBlueprint) throws -> Int64 {
        let before = Bench.residentBytes()
        var sessions: [Session] = []
        for episode in 0..<effort.idleSessions {
            let session = try Session(blueprint.with(episode: UInt64(episode)))
            _ = session.play(rounds: 10)
            sessions.append(session)
        }
        let after = Bench.residentBytes()
        return withExtendedLifetime(sessions) { after - before }
    }

    /// From the start of the process until its output is read, as a shell would see it.
    private func helpMilliseconds() throws -> Double {
        let loop = try Loop(label: "bench")
        var times: [Double] = []
        for _ in 0..<11 {
            let start = DispatchTime.now().uptimeNanoseconds
            let child = try ChildProcess(
                on: loop, ChildCommand(program, ["--help"]),
                label: "stratagem --help"
            ) { _ in loop.stop() }
            loop.run()
            times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
            child.close()
        }
        _ = loop.close()
        return Bench.median(times)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1
            ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The path of this program; `nil` where the system does not tell.
    public static var ownProgram: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// Resident memory of this process; 0 where the system does not tell.
    static func residentBytes() -> Int64 {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        else { return 0 }
        return pages * 4096
    }
}
