// Places between two checkpoints that a session can be continued from.
//
// A running session rebuilds its plugins at checkpoints only, which are at fixed rounds: where a
// plugin loses what it hides outside memory and state is then the same in every run. A place is where
// a rebuild would change nothing at all, because nothing is hidden. So it may be taken after any
// round, as often as the journal likes: a session that is continued from it plays what an
// uninterrupted one plays, and plays fewer rounds again before it does.
internal import Scripting

extension Session {
    /// What the session can be continued from after its last round, once that is sealed; `nil` where
    /// it can not, because a plugin keeps something outside memory and state, or keeps there what
    /// does not come back as it is, and where that can not be told. Only with a blueprint that
    /// `keepsPlaces`. Changes nothing.
    public func place() -> Checkpoint? {
        guard blueprint.keepsPlaces, state == .playing, ending == nil, reloadBytes.isEmpty,
            driver.roundsPlayed > (checkpoint?.round ?? 0), driver.roundsPlayed < openRound,
            driver.isFresh
        else { return nil }
        var place = try? takeCheckpoint()
        place?.hasSeenStakes = driver.hasSeenStakes
        return place
    }

    /// The last checkpoint that it passed; 0 before the first.
    public var checkpointRound: Int64 { checkpoint?.round ?? 0 }
}
