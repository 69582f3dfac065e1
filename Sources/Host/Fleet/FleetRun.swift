// The whole of `stratagem up`: store, workers, socket, signals, notices, and an orderly end.
internal import EventLoop
public import Foundation
internal import Play
public import Reports
internal import Storage

/// Runs the sessions of a run file until they are done or somebody stops it.
public struct FleetRun: Sendable {
    /// What a run is made from.
    public struct Settings: Sendable {
        public var runFile: String
        /// Folder of the store.
        public var store: String
        /// Play workers; `nil`: one per core.
        public var workers: Int?
        public var configuration: HostConfiguration
        /// Decides for all plugins that the run file says nothing of.
        public var isolation: IsolationRules.Tier?
        public var clock: HostClock
        public var environment: [String: String]

        public init(
            runFile: String, store: String, workers: Int? = nil,
            configuration: HostConfiguration = HostConfiguration(),
            isolation: IsolationRules.Tier? = nil, clock: HostClock = .system,
            environment: [String: String] = ProcessInfo.processInfo.environment
        ) {
            self.runFile = runFile
            self.store = store
            self.workers = workers
            self.configuration = configuration
            self.isolation = isolation
            self.clock = clock
            self.environment = environment
        }
    }

    /// How it ended.
    public struct Ending: Hashable, Sendable {
        /// SIGINT ended it.
        public var wasInterrupted = false
        /// The last look.
        public var status: FleetStatus
    }

    /// How long an end may take: what service managers and people wait for.
    public static let drainSecondsMax = 30.0

    let settings: Settings
    let log: FleetEvent.Sink
    /// Called on the core loop's thread, about once a second.
    let whenLooked: @Sendable (FleetStatus) -> Void

    public init(
        _ settings: Settings, log: @escaping FleetEvent.Sink,
        whenLooked: @escaping @Sendable (FleetStatus) -> Void
    ) {
        self.settings = settings
        self.log = log
        self.whenLooked = whenLooked
    }

    /// Checks a run file against plugins, and against the store where there is one. Starts nothing.
    ///
    /// Throws `PlayError` with file and line, and `StorageError`.
    public static func check(_ settings: Settings) throws -> FleetPlan {
        let warden = PluginWarden(patience: settings.configuration.patience)
        defer { _ = warden.shutdown() }
        let file = try RunFile.read(settings.runFile)
        let hasStore = FileManager.default.fileExists(atPath: settings.store + "/journal.db")
        let store =
            hasStore
            ? try JournalStore(directory: settings.store, mode: .readOnly, engine: Engine.version)
            : nil
        defer { store?.close() }
        return try FleetPlan(file, store: store, isStrict: true) {
            catalogue(settings, $0, warden)
        }
    }

    /// Plays until all is done or it is stopped.
    ///
    /// Throws `PlayError`, `StorageError` and `LoopError`; `STATE_ERROR` with the process when
    /// another host runs on the store.
    public func run() throws -> Ending {
        let file = try RunFile.read(settings.runFile)
        let warden = PluginWarden(patience: settings.configuration.patience)
        defer { _ = warden.shutdown() }
        if !FileManager.default.fileExists(atPath: settings.store) {
            // Before anything is made.
            _ = try FleetPlan(file, store: nil) { FleetRun.catalogue(settings, $0, warden) }
            try makeFolder()
        }
        let store = try openStore()
        defer { store.close() }
        let plan = try FleetPlan(file, store: store) {
            FleetRun.catalogue(settings, $0, warden)
        }
        let committer = Committer(
            store: store, room: settings.configuration.room(store: settings.store))
        defer { try? committer.close() }
        for note in plan.notes { log(FleetEvent(.warning, note)) }
        let core = try Loop(label: "core")
        var pool: WorkerPool?
        defer {
            let open = (pool?.shutdown() ?? []) + core.close()
            precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
        }
        let workerCount = settings.workers ?? file.workers ?? WorkerPool.coreCount
        HeapUpkeep.limitArenas(workers: workerCount)
        let workers = try WorkerPool(count: workerCount)
        pool = workers
        let catalogue: @Sendable (IsolationRules.Tier?) -> Catalogue = { [settings] in
            FleetRun.catalogue(settings, $0, warden)
        }
        let upkeep = StoreUpkeep(
            store, settings.configuration.segments ?? SegmentRules(),
            isRoomShort: { committer.pause != nil },
            log: { [log] event in core.post { log(event) } })
        upkeep.start()
        defer { upkeep.stop() }
        let watch = FleetWatch(core: core, log: log, catalogue: catalogue)
        defer {
            let open = watch.close()
            precondition(open.isEmpty, "left open at the end: \(open.map(\.description))")
        }
        let means = Fleet.Means(
            store: store, committer: committer, workers: workers, post: { core.post($0) },
            clock: settings.clock, catalogue: catalogue, watch: watch)
        let service = FleetService(
            Fleet(plan, means, log: log), self, core: core,
            plan: { [settings] file in
                try FleetPlan(file, store: store) { FleetRun.catalogue(settings, $0, warden) }
            })
        return try service.run()
    }

    static func catalogue(
        _ settings: Settings, _ tier: IsolationRules.Tier?, _ warden: PluginWarden
    ) -> Catalogue {
        Catalogue(
            isolation: IsolationRules(
                rules: settings.configuration.isolation ?? [],
                everywhere: tier ?? settings.isolation, warden: warden))
    }

    /// A store that is made here is nobody else's to read: its socket lies in it.
    private func makeFolder() throws(PlayError) {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.store, withIntermediateDirectories: true)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: settings.store)
        } catch {
            throw PlayError(
                .invalidInput,
                "the folder \(settings.store) can not be made: \(error.localizedDescription); "
                    + "choose another with --store")
        }
    }

    private func openStore() throws -> JournalStore {
        do {
            return try JournalStore(
                directory: settings.store, mode: .readWrite, engine: Engine.version)
        } catch {
            guard error.code == .storeInUse, let running = running() else { throw error }
            throw running
        }
    }

    /// The host that has the store, if it is one.
    private func running() -> PlayError? {
        guard
            let answer = try? ControlClient(store: settings.store).ask(ControlRequest(.status)),
            let status = answer.status
        else { return nil }
        return PlayError(
            .stateError,
            "stratagem up \(status.runFile) runs on the store \(settings.store) already (process "
                + "\(status.processIdentifier), \(status.sessionCount) sessions): look at it with "
                + "`stratagem status`, end it with `stratagem stop`, or choose another store with "
                + "--store")
    }
}
