// Every limit of this module in one place, each with the reason for its number.

enum Limits {
    /// Smallest stack of a loop's thread, in bytes. 200 nested calls from Lua into C (Lua's own
    /// limit, `LUAI_MAXCCALLS`) were measured to need 256 to 512 KiB; twice that is the least.
    static let stackBytesMin = 1 << 20

    /// Stack of a loop's thread when nobody asks for another, in bytes. Pages that are never
    /// touched cost address space only, so the default is generous.
    static let stackBytesDefault = 2 << 20

    /// Entries that may wait for one loop. An entry is 24 bytes, so a full inbox is about 100 MB:
    /// the loop has not turned for seconds and waiting longer would only hide it.
    static let inboxEntriesMax = 1 << 22

    /// How long a loop goes on with batches in one turn, in nanoseconds. Jobs that always post
    /// another job keep timers and descriptors waiting by this and one batch. The system calls of a
    /// turn take a few microseconds, so at a millisecond they hardly count.
    static let inboxTurnNanosecondsMax: UInt64 = 1_000_000

    /// Room kept in the inbox between batches, in entries; a burst above it is given back.
    static let inboxCapacityKept = 1 << 14

    /// Turns a loop may take to shut down. Each turn runs all that waits, so only work that
    /// posts itself for ever gets here.
    static let shutdownTurnsMax = 100_000

    /// Longest delay of a timer; longer ones are shortened to it. In nanoseconds it fits Int64
    /// three times over, so that adding it to the clock cannot overflow.
    static let timerDelayMax = Duration.seconds(90 * 365 * 86_400)

    /// Shortest period of a repeating timer: libuv's clock counts whole milliseconds.
    static let timerPeriodMin = Duration.milliseconds(1)

    /// Names a file watch collects before it says "look at the whole folder" instead.
    static let watchedNamesMax = 1_024

    /// A folder that changes without a pause is reported after this many quiet times anyway.
    static let settlePeriodsMax = 20

    /// How often a watched folder that is gone is looked for.
    static let folderSearchPeriod = Duration.seconds(1)

    /// One read from a child's pipe, in bytes: what a Linux pipe holds.
    static let pipeReadBytes = 1 << 16

    /// One read from a local connection, in bytes: requests have less, answers come in parts.
    static let localReadBytes = 1 << 14

    /// How long an ended child's pipes may stay open because something that escaped from its
    /// process group still holds them.
    static let pipeDrainMax = Duration.seconds(1)
}
