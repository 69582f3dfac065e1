// Which looks are kept of a comparison that is looked at after every pair.

/// All of the first looks, then so many for each doubling: some hundreds of any number, and as dense
/// on a logarithmic axis at the end as at the beginning.
public enum LookSchedule {
    /// Looks of each doubling.
    public static let perDoubling = 32

    /// Whether the look after this many pairs is kept.
    public static func keeps(_ count: Int) -> Bool {
        guard count >= 2 * perDoubling else { return count > 0 }
        let step = 1 << (Int.bitWidth - 1 - (count / perDoubling).leadingZeroBitCount)
        return count % step == 0
    }
}
