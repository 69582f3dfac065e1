// Playing one episode of one arm, for pairs and for tournaments.
internal import Play
internal import Scripting

extension SessionBlueprint {
    /// Plays an episode with this arm; `nil` when `isStopped`, which is asked every few
    /// milliseconds, said so before the episode was over.
    ///
    /// A fault is a result: the episode goes on or ends as the arm's fault policy says. Throws when
    /// a plugin can not be started in the first episode, and `INVALID_INPUT` when the rounds take
    /// more than `Limits.episodeBytesMax`.
    ///
    /// - Parameters:
    ///   - unit: what people call the episode: "pair".
    ///   - keepsRounds: whether the result holds every round, for a journal.
    func play(
        episode: UInt64, rounds: Int64, unit: String, keepsRounds: Bool,
        unless isStopped: () -> Bool
    ) throws(PlayError) -> PlayedEpisode? {
        let session: Session
        do throws(PlayError) {
            session = try Session(with(episode: episode), isJournalled: false)
        } catch {
            // What can not even start is no strategy to compare, unless others of its episodes did.
            guard episode > 0, let fault = error.fault else { throw error }
            return PlayedEpisode(configuration, unstartedBy: fault)
        }
        session.keepsColumns = keepsRounds
        var stopped: SessionEnd.Reason?
        while session.rounds < rounds, stopped == nil {
            if isStopped() { return nil }
            if case .ended(let end) = session.play(rounds: rounds - session.rounds) {
                stopped = end.reason
            } else if session.columnBytes > Limits.episodeBytesMax {
                throw PlayError(
                    .invalidInput,
                    "\(unit) \(episode &+ 1) takes more than \(Limits.episodeBytesMax) bytes in the "
                        + "journal after \(session.rounds) rounds of one strategy: give fewer "
                        + "--rounds-per-\(unit), or play long sessions with `stratagem run`")
            }
        }
        return PlayedEpisode(session, end: stopped)
    }
}
