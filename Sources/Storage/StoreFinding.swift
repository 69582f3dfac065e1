// What a check of a store found.

/// Something in a store that contradicts itself.
public struct StoreFinding: Hashable, Sendable, CustomStringConvertible {
    /// What does not hold; the raw value is stable and may be stored or sent.
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        /// SQLite itself finds the file damaged, or a row can not be read.
        case file = "file"
        /// A chunk or a checkpoint is not as it was written.
        case damage = "damage"
        /// A file of a segment that is missing, damaged, or has other bodies than it should.
        case segment = "segment"
        /// Chunks do not follow each other, or do not end at the head.
        case rounds = "rounds"
        /// A digest that does not continue the one before, or is not the head's.
        case digest = "digest"
        /// Balances before and after chunks, or totals, that do not add up.
        case balance = "balance"
        /// Postings that do not sum to zero, or are not those of their chunk.
        case posting = "posting"
        /// An account whose balance is not the sum of its postings.
        case account = "account"
        /// A wallet that contradicts its account, its limits or its session.
        case wallet = "wallet"
        /// A checkpoint that is missing or is not of its round.
        case checkpoint = "checkpoint"
        /// A plugin's text that is not what its hash says.
        case plugin = "plugin"
        /// Reloads that do not lead from one text to the next, or chunks of another text.
        case reload = "reload"
        /// Transitions that the state machine does not allow.
        case transition = "transition"
        /// An end that does not fit the session's state, or a fault of a round that was not played.
        case end = "end"
        /// Rounds that come out otherwise when they are played again; only a replay finds it.
        case replay = "replay"
    }

    public var kind: Kind
    /// The session, comparison or tournament concerned; `nil` when it is none or not known.
    public var sessionID: String?
    /// The first round, pair of a comparison or episode of a tournament concerned.
    public var round: Int64?
    /// What was found, in one sentence.
    public var text: String

    public init(kind: Kind, sessionID: String? = nil, round: Int64? = nil, text: String) {
        self.kind = kind
        self.sessionID = sessionID
        self.round = round
        self.text = text
    }

    public var description: String {
        let place = [sessionID, round.map { "round \($0)" }].compactMap(\.self)
        return "\(kind.rawValue): " + (place.isEmpty ? "" : place.joined(separator: " ") + ": ")
            + text
    }
}
