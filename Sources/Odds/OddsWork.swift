// A piece of the walk: one call, or some branches of its first draw.
public import Scripting

/// What one worker does at a time.
public struct OddsWork: Sendable {
    let node: Int
    let place: OddsPlace
    let state: [UInt8]
    /// Branches of the first draw, of how many; `nil`: all, and it may still be cut into pieces.
    var branches: Range<UInt64>?
    var branchCount: UInt64 = 1
}

/// What became of it.
public enum OddsPiece: Sendable {
    /// Too much for one piece: the first draw has so many branches, the call about so many leaves.
    case split(branches: UInt64, leaves: Double)
    /// Results of the call with their chances.
    case walked([WalkBranch])
    /// Actions that may be taken, and what a strategy sees there, for the best decision.
    case legal([Int], view: [UInt8])
    /// A stop was asked for.
    case stopped
}
