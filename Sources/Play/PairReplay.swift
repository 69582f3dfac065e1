// Playing a journalled pair again and comparing it with the journal.

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
        let place = "pair \(stored.index + 1), arm"
        let first = try ArmReplay(a, place: "\(place) A", rounds: roundsPerPair).episode(
            stored.index, stored.a, &cursor, keepsRecords: keepsRecords)
        let second = try ArmReplay(b, place: "\(place) B", rounds: roundsPerPair).episode(
            stored.index, stored.b, &cursor, keepsRecords: keepsRecords)
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
}
