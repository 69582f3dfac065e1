// Where a stored session stands, and what went wrong in it.
public import Scripting

/// Where a stored session stands.
public struct SessionHead: Hashable, Sendable {
    public var rounds: Int64
    /// 64 hexadecimal digits.
    public var digest: String
    /// Minor units.
    public var balance: Int64
    /// What today's limit leaves, in minor units; `nil` without a limit.
    public var dayLeft: Int64?

    public init(rounds: Int64, digest: String, balance: Int64, dayLeft: Int64?) {
        self.rounds = rounds
        self.digest = digest
        self.balance = balance
        self.dayLeft = dayLeft
    }
}

/// A fault and the round it happened in.
public struct SessionFault: Hashable, Sendable {
    public let round: Int64
    public let fault: PluginFault

    public init(round: Int64, fault: PluginFault) {
        self.round = round
        self.fault = fault
    }
}
