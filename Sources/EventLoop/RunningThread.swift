// A running thread as others may look at it: what it has used of a processor, and its priority.
import CUV
import Glibc

/// Names a thread of this process. It may outlive the thread: then nothing is known of it.
public struct RunningThread: Sendable {
    /// The kernel's number of the thread.
    private let number: Int32

    /// The calling thread.
    public static var current: RunningThread { RunningThread(number: sg_thread_number()) }

    /// Nanoseconds of processor time that it has used; `nil` when it has ended. Any thread may ask;
    /// it costs a system call of about 0.5 us.
    ///
    /// Waiting, and what other threads of the machine use, does not count.
    public var processorNanoseconds: UInt64? {
        // The kernel's name of a thread's clock: CPUCLOCK_PERTHREAD (4) and CPUCLOCK_SCHED (2)
        // below the number's complement, as glibc's pthread_getcpuclockid makes it.
        let clock = clockid_t(~number << 3 | 6)
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return nil }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Lets it run only with what threads of a higher priority leave over.
    ///
    /// - Parameter nice: 0 is normal, 19 the lowest. Going down is always allowed, going up again
    ///   only for the superuser.
    /// - Returns: whether the system did it.
    @discardableResult
    public func setNice(_ nice: Int32) -> Bool {
        // Linux keeps the value for each thread, and takes a thread's number for a process.
        setpriority(RunningThread.oneThread, id_t(bitPattern: number), nice) == 0
    }

    /// How nice it is: 0 unless it was changed.
    public var nice: Int32 { getpriority(RunningThread.oneThread, id_t(bitPattern: number)) }

    private static let oneThread = __priority_which_t(PRIO_PROCESS.rawValue)
}
