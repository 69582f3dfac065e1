// A session whose store has no room plays no rounds, and holds no thread meanwhile.
internal import Storage

extension SessionTask {
    /// When to look again whether the store has room for more rounds; `nil` when it has, or when the
    /// session is to end, which is what the rest of the room is for.
    ///
    /// - Parameter start: when it began to play, on the clock's monotonic time; `nil` before.
    func waitsForRoom(since start: UInt64?) -> UInt64? {
        guard committer.isPaused, !stop.isSet else { return nil }
        let now = clock.monotonicNanoseconds()
        if let seconds = goal.seconds, let start, Double(now &- start) / 1e9 >= seconds {
            return nil
        }
        return now &+ SchedulingLimits.roomNanoseconds
    }
}
