// How fast a session plays, and how often it hands rounds to the journal.
public import Play

extension SessionTask {
    /// The tempo of one session. Nothing here changes what is played.
    public struct Tempo: Sendable {
        /// Time after which settled rounds are sealed. Up to it rounds may be played that a power
        /// cut takes back; the session then plays the same ones again.
        public var sealMilliseconds: Int64
        /// Waits between rounds; `nil`: none.
        public var pacing: Pacing?
        /// Whether it need not begin when it is asked to stop before: among thousands that wait for
        /// their turn that saves the end from waiting for them all.
        public var mayEndUnbegun = false

        public init(sealMilliseconds: Int64 = Limits.sealMilliseconds, pacing: Pacing? = nil) {
            self.sealMilliseconds = sealMilliseconds
            self.pacing = pacing
        }

        var sealNanoseconds: UInt64 { UInt64(clamping: sealMilliseconds) * 1_000_000 }

        /// The time that suits so many sessions at once: a chunk costs the journal some 50 us beside
        /// its rounds, so that with a millisecond for each session chunks take 5 % of a core.
        public static func sealMilliseconds(sessions: Int) -> Int64 {
            min(max(Limits.sealMilliseconds, Int64(sessions)), 5000)
        }
    }
}
