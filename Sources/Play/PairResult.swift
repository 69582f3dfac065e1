// What one pair of a comparison gave, and the digest that chains it to the others.
//
//   pair       SHA-256 of: arm A's session digest (32 bytes), A's result, B's digest, B's result;
//              a result as `EpisodeResult.encoded` writes it
//   chain      before the first pair SHA-256 of nothing; after each pair SHA-256 of the chain before
//              it (32 bytes) and the pair's digest
internal import Encoding

/// What one pair gave.
public struct PairResult: Hashable, Sendable {
    /// The episode that both arms played; the first pair's is 0.
    public var index: UInt64
    public var a: EpisodeResult
    public var b: EpisodeResult
    /// Over everything that both arms showed, and both results; 64 hexadecimal digits.
    public var digest: String
    /// Every round of both arms; `nil` when they were not kept, or are in a chunk's body.
    public var rounds: Rounds?
    /// Calls that came near a budget, of both arms. They are not stored: a pair that was read from
    /// the journal has none.
    public var budgetUsesA = BudgetUses()
    public var budgetUsesB = BudgetUses()
    /// The first fault of each arm, survived or not. They are not stored either: the results say
    /// that there were faults, and playing the pair again gives them.
    public var firstFaultA: SessionFault?
    public var firstFaultB: SessionFault?
    /// What both arms would have won on the mean, where the exact return of the game is used. Not
    /// stored: it follows from the rounds.
    public var expectation: PairExpectation?

    /// The rounds of both arms, on their way to the journal.
    public struct Rounds: Hashable, Sendable {
        public var a: EpisodeColumns
        public var b: EpisodeColumns

        public init(a: EpisodeColumns, b: EpisodeColumns) {
            self.a = a
            self.b = b
        }
    }

    init(index: UInt64, a: EpisodeResult, b: EpisodeResult, digest: String) {
        self.index = index
        self.a = a
        self.b = b
        self.digest = digest
    }

    /// - Parameters:
    ///   - digestA: digest of arm A's session, 64 hexadecimal digits.
    ///   - digestB: digest of arm B's session.
    public init(
        index: UInt64, a: EpisodeResult, digestA: String, b: EpisodeResult, digestB: String,
        rounds: Rounds? = nil
    ) {
        var stream = SHA256Stream()
        for (digest, result) in [(digestA, a), (digestB, b)] {
            stream.update((try? SHA256Digest(hex: digest))?.bytes ?? [])
            stream.update(result.encoded)
        }
        self.init(index: index, a: a, b: b, digest: stream.digest.hex)
        self.rounds = rounds
    }

    /// About how many bytes it holds in memory.
    public var byteCount: Int {
        512 + (firstFaultA == nil ? 0 : 1024) + (firstFaultB == nil ? 0 : 1024)
            + (rounds.map { $0.a.byteCount + $0.b.byteCount } ?? 0)
    }
}

/// The running digest of a comparison.
public struct PairChain: Hashable, Sendable {
    /// The digest after the pairs so far, 64 hexadecimal digits.
    public private(set) var digest: String

    /// Before the first pair.
    public init() {
        digest = SHA256Stream().digest.hex
    }

    /// After pairs that were counted elsewhere.
    public init(digest: String) {
        self.digest = digest
    }

    /// Counts the next pair in, by its digest.
    public mutating func add(_ pairDigest: String) {
        var stream = SHA256Stream()
        for part in [digest, pairDigest] {
            stream.update((try? SHA256Digest(hex: part))?.bytes ?? [])
        }
        digest = stream.digest.hex
    }
}
