// Every bound of the play workers' scheduling, with its derivation.

/// Bounds of scheduling. Times are nanoseconds.
public enum SchedulingLimits {
    /// In what time every session that waits on a worker should have had its turn: an eighth of the
    /// 20 ms that a session may have to wait, so that an overrun, the committer's share of the core
    /// and the kernel's own turns, of 3 ms for each thread that wants it, fit in beside it. With twice
    /// this the 99th percentile of `bench --fairness` lay at 21 to 34 ms, now at 11 to 16.
    public static let cycleNanoseconds: UInt64 = 2_500_000
    /// The longest quantum: what a session that is alone on its worker plays before it looks for a
    /// request to stop, shows its progress and seals.
    public static let quantumNanosecondsMax: UInt64 = 2_500_000
    /// The shortest quantum. Changing sessions costs about 2 us and a cold cache, so 2 % of
    /// it. 25 sessions that always play fill a cycle; more wait longer, each as long as the others.
    public static let quantumNanosecondsMin: UInt64 = 100_000

    /// Rounds that are played between two looks at the clock: 0.06 ms of a slot game. A batch costs
    /// about 0.3 us beside its rounds, 0.5 % of it.
    public static let batchRounds: Int64 = 64
    /// Fuel after which a batch ends: 0.3 to 0.5 ms, for rounds that are slower than a slot's.
    public static let batchFuel: Int64 = 50_000

    /// Processor time of one slice after which the thread is left to its session, and the session
    /// goes to the slow lane. More than the longest quantum and a batch, and less than a call with
    /// the standard budget may use (10 ms).
    public static let overrunNanoseconds: UInt64 = 6_000_000
    /// The same for the first slice, in which plugins are loaded (0.3 ms) or rounds up to the head
    /// are played again (60 ms for the most slot rounds that one resumes from).
    public static let beginningNanoseconds: UInt64 = 100_000_000
    /// Processor time that a session makes up for at most when it has waited to begin. A thousand
    /// that come together begin within seconds, in which the first plays some 10 ms.
    public static let catchUpNanosecondsMax: UInt64 = 100_000_000
    /// Time by the clock, beyond the above, after which a slice that hardly uses its thread is taken
    /// for one that waits: for the disk, or for a core on a busy machine. It is no overrun.
    public static let waitingNanoseconds: UInt64 = 15_000_000
    /// How often a worker's loop looks at the running slice while others wait. A look costs about
    /// 2 us, so 0.1 % of a core.
    public static let watchPeriodMilliseconds: Int64 = 2
    /// Threads of one worker that may be busy with a slice that ran over its time. Beyond that the
    /// worker waits for one of them: each holds a stack of 2 MiB.
    public static let overrunThreadsMax = 16

    /// How often a session looks whether its store has room again. Nobody plays meanwhile, so that
    /// the looks of 10,000 sessions keep nobody waiting.
    public static let roomNanoseconds: UInt64 = 250_000_000

    /// Clean processor time in the slow lane before the first return; twice as much for each
    /// overrun that is on record.
    public static let probationNanoseconds: UInt64 = 50_000_000
    /// Doublings of the probation: 2^10 makes 51 s of clean playing.
    public static let probationDoublingsMax = 10
    /// Clean processor time on the playing lane that takes one overrun off the record. An overrun
    /// costs others about 10 ms, so a session that makes one whenever it may costs them 0.1 %.
    public static let forgivenessNanoseconds: UInt64 = 10_000_000_000
}
