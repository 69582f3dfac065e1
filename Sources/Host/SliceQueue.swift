// Who plays next, and for how long: the rule of fair shares, as a pure structure.
//
// Fair by time, not by turns: each session has a virtual time, the processor time it has used since
// it came to its lane, and the one with the least plays next. A session whose rounds run over the
// quantum is not punished for that here, but waits until the others have caught up. One that comes
// new begins at the virtual time that was the least when it came, so that it neither makes up for the
// time before nor pays for it; but it does make up, within bounds and with twice its share, for what
// others played while it waited to begin: of a thousand that come together the first would else have played for seconds when
// the last begins, and stay ahead of it.
//
// A session may also sleep until a time: it then costs nothing but its place in a list.
internal import Statistics

/// The sessions of one worker in their lanes.
struct SliceQueue<Work> {
    /// One session. Belongs to the queue; the thread that plays it reads `work` only.
    final class Entry {
        let work: Work
        fileprivate(set) var conduct = SliceConduct()
        fileprivate(set) var delays = LatencyHistogram()
        fileprivate(set) var slices: Int64 = 0
        /// Processor time of all slices.
        fileprivate(set) var usedNanoseconds: UInt64 = 0
        fileprivate var virtualTime: UInt64 = 0
        /// Which came first, for equal virtual times.
        fileprivate var turn: UInt64 = 0
        fileprivate var readySince: UInt64 = 0
        /// Processor time that it still makes up for.
        fileprivate var behind: UInt64 = 0
        /// The least virtual time of those who played when it came.
        fileprivate let cameAt: UInt64
        /// When it wakes, while it sleeps.
        fileprivate var wakesAt: UInt64 = 0

        fileprivate init(_ work: Work, cameAt: UInt64) {
            self.work = work
            self.cameAt = cameAt
        }
    }

    private struct Waiting {
        /// By virtual time, the least last.
        var entries: [Entry] = []
        /// The least virtual time that may come; never goes back.
        var floor: UInt64 = 0
    }

    /// All that are not finished, in the order they came.
    private(set) var live: [Entry] = []
    private var lanes = [Waiting](repeating: Waiting(), count: PlayLane.allCases.count)
    private var turns: UInt64 = 0
    /// Those that sleep, the next to wake last.
    private var sleeping: [Entry] = []

    /// Takes a session in; it waits in the beginning lane.
    mutating func add(_ work: Work, now: UInt64) {
        let entry = Entry(work, cameAt: lanes[PlayLane.playing.rawValue].floor)
        live.append(entry)
        entry.virtualTime = lanes[entry.conduct.lane.rawValue].floor
        insert(entry, now: now)
    }

    /// How many wait in a lane.
    func waiting(in lane: PlayLane) -> Int { lanes[lane.rawValue].entries.count }

    /// Takes out the session whose turn it is; `nil` when none waits in that lane.
    mutating func take(from lane: PlayLane, now: UInt64) -> Entry? {
        guard let entry = lanes[lane.rawValue].entries.popLast() else { return nil }
        lanes[lane.rawValue].floor = max(lanes[lane.rawValue].floor, entry.virtualTime)
        // Threads read the clock before they have the lock, so it may be behind.
        entry.delays.record(now > entry.readySince ? now - entry.readySince : 0)
        return entry
    }

    /// How long the session that was taken out should play.
    func quantum(in lane: PlayLane) -> UInt64 {
        let share = SchedulingLimits.cycleNanoseconds / UInt64(waiting(in: lane) + 1)
        return min(
            max(share, SchedulingLimits.quantumNanosecondsMin),
            SchedulingLimits.quantumNanosecondsMax)
    }

    /// Puts a session back after a slice.
    ///
    /// - Parameter used: processor time of the slice.
    /// - Returns: the lane it waits in now.
    mutating func giveBack(_ entry: Entry, used: UInt64, now: UInt64) -> PlayLane {
        let lane = entry.conduct.lane
        account(entry, used)
        entry.conduct.note(used: used, isAlone: live.count == 1)
        if entry.conduct.lane != lane { begin(entry, from: lane) }
        insert(entry, now: now)
        return entry.conduct.lane
    }

    /// Puts a session to sleep after a slice.
    ///
    /// - Returns: whether it is now the next to wake.
    mutating func sleep(_ entry: Entry, used: UInt64, until: UInt64) -> Bool {
        account(entry, used)
        entry.conduct.note(used: used, isAlone: live.count == 1)
        entry.wakesAt = until
        var (low, high) = (0, sleeping.count)
        while low < high {
            let middle = (low + high) / 2
            if sleeping[middle].wakesAt > until { low = middle + 1 } else { high = middle }
        }
        sleeping.insert(entry, at: low)
        return low == sleeping.count - 1
    }

    /// When the next session wakes; `nil` when none sleeps.
    var nextWake: UInt64? { sleeping.last?.wakesAt }

    /// Has those wait in their lanes whose time has come.
    ///
    /// - Returns: the lanes that they wait in.
    mutating func wake(until last: UInt64, readyAt now: UInt64) -> Set<PlayLane> {
        var woken: Set<PlayLane> = []
        while let entry = sleeping.last, entry.wakesAt <= last {
            sleeping.removeLast()
            let lane = entry.conduct.lane
            // Who slept does not make up for it.
            entry.virtualTime = max(entry.virtualTime, lanes[lane.rawValue].floor)
            insert(entry, now: min(now, entry.wakesAt))
            woken.insert(lane)
        }
        return woken
    }

    /// Lets a session go that has played its last slice.
    mutating func finish(_ entry: Entry, used: UInt64) {
        account(entry, used)
        live.removeAll { $0 === entry }
    }

    private func account(_ entry: Entry, _ used: UInt64) {
        entry.slices += 1
        entry.usedNanoseconds += used
        // Twice the share of others, not the worker alone: nobody waits long for who catches up.
        let madeUp = min(entry.behind, used / 2)
        entry.behind -= madeUp
        entry.virtualTime += used - madeUp
    }

    /// Where a session starts in a lane that it comes to.
    private func begin(_ entry: Entry, from lane: PlayLane) {
        let floor = lanes[entry.conduct.lane.rawValue].floor
        entry.virtualTime = floor
        guard lane == .beginning, floor > entry.cameAt else { return }
        entry.behind = min(floor - entry.cameAt, SchedulingLimits.catchUpNanosecondsMax)
    }

    private mutating func insert(_ entry: Entry, now: UInt64) {
        let lane = entry.conduct.lane.rawValue
        turns += 1
        entry.turn = turns
        entry.readySince = now
        // The place in front of the first that goes earlier; entries are held latest first.
        var (low, high) = (0, lanes[lane].entries.count)
        while low < high {
            let middle = (low + high) / 2
            let other = lanes[lane].entries[middle]
            if (other.virtualTime, other.turn) > (entry.virtualTime, entry.turn) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        lanes[lane].entries.insert(entry, at: low)
    }
}
