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
        /// Rounds after which the place where the session stands is stored, so that fewer have to be
        /// played again when it is continued; `nil`: at checkpoints only.
        public var placeRounds: Int64?

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

        /// Rounds that so many sessions are about to play again in all after the host was killed:
        /// a second of two cores. Each plays half of its part in the mean.
        static let roundsAgainMax: Int64 = 4_000_000

        /// The rounds that suit so many sessions; `nil` where checkpoints are near enough.
        public static func placeRounds(sessions: Int) -> Int64? {
            let rounds = roundsAgainMax / Int64(max(1, sessions))
            return rounds >= Limits.checkpointRounds ? nil : max(rounds, 256)
        }
    }
}
