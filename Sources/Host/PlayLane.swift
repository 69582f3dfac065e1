// The three lanes of a play worker. Each has a thread of its own, and the kernel divides the core.

/// Where a session plays.
public enum PlayLane: Int, CaseIterable, Hashable, Sendable {
    /// Slices that end in time, one after the other.
    case playing
    /// First slices: plugins are loaded, settled rounds are played again.
    case beginning
    /// Sessions whose slices do not end in time.
    case slow

    /// Priority of its thread. By the kernel's weights a core that all three want goes to them as
    /// 1024 : 335 : 15, so that neither a long beginning nor the slow lane delays those who play.
    var nice: Int32 {
        switch self {
        case .playing: 0
        case .beginning: 5
        case .slow: 19
        }
    }

    /// Processor time of a slice after which others who wait in this lane get another thread;
    /// `nil` in the slow lane, where sessions wait for each other.
    var overrunNanoseconds: UInt64? {
        switch self {
        case .playing: SchedulingLimits.overrunNanoseconds
        case .beginning: SchedulingLimits.beginningNanoseconds
        case .slow: nil
        }
    }
}
