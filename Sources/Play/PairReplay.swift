// Playing a journalled pair again and comparing it with the journal.
internal import Scripting

/// Regenerates the pairs of a stored comparison, in any order.
public struct PairReplay: Sendable {
    private let a: SessionBlueprint
    private let b: SessionBlueprint

    /// The blueprints are made from the plugin texts in the store.
    public init(a: SessionBlueprint, b: SessionBlueprint) {
        self.a = a
        self.b = b
    }

    /// What both arms of a pair showed.
    public struct Regenerated: Sendable {
        public var a: [RoundRecord]
        public var b: [RoundRecord]
    }

    /// Regenerates one pair; the cursor stands at its first round and is moved behind its last.
    ///
    /// Throws `replay_incompatible`, naming what differs first: a round, a result, or else the
    /// digest over what was shown.
    ///
    /// - Parameter keepsRecords: whether the records are given; else there are none.
    public func pair(
        _ stored: PairResult, _ cursor: inout RoundCursor, roundsPerPair: Int64,
        keepsRecords: Bool
    ) throws(PlayError) -> Regenerated {
        let first = try arm(
            a, "A", stored, stored.a, &cursor, roundsPerPair, keepsRecords: keepsRecords)
        let second = try arm(
            b, "B", stored, stored.b, &cursor, roundsPerPair, keepsRecords: keepsRecords)
        let again = PairResult(
            index: stored.index, a: stored.a, digestA: first.digest, b: stored.b,
            digestB: second.digest)
        guard again.digest == stored.digest else {
            throw PlayError(
                .replayIncompatible,
                "pair \(stored.index + 1) has the digest \(again.digest); the journal says "
                    + "\(stored.digest): the rounds showed something else")
        }
        return Regenerated(a: first.records, b: second.records)
    }

    private func arm(
        _ blueprint: SessionBlueprint, _ name: String, _ pair: PairResult,
        _ stored: EpisodeResult, _ cursor: inout RoundCursor, _ roundsPerPair: Int64,
        keepsRecords: Bool
    ) throws(PlayError) -> (records: [RoundRecord], digest: String) {
        func differs(_ what: String) -> PlayError {
            PlayError(
                .replayIncompatible, "pair \(pair.index + 1), arm \(name): \(what)")
        }
        let session: Session
        do throws(PlayError) {
            session = try Session(blueprint.with(episode: pair.index), isJournalled: false)
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
        while session.rounds < roundsPerPair, ended == nil {
            if case .ended(let end) = session.play(rounds: roundsPerPair - session.rounds) {
                ended = end
            }
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
}
