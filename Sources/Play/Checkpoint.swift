// What a session is continued from.
internal import Encoding

/// The data of a session after a round, from which every later round follows.
///
/// Sessions take one after every 65,536th round and after every round with a fault that they go on
/// from, and play on with plugins that are rebuilt from it. So an interrupted session and an
/// uninterrupted one are the same by construction: what is not in memory or state can not live on
/// in either.
public struct Checkpoint: Hashable, Sendable {
    /// Rounds settled so far.
    public var round: Int64
    /// Hash of the strategy text that plays on (a fallback after a fault).
    public var strategyHash: String
    /// Plain data in the form of convert.h.
    public var memory: [UInt8]
    public var state: [UInt8]
    /// Totals and the view of the last round, as written by `SessionCarry`.
    public var carry: [UInt8]
    /// The running digest in mid-stream, as saved by `SHA256Stream`.
    public var digestStream: [UInt8]
    /// Minor units.
    public var balance: Int64
    /// Of a place: whether the strategy had looked at the stakes since its plugins were built, which
    /// makes its next look cheaper. At a checkpoint they are built anew.
    public var hasSeenStakes: Bool

    public init(
        round: Int64, strategyHash: String, memory: [UInt8], state: [UInt8], carry: [UInt8],
        digestStream: [UInt8], balance: Int64, hasSeenStakes: Bool = false
    ) {
        self.round = round
        self.strategyHash = strategyHash
        self.memory = memory
        self.state = state
        self.carry = carry
        self.digestStream = digestStream
        self.balance = balance
        self.hasSeenStakes = hasSeenStakes
    }
}

extension Checkpoint {
    /// The running digest at this round, 64 hexadecimal digits; empty when the stream is damaged.
    public var digest: String {
        (try? SHA256Stream(restoring: digestStream))?.digest.hex ?? ""
    }
}
