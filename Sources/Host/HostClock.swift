// Time, as the host reads it: passed in, so that tests can set it.
public import Accounts
private import Foundation

/// Wall and monotonic time.
public struct HostClock: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var wallMilliseconds: @Sendable () -> Int64
    /// Nanoseconds since some start; never goes back.
    public var monotonicNanoseconds: @Sendable () -> UInt64

    public init(
        wallMilliseconds: @escaping @Sendable () -> Int64,
        monotonicNanoseconds: @escaping @Sendable () -> UInt64
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicNanoseconds = monotonicNanoseconds
    }

    /// The system's clocks.
    public static let system = HostClock(
        wallMilliseconds: {
            let seconds = Date().timeIntervalSince1970
            return Int64(exactly: (seconds * 1000).rounded(.down)) ?? 0
        },
        monotonicNanoseconds: { DispatchTime.now().uptimeNanoseconds })

    /// Today's day key, in UTC.
    public var day: DayKey {
        DayKey(unixSeconds: wallMilliseconds() / 1000, zoneOffsetSeconds: 0)
    }
}
