// Sealed rounds on their way to the journal.

/// The totals of a session up to a round. Amounts are minor units.
public struct SessionTotals: Hashable, Sendable, Codable {
    public var rounds: Int64 = 0
    public var hits: Int64 = 0
    public var decisions: Int64 = 0
    public var staked: Int64 = 0
    public var paid: Int64 = 0
    public var fees: Int64 = 0
    /// Rounds voided by a fault.
    public var faults: Int64 = 0
    public var strategyFuel: Int64 = 0
    public var gameFuel: Int64 = 0

    public init() {}

    /// What the session won or lost, fees included.
    public var net: Int64 { paid - staked - fees }
}

/// A run of settled rounds of one session, sealed: it never changes again.
///
/// A chunk never goes past a checkpoint (a multiple of 65,536 rounds) and never spans two days.
public struct Chunk: Hashable, Sendable {
    public var sessionID: String
    /// Number of its first round; rounds are numbered from 1.
    public var firstRound: Int64
    public var roundCount: Int
    /// Days since 1970-01-01 on which its rounds were spent.
    public var day: Int64
    /// Running digest before its first and after its last round, 64 hexadecimal digits.
    public var digestBefore: String
    public var digestAfter: String
    public var balanceBefore: Int64
    public var balanceAfter: Int64
    /// Totals of the session after the chunk.
    public var totals: SessionTotals
    /// Sums over the rounds of this chunk.
    public var staked: Int64
    public var paid: Int64
    public var fees: Int64
    /// Columns of its rounds, deflated: see `ChunkColumns`.
    public var body: [UInt8]
    /// Whether the store gave its columns up; `body` is empty then, and the digests are what is left
    /// to compare with.
    public var isBodyRetired = false
    /// What the session is continued from after `lastRound`, when this chunk ends at a checkpoint
    /// (`checkpoint.round == lastRound`). Committed with the chunk.
    public var checkpoint: Checkpoint?
    public var strategyHash: String
    public var gameHash: String
    public var engineVersion: String

    public init(
        sessionID: String, firstRound: Int64, roundCount: Int, day: Int64, digestBefore: String,
        digestAfter: String, balanceBefore: Int64, balanceAfter: Int64, totals: SessionTotals,
        staked: Int64, paid: Int64, fees: Int64, body: [UInt8], checkpoint: Checkpoint?,
        strategyHash: String, gameHash: String, engineVersion: String
    ) {
        self.sessionID = sessionID
        self.firstRound = firstRound
        self.roundCount = roundCount
        self.day = day
        self.digestBefore = digestBefore
        self.digestAfter = digestAfter
        self.balanceBefore = balanceBefore
        self.balanceAfter = balanceAfter
        self.totals = totals
        self.staked = staked
        self.paid = paid
        self.fees = fees
        self.body = body
        self.checkpoint = checkpoint
        self.strategyHash = strategyHash
        self.gameHash = gameHash
        self.engineVersion = engineVersion
    }

    public var lastRound: Int64 { firstRound + Int64(roundCount) - 1 }
}
