// Asking a shared wallet for more of its day, together with a commit.

public import Accounts
private import Synchronization

/// Asks for what a session may spend of its wallet's day. It is answered from the state that the
/// rounds of the same batch lead to, and becomes true with them.
public struct AllowanceRequest: Hashable, Sendable {
    /// Where the answer is put when the commit is on the disk. Any thread.
    public final class Answer: Hashable, Sendable {
        private let grant = Mutex<AllowanceGrant?>(nil)

        public init() {}

        /// The answer, once; `nil` until the commit is on the disk.
        public func take() -> AllowanceGrant? {
            grant.withLock { grant in
                defer { grant = nil }
                return grant
            }
        }

        func put(_ answer: AllowanceGrant) { grant.withLock { $0 = answer } }

        public static func == (first: Answer, second: Answer) -> Bool { first === second }

        public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    public var sessionID: String
    /// The session's day; one that is before the wallet's gets nothing.
    public var day: DayKey
    /// What it would like to have left in minor units, and the cost of a round, which is all it
    /// gets where much less is left.
    public var wanted: Int64
    public var least: Int64
    public let answer: Answer

    public init(
        sessionID: String, day: DayKey, wanted: Int64, least: Int64, answer: Answer = Answer()
    ) {
        self.sessionID = sessionID
        self.day = day
        self.wanted = wanted
        self.least = least
        self.answer = answer
    }
}
