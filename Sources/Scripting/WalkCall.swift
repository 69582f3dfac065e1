// One call of a plugin whose draws are walked, and what it can come to.

/// An action as the game gets it.
public struct WalkAction: Hashable, Sendable {
    /// Index in the manifest's actions.
    public var index: Int
    /// Minor units; 0 when the action carries none.
    public var amount: Int64
    /// Plain data of the whole action, or empty when type and amount say all.
    public var data: [UInt8]

    public init(index: Int, amount: Int64 = 0, data: [UInt8] = []) {
        self.index = index
        self.amount = amount
        self.data = data
    }
}

/// A call and the data that it begins with, in the byte form of plain data.
public enum WalkCall: Hashable, Sendable {
    case step(state: [UInt8], WalkAction)
    /// A stage that the game declares in `odds.stages`; the first of a step has no stage yet.
    case stage(state: [UInt8], WalkAction, stage: [UInt8])
    case decide(state: [UInt8], memory: [UInt8], isOpen: Bool)
}

/// What a call comes to.
public enum WalkResult: Hashable, Sendable {
    /// The round is over; minor units.
    case settled(payout: Int64)
    /// Another decision is needed. `key` is what of the state matters for the rest of the round.
    case open(payout: Int64, key: [UInt8])
    /// The payout of a stage by its parts, and the stage that follows, `times` times.
    case stage(parts: [Int64], next: [UInt8], times: Int64)
    case decision(WalkAction, memory: [UInt8])
}

/// A result and its chance.
public struct WalkBranch: Hashable, Sendable {
    public var result: WalkResult
    /// Of an open round: the state that it goes on with.
    public var state: [UInt8]
    /// The chance is weight / total.
    public var weight: UInt128
    public var total: UInt128
}
