// The day that a daily limit belongs to.

/// A calendar day in the wallet's time zone, as the number of days since 1 January 1970.
///
/// A wallet's day key never decreases, so a clock that is set back reopens no day.
public struct DayKey: Hashable, Sendable, Comparable {
    /// Days since 1 January 1970; negative before.
    public let daysSince1970: Int64

    /// The day with this number.
    public init(daysSince1970: Int64) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of a moment: Unix seconds and the zone's offset east of UTC at that moment, in
    /// seconds.
    public init(unixSeconds: Int64, zoneOffsetSeconds: Int64) {
        // Wide, so that no pair of numbers overflows; division must round down before 1970.
        let local = Int128(unixSeconds) + Int128(zoneOffsetSeconds)
        let (quotient, remainder) = local.quotientAndRemainder(dividingBy: 86_400)
        self.init(daysSince1970: Int64(remainder < 0 ? quotient - 1 : quotient))
    }

    /// Whether a day comes before another.
    public static func < (first: DayKey, second: DayKey) -> Bool {
        first.daysSince1970 < second.daysSince1970
    }
}
