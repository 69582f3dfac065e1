// The run file: which sessions `stratagem up` plays, for how long, and what happens when they fail.
// Config/run.yaml shows every key with a comment.
public import Accounts
public import Play

/// A run file as it was read: checked by itself, not yet against plugins and store.
public struct RunFile: Hashable, Sendable {
    /// How events are written when no table is shown.
    public enum LogForm: String, CaseIterable, Hashable, Sendable {
        case plain
        case json
    }

    /// Sessions that are alike: one game, one strategy, the same limits.
    public struct Group: Hashable, Sendable {
        /// Part of the sessions' identity: "calm" in "calm/3".
        public var name: String
        public var game: String
        public var strategy: String
        public var parameters: [String: String] = [:]
        public var variant: String?
        public var count = 1
        public var seed: UInt64 = 1
        public var currency = Currency.aud
        /// Minor units.
        public var bankroll: Int64 = 0
        /// A wallet that its sessions share; it sets limits and fees.
        public var wallet: String?
        public var maxBet: Int64?
        public var dailyLimit: Int64?
        public var perSpinFee: Int64 = 0
        public var perQueryFee: Int64 = 0
        public var stop = Stop()
        public var onFault = FaultPolicy.stop
        public var fallback: String?
        public var restart = RestartPolicy()
        public var pacing: Pacing?
        /// Its `pacing` is the group's.
        public var humanLikeness: HumanLikeness?
        public var isolation: IsolationRules.Tier?
        public var journal = JournalMode.full
        /// Where it begins in the file.
        public var line = 1
    }

    /// Conditions after which a session is done.
    public struct Stop: Hashable, Sendable {
        public var rounds: Int64?
        /// Seconds since the session began, pauses included.
        public var seconds: Double?
        public var profit: Int64?
        public var loss: Int64?
        public var ruin = true
    }

    /// What errors call it.
    public var file: String
    public var store: String?
    public var workers: Int?
    public var log: LogForm?
    public var groups: [Group] = []

    /// Sessions of all groups.
    public var count: Int { groups.reduce(0) { $0 + $1.count } }

    /// Sessions of one run file: 100 KB each, so some 10 GB.
    public static let sessionsMax = 100_000
    /// Minor units of a bankroll that the file leaves out: 1000.00, or 100,000 of a currency
    /// without smaller coins.
    public static let bankrollStandard: Int64 = 100_000
    /// Groups of one run file.
    public static let groupsMax = 1000
    /// Bytes of a run file: a group has some 500.
    public static let bytesMax = 1 << 20
}
