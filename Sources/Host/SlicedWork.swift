// What play workers play: anything that goes on slice by slice.
public import Statistics

/// Work that is played slice by slice: a session, or the pairs of a comparison.
///
/// Slices of one piece of work come one after the other, but not always on the same thread.
public protocol SlicedWork: AnyObject, Sendable {
    /// What people call it.
    var label: String { get }

    /// Plays until the quantum is over, or until nothing is left to do. Whatever it plays must not
    /// depend on where slices end.
    func play(_ quantum: SliceQuantum) -> SliceResult
}

/// Steps that are played one after the other, each as a whole: the pairs of a comparison.
public final class RepeatedWork: SlicedWork {
    public let label: String
    private let step: @Sendable () -> Bool
    private let waits: @Sendable () -> UInt64?

    /// - Parameters:
    ///   - waits: until when no step is to be played, on the clock's monotonic time; `nil`: none.
    ///   - step: false when it was the last one. One at a time, not always on one thread.
    public init(
        _ label: String, waits: @escaping @Sendable () -> UInt64? = { nil },
        _ step: @escaping @Sendable () -> Bool
    ) {
        self.label = label
        self.waits = waits
        self.step = step
    }

    public func play(_ quantum: SliceQuantum) -> SliceResult {
        repeat {
            if let due = waits() { return .sleep(until: due) }
            guard step() else { return .done }
        } while !quantum.isOver
        return .more
    }
}

/// How a slice left the work.
public enum SliceResult: Hashable, Sendable {
    case more
    /// Nothing is to be done before this time of the monotonic clock, in nanoseconds: the work holds
    /// no thread until then. `SliceScheduler.wakeAll` ends the wait early.
    case sleep(until: UInt64)
    /// Nothing is left: the work is let go.
    case done
}

/// The time of one slice.
public struct SliceQuantum: Sendable {
    /// When it is over, on the clock's monotonic time.
    private let end: UInt64
    private let clock: HostClock

    /// - Parameter nanoseconds: from now.
    public init(nanoseconds: UInt64, clock: HostClock = .system) {
        self.clock = clock
        end = clock.monotonicNanoseconds() &+ nanoseconds
    }

    /// Whether the slice should end. A look costs about 25 ns: take one after each batch of rounds.
    public var isOver: Bool { clock.monotonicNanoseconds() >= end }
}

/// What one piece of work got, as `status` shows it.
public struct SliceShare: Hashable, Sendable {
    public var label: String
    public var lane: PlayLane
    public var slices: Int64
    /// Processor time.
    public var usedNanoseconds: UInt64
    /// From being ready to playing.
    public var delays: LatencyHistogram
    /// Times that it was moved to the slow lane.
    public var demotions: Int64
}
