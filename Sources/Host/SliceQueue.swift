// Who plays next, and for how long: the rule of fair shares, as a pure structure.
//
// Fair by time, not by turns: each session has a virtual time, the processor time it has used since
// it came to its lane, and the one with the least plays next. A session whose rounds run over the
// quantum is not punished for that here, but waits until the others have caught up. One that comes
// new begins at the least virtual time of those that wait, so that it neither makes up for the time
// before it came nor pays for it.

/// The sessions of one worker in their lanes.
struct SliceQueue<Work> {
    /// One session. Belongs to the queue; the thread that plays it reads `work` only.
    final class Entry {
        let work: Work
        fileprivate(set) var conduct = SliceConduct()
        fileprivate(set) var delays = SliceDelays()
        fileprivate(set) var slices: Int64 = 0
        /// Processor time of all slices.
        fileprivate(set) var usedNanoseconds: UInt64 = 0
        fileprivate var virtualTime: UInt64 = 0
        /// Which came first, for equal virtual times.
        fileprivate var turn: UInt64 = 0
        fileprivate var readySince: UInt64 = 0

        fileprivate init(_ work: Work) { self.work = work }
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

    /// Takes a session in; it waits in the beginning lane.
    mutating func add(_ work: Work, now: UInt64) {
        let entry = Entry(work)
        live.append(entry)
        insert(entry, isNew: true, now: now)
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
        insert(entry, isNew: entry.conduct.lane != lane, now: now)
        return entry.conduct.lane
    }

    /// Lets a session go that has played its last slice.
    mutating func finish(_ entry: Entry, used: UInt64) {
        account(entry, used)
        live.removeAll { $0 === entry }
    }

    private func account(_ entry: Entry, _ used: UInt64) {
        entry.slices += 1
        entry.usedNanoseconds += used
        entry.virtualTime += used
    }

    private mutating func insert(_ entry: Entry, isNew: Bool, now: UInt64) {
        let lane = entry.conduct.lane.rawValue
        if isNew { entry.virtualTime = lanes[lane].floor }
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
