// What a fleet needs of threads and of file watches. A simulation brings its own, without threads.

/// Where the sessions of a fleet are played. Called on the core loop's thread.
protocol FleetWorkers: Sendable {
    var count: Int { get }

    /// Has a worker, counted from 0, play a session from now on.
    func play(_ task: SessionTask, on worker: Int)

    /// Has sessions that sleep between rounds play a slice now: something is asked of them.
    func wakeSleepers()
}

extension WorkerPool: FleetWorkers {
    func play(_ task: SessionTask, on worker: Int) { task.start(on: scheduler(worker)) }

    func wakeSleepers() {
        for index in 0..<count { scheduler(index).wakeAll() }
    }
}

/// Offers edits of plugin files to the sessions of a fleet. Called on the core loop's thread, but for
/// `tell`.
protocol FleetEdits: Sendable {
    /// From now on the session is offered what its plugins' files say.
    func follow(_ task: SessionTask, _ tier: IsolationRules.Tier?)

    /// The session has ended.
    func unfollow(_ task: SessionTask, _ tier: IsolationRules.Tier?)

    /// Takes what became of a text that a session was offered. Any thread.
    func tell(_ event: ReloadEvent)

    /// Looks at the files of a plugin again, by its name or file, or of all.
    func look(at plugin: String?)
}

extension FleetWatch: FleetEdits {}
