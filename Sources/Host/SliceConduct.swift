// How a session behaves, and in which lane it therefore plays: a pure state machine.

/// The record of one session.
///
/// A session begins in the beginning lane and plays in the playing lane. An overrun moves it to the
/// slow lane, unless nobody else is there to be kept waiting. It comes back when it has played for
/// a probation without another overrun; each overrun on the record doubles the probation, and long
/// clean playing takes them off the record one by one.
struct SliceConduct: Hashable, Sendable {
    private(set) var lane = PlayLane.beginning
    /// Overruns on the record.
    private(set) var overruns = 0
    /// Times that it was moved to the slow lane.
    private(set) var demotions: Int64 = 0
    /// Processor time since the last overrun, the last change of lane, or the last forgiveness.
    private(set) var cleanNanoseconds: UInt64 = 0

    /// Processor time that it has to play without overrun before it leaves the slow lane.
    var probationNanoseconds: UInt64 {
        let doublings = min(max(overruns - 1, 0), SchedulingLimits.probationDoublingsMax)
        return SchedulingLimits.probationNanoseconds << UInt64(doublings)
    }

    /// Takes note of a slice.
    ///
    /// - Parameters:
    ///   - used: its processor time.
    ///   - isAlone: whether there is no other session on the worker.
    mutating func note(used: UInt64, isAlone: Bool) {
        switch lane {
        case .beginning:
            // What a beginning may take is its own; the budget of loading bounds it.
            move(to: .playing)
        case .playing:
            guard used <= SchedulingLimits.overrunNanoseconds || isAlone else {
                overruns += 1
                demotions += 1
                move(to: .slow)
                return
            }
            cleanNanoseconds += used
            if overruns > 0, cleanNanoseconds >= SchedulingLimits.forgivenessNanoseconds {
                overruns -= 1
                cleanNanoseconds = 0
            }
        case .slow:
            cleanNanoseconds =
                used <= SchedulingLimits.overrunNanoseconds ? cleanNanoseconds + used : 0
            if cleanNanoseconds >= probationNanoseconds || isAlone { move(to: .playing) }
        }
    }

    private mutating func move(to lane: PlayLane) {
        self.lane = lane
        cleanNanoseconds = 0
    }
}
