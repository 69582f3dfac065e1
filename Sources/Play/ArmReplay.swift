// Playing one arm's episode again and comparing it with the journal.
internal import Scripting

/// Regenerates an episode of one arm of a comparison or tournament.
struct ArmReplay {
    private let blueprint: SessionBlueprint
    /// Where it is, for people: "pair 3, arm A".
    private let place: String
    private let rounds: Int64

    /// - Parameter rounds: of each episode, as the experiment says.
    init(_ blueprint: SessionBlueprint, place: String, rounds: Int64) {
        self.blueprint = blueprint
        self.place = place
        self.rounds = rounds
    }

    /// Regenerates the episode; the cursor stands at its first round and is moved behind its last.
    ///
    /// Throws `replay_incompatible`, naming the first round that differs, or else the result.
    ///
    /// - Returns: the rounds, when they are kept, and the digest over what they showed.
    func episode(
        _ index: UInt64, _ stored: EpisodeResult, _ cursor: inout RoundCursor, keepsRecords: Bool
    ) throws(PlayError) -> (records: [RoundRecord], digest: String) {
        let session: Session
        do throws(PlayError) {
            session = try Session(blueprint.with(episode: index), isJournalled: false)
        } catch {
            guard let fault = error.fault else { throw error }
            let unstarted = PlayedEpisode(blueprint.configuration, unstartedBy: fault)
            guard unstarted.result == stored else {
                throw differs("it does not start: \(fault.description)")
            }
            return ([], unstarted.digest)
        }
        session.keepsRecords = true
        let actions = blueprint.game.manifest.actions
        var records: [RoundRecord] = []
        var ended: SessionEnd?
        while session.rounds < rounds, ended == nil {
            if case .ended(let end) = session.play(rounds: rounds - session.rounds) { ended = end }
            let slice = try session.takeRecords()
            for (at, record) in slice.enumerated() {
                let round = session.rounds - Int64(slice.count - 1 - at)
                guard round <= stored.totals.rounds, cursor.next() == record.tuple(actions: actions)
                else {
                    throw differs("round \(round) comes out differently from what is journalled")
                }
            }
            if keepsRecords { records += slice }
        }
        let played = PlayedEpisode(session, end: ended?.reason)
        var result = played.result
        // What was journalled before limits were told apart.
        if stored.refusedBy == nil { result.refusedBy = nil }
        guard result == stored else {
            throw differs(
                "its result after \(result.totals.rounds) rounds is another than the journalled "
                    + "one after \(stored.totals.rounds)"
                    + (ended.map { " (\($0.detail))" } ?? ""))
        }
        return (records, played.digest)
    }

    private func differs(_ what: String) -> PlayError {
        PlayError(.replayIncompatible, "\(place): \(what)")
    }
}
