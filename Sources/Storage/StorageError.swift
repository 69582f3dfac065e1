// The one error type of this module.

/// What went wrong with a store: a code for programs, and a paragraph for people that says what to
/// do.
///
/// Whatever throws it has written nothing.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error; the raw value is stable and may be stored or sent.
    public enum Code: String, CaseIterable, Hashable, Sendable, Codable {
        /// There is no store where one should be read.
        case storeMissing = "STORE_MISSING"
        /// A newer program wrote the store.
        case storeNewer = "STORE_NEWER"
        /// Another process, or another handle of this one, writes to the store.
        case storeInUse = "STORE_IN_USE"
        /// Files or folder may not be written.
        case readOnly = "STORE_READ_ONLY"
        case diskFull = "DISK_FULL"
        /// The file is something else than a store.
        case notAStore = "NOT_A_STORE"
        /// The file is damaged, or its content contradicts itself.
        case corrupt = "STORE_CORRUPT"
        /// The file of a segment is not there.
        case segmentMissing = "SEGMENT_MISSING"
        /// The file of a segment is not as it was written.
        case segmentDamaged = "SEGMENT_DAMAGED"
        /// SQLite would not wait for the disk before it calls a commit done.
        case notDurable = "STORE_NOT_DURABLE"
        /// Reading, writing or syncing failed.
        case io = "STORE_IO_FAILED"
        /// The store or the committer was closed, or stopped after a failure.
        case closed = "STORE_CLOSED"
        case sessionNotFound = "SESSION_NOT_FOUND"
        /// The beginning of an id that several sessions share.
        case sessionAmbiguous = "SESSION_AMBIGUOUS"
        case sessionExists = "SESSION_EXISTS"
        /// The session has cashed out or its game is over.
        case sessionEnded = "SESSION_ENDED"
        /// No shared wallet has this name.
        case walletNotFound = "WALLET_NOT_FOUND"
        case walletExists = "WALLET_EXISTS"
        /// A shared wallet has less that is free; the description says `limit_reached` when it has
        /// no more at all, or `budget_reserved_elsewhere` when other sessions hold it.
        case walletLimit = "WALLET_LIMIT_EXCEEDED"
        /// No plugin text with this hash is stored.
        case pluginUnknown = "PLUGIN_UNKNOWN"
        /// A plugin text, configuration or fault that can not be stored as it is.
        case invalid = "STORE_VALUE_INVALID"
        /// A chunk that does not follow the session's last round.
        case chunkOutOfOrder = "CHUNK_OUT_OF_ORDER"
        /// A chunk or checkpoint that contradicts itself.
        case chunkMalformed = "CHUNK_MALFORMED"
        /// A digest that does not continue the session's chain.
        case digestMismatch = "DIGEST_MISMATCH"
        /// Money that does not continue from the session's balance, or does not add up.
        case balanceMismatch = "BALANCE_MISMATCH"
        /// Rounds that spent more than the wallet's daily limit, or on a day that is over.
        case limitBroken = "LIMIT_BROKEN"
        /// A transition that is not in the session state machine or not from where it stands.
        case transitionRefused = "TRANSITION_REFUSED"
    }

    /// The kind of error.
    public let code: Code
    /// The file or folder concerned; `nil` when the error is about what was given.
    public let path: String?
    /// What is wrong and what to do.
    public let description: String

    init(_ code: Code, path: String? = nil, _ description: String) {
        self.code = code
        self.path = path
        self.description = description
    }

    /// The same error with more to say.
    public func adding(_ sentence: String) -> StorageError {
        StorageError(code, path: path, description + " " + sentence)
    }
}
