// How much of the write-ahead log is to be copied into the main file, and when.
//
// SQLite begins the log anew with the first commit after all of it was copied, if nobody reads at that
// moment; a reader that does, for a millisecond, has it go on behind. So the commits after a copy are
// copied as well until it has begun anew.

/// Reckons the bytes of a store's log, and corrects itself by what each copy shows.
struct LogGauge {
    /// Bytes that were reckoned since the log began.
    private var reckoned: Int64 = 0
    /// Bytes of log for each that was reckoned, as the last copy showed: a row also writes the pages
    /// of its indexes. Before the first copy what hosts of many sessions showed.
    private var scale: Double = 2
    /// Copies that are still to be made to see the log begin anew, and how long it was at the last.
    private var copiesLeft = 0
    private var bytesCopied: Int64 = 0
    /// It goes on behind what was copied.
    private var isHeldBack = false

    /// Commits after a copy that are copied too, at most. Who reads for longer is not waited for.
    private static let copiesMax = 8

    /// Less that was left behind is not worth a copy of its own.
    private static let bytesLeftMin: Int64 = 1 << 20

    /// A process that was killed left a log of so many bytes: what is committed goes on behind it, and
    /// a host that is killed again and again must not make it longer and longer.
    mutating func begin(behind bytes: Int64) {
        guard bytes >= LogGauge.bytesLeftMin else { return }
        reckoned = Int64(Double(bytes) / scale)
    }

    /// After a commit of about so many bytes: whether the log is to be copied now.
    mutating func isDue(after bytes: Int64, most: Int64) -> Bool {
        reckoned += bytes + StorageLimits.logBytesPerCommit
        return copiesLeft > 0 || Double(reckoned) * scale >= Double(most)
    }

    /// What can be copied of a log of so many bytes has been. Returns whether that was due by its
    /// length.
    mutating func copied(_ bytes: Int64, most: Int64) -> Bool {
        guard copiesLeft > 0 else {
            if !isHeldBack {
                // Up at once, down by and by: a host's load comes back.
                scale = min(max(Double(bytes) / Double(max(reckoned, 1)), scale * 0.75, 1.5), 16)
            }
            (copiesLeft, bytesCopied, reckoned) = (LogGauge.copiesMax, bytes, 0)
            return true
        }
        if bytes < bytesCopied {
            (copiesLeft, isHeldBack) = (0, false)
            return false
        }
        (copiesLeft, bytesCopied) = (copiesLeft - 1, bytes)
        if copiesLeft == 0 { goesOn(most: most) }
        return false
    }

    /// The log could not be copied, or does not begin anew: that is tried again after half as much as
    /// for an empty one.
    mutating func goesOn(most: Int64) {
        isHeldBack = true
        copiesLeft = 0
        reckoned = Int64(Double(most) / (2 * scale))
    }
}
