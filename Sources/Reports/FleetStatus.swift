// How the sessions of a run file are: what `stratagem status` shows, the live table, and the answer
// that goes over the control socket.
private import Foundation

/// One look at a running host. Amounts are decimal strings.
public struct FleetStatus: Codable, Hashable, Sendable {
    /// Sessions that are alike.
    public struct Group: Codable, Hashable, Sendable {
        public var name: String
        public var game: String
        public var strategy: String
        public var currency: String
        /// Sessions by state; states that none is in are left out.
        public var states: [String: Int]
        public var rounds: Int64
        public var roundsPerSecond: Double
        /// Paid by staked; `nil` before the first stake.
        public var returnRate: Double?
        /// Won or lost by all its sessions, fees included.
        public var net: String
        public var faults: Int64

        public init(
            name: String, game: String, strategy: String, currency: String,
            states: [String: Int] = [:], rounds: Int64 = 0, roundsPerSecond: Double = 0,
            returnRate: Double? = nil, net: String = "", faults: Int64 = 0
        ) {
            self.name = name
            self.game = game
            self.strategy = strategy
            self.currency = currency
            self.states = states
            self.rounds = rounds
            self.roundsPerSecond = roundsPerSecond
            self.returnRate = returnRate
            self.net = net
            self.faults = faults
        }
    }

    /// One session.
    public struct Session: Codable, Hashable, Sendable {
        /// "calm/3".
        public var name: String
        public var id: String
        public var state: String
        public var rounds: Int64
        public var net: String
        public var faults: Int64
        /// Restarts in a row, and seconds until the next while it rests.
        public var restarts: Int
        public var secondsLeft: Double?
        /// Why it is where it is; empty while it plays.
        public var detail: String

        public init(
            name: String, id: String, state: String, rounds: Int64, net: String, faults: Int64,
            restarts: Int, secondsLeft: Double?, detail: String
        ) {
            self.name = name
            self.id = id
            self.state = state
            self.rounds = rounds
            self.net = net
            self.faults = faults
            self.restarts = restarts
            self.secondsLeft = secondsLeft
            self.detail = detail
        }
    }

    /// How far the disk is behind.
    public struct Journal: Codable, Hashable, Sendable {
        /// From handing rounds to the committer until they are on the disk.
        public var lagMilliseconds: Double
        /// Time after which a session's rounds are handed over.
        public var sealMilliseconds: Int64
        public var commits: Int64
        public var chunks: Int64
        /// How long commits of the last minute or two took.
        public var commitMillisecondsP50 = 0.0
        public var commitMillisecondsP99 = 0.0
        /// The store's main file.
        public var mainBytes: Int64 = 0
        /// The write-ahead log, which a checkpoint lets begin anew.
        public var logBytes: Int64 = 0
        /// Files with rounds that left the main file.
        public var segments = 0
        public var segmentBytes: Int64 = 0
        /// What the disk has left; `nil` when it does not say.
        public var diskFreeBytes: Int64?

        public init(
            lagMilliseconds: Double = 0, sealMilliseconds: Int64 = 0, commits: Int64 = 0,
            chunks: Int64 = 0
        ) {
            self.lagMilliseconds = lagMilliseconds
            self.sealMilliseconds = sealMilliseconds
            self.commits = commits
            self.chunks = chunks
        }
    }

    /// A wallet that sessions share. Amounts are decimal strings.
    public struct Wallet: Codable, Hashable, Sendable {
        public var name: String
        public var currency: String
        public var balance: String
        /// What no session holds.
        public var free: String
        /// `nil` without a limit.
        public var dailyLimit: String?
        /// Of the day's limit (UTC): spent, and promised to sessions that play.
        public var spentToday: String
        public var grantedToday: String
        /// Sessions that share it; of these play, and wait for what others hold.
        public var sessions: Int
        public var playing: Int
        public var waiting: Int

        public init(
            name: String, currency: String, balance: String, free: String, dailyLimit: String?,
            spentToday: String, grantedToday: String, sessions: Int, playing: Int, waiting: Int
        ) {
            self.name = name
            self.currency = currency
            self.balance = balance
            self.free = free
            self.dailyLimit = dailyLimit
            self.spentToday = spentToday
            self.grantedToday = grantedToday
            self.sessions = sessions
            self.playing = playing
            self.waiting = waiting
        }
    }

    /// How far a host is that takes up the sessions of an earlier one.
    public struct Recovery: Codable, Hashable, Sendable {
        /// Sessions whose last rounds are still to be played again.
        public var left: Int
        /// Sessions that were to be continued when the host began.
        public var of: Int

        public init(left: Int, of: Int) {
            self.left = left
            self.of = of
        }
    }

    public var processIdentifier: Int32
    public var runFile: String
    public var store: String
    public var secondsUp: Double
    public var isDraining: Bool
    public var workers: Int
    public var roundsPerSecond = 0.0
    public var restarts: Int64 = 0
    public var memoryBytes: Int64 = 0
    /// `nil` when every session that is to play plays again.
    public var recovery: Recovery?
    /// Descriptors of the process.
    public var openFiles = 0
    public var journal = Journal()
    /// Why no session plays on, though the host runs.
    public var pause: PauseReport?
    public var groups: [Group] = []
    public var wallets: [Wallet] = []
    /// All of them, or those that people should look at.
    public var sessions: [Session] = []

    public init(
        processIdentifier: Int32, runFile: String, store: String, secondsUp: Double,
        isDraining: Bool, workers: Int
    ) {
        self.processIdentifier = processIdentifier
        self.runFile = runFile
        self.store = store
        self.secondsUp = secondsUp
        self.isDraining = isDraining
        self.workers = workers
    }

    public var rounds: Int64 { groups.reduce(0) { $0 + $1.rounds } }

    public var faults: Int64 { groups.reduce(0) { $0 + $1.faults } }

    /// Sessions by state, of all groups.
    public var states: [String: Int] {
        groups.reduce(into: [:]) { $0.merge($1.states) { $0 + $1 } }
    }

    public var sessionCount: Int { states.values.reduce(0, +) }

    /// One JSON object; keys in snake case, in alphabetical order.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a status holds something that JSON can not say")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
