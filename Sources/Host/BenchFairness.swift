// The fairness rows of the bench: sessions that behave beside one hostile session per core.
private import Foundation
internal import Play
internal import Reports
internal import Statistics
private import Storage

/// Many journalled sessions on all cores for some seconds.
struct BenchFairness {
    /// How hostile sessions spend their calls.
    enum Hostility: CaseIterable {
        case none
        case fuel
        case steps
        case faults

        var name: String {
            switch self {
            case .none: "no hostile session"
            case .fuel: "burning all fuel of each call"
            case .steps: "0.5 s of string comparisons a call"
            case .faults: "ended by the time limit of 1 s a call"
            }
        }

        /// The strategy's text; `nil` for none.
        var text: String? {
            let long = "local a, b = ('x'):rep(1 << 20), ('x'):rep(1 << 20)"
            let compare = "local n = 0 for _ = 1, COUNT do if a == b then n = n + 1 end end"
            let burn = "while budget.left() > 30000 do for _ = 1, 1000 do end end"
            let (before, each, after) =
                switch self {
                case .none: ("", "", "")
                case .fuel: ("", burn, burn)
                case .steps: (long, compare.replacing("COUNT", with: "11000"), "")
                case .faults: (long, compare.replacing("COUNT", with: "90000"), "")
                }
            guard !each.isEmpty else { return nil }
            return """
                \(before)
                return {
                    name = "hostile", version = "1.0.0", api = 1, games = { "slots/*" },
                    context = "play",
                    decide = function(memory, seen)
                        \(each)
                        return { type = "PlaceBet", amount = seen.stakes[1] }
                    end,
                    learn = function() \(after) end,
                }
                """
        }
    }

    let sessions: Int
    let seconds: Double

    func report(
        behaving: SessionBlueprint, note: (String) -> Void
    ) throws -> FairnessReport {
        let rows = try Hostility.allCases.map { hostility in
            note("fairness: \(hostility.name)")
            return try row(hostility, behaving)
        }
        return FairnessReport(
            rows: rows, sessions: sessions, cores: WorkerPool.coreCount, seconds: seconds)
    }

    private func row(
        _ hostility: Hostility, _ behaving: SessionBlueprint
    ) throws -> FairnessReport.Row {
        let cores = WorkerPool.coreCount
        let hostile = try hostility.text.map { try blueprint(hostile: $0, like: behaving) }
        var played = (0..<sessions).map { behaving.renamed(episode: UInt64($0)) }
        if let hostile { played += (0..<cores).map { hostile.renamed(episode: UInt64($0)) } }
        return try Bench.withFolder { try row(hostility, played, in: $0) }
    }

    private func row(
        _ hostility: Hostility, _ played: [SessionBlueprint], in folder: String
    ) throws -> FairnessReport.Row {
        let cores = WorkerPool.coreCount
        let store = try JournalStore(directory: folder, mode: .readWrite, engine: Engine.version)
        defer { store.close() }
        let committer = Committer(store: store)
        let tempo = SessionTask.Tempo(
            sealMilliseconds: SessionTask.Tempo.sealMilliseconds(sessions: played.count))
        let measurement = FairnessMeasurement(tasks: played.count, timers: cores)
        _ = try HostRun().run(workerCount: cores, progress: {}) { context in
            for (number, blueprint) in played.enumerated() {
                SessionTask(
                    blueprint, beginning: .fresh,
                    goal: SessionTask.Goal(rounds: nil, seconds: nil), committer: committer,
                    stop: measurement.stop, tempo: tempo
                ) { measurement.leave($0, context) }
                .start(on: context.workers.scheduler(number))
            }
            measurement.begin(context, seconds: seconds)
        }
        try committer.close()
        let names = Set(played.prefix(sessions).map(\.configuration.id))
        let results = try measurement.results()
        return row(
            hostility.name, results.shares.filter { names.contains($0.label) },
            results.shares.filter { !names.contains($0.label) }, results.lateness)
    }

    private func row(
        _ name: String, _ behaving: [SliceShare], _ hostile: [SliceShare],
        _ lateness: LatencyHistogram
    ) -> FairnessReport.Row {
        var delays = LatencyHistogram()
        for share in behaving { delays.add(share.delays) }
        let used = behaving.map { Double($0.usedNanoseconds) }
        let mean = used.reduce(0, +) / Double(max(1, used.count))
        let hostileUsed = hostile.reduce(0) { $0 + Double($1.usedNanoseconds) }
        func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e6 }
        return FairnessReport.Row(
            name: name, slices: delays.count,
            delayMillisecondsP50: milliseconds(delays.nanoseconds(atShare: 0.5)),
            delayMillisecondsP99: milliseconds(delays.nanoseconds(atShare: 0.99)),
            delayMillisecondsMax: milliseconds(delays.nanosecondsMax),
            timerMillisecondsP99: milliseconds(lateness.nanoseconds(atShare: 0.99)),
            timerMillisecondsMax: milliseconds(lateness.nanosecondsMax),
            shareLeast: (used.min() ?? 0) / mean, shareMost: (used.max() ?? 0) / mean,
            hostileShare: hostileUsed / (seconds * 1e9 * Double(WorkerPool.coreCount)))
    }

    private func blueprint(
        hostile text: String, like behaving: SessionBlueprint
    ) throws -> SessionBlueprint {
        let strategy = try StrategyDefinition(
            PluginSource(file: "hostile.lua", text: Array(text.utf8)))
        var configuration = behaving.configuration
        configuration.strategy = strategy.reference
        configuration.parameters = [:]
        configuration.faultPolicy = .skip
        return try SessionBlueprint(
            configuration: configuration, game: behaving.game, strategy: strategy)
    }
}
