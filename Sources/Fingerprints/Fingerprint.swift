// What a game's outcomes say about it.

/// The fingerprint of a game: profile, symbols, strips and laboratory tests.
public struct Fingerprint: Sendable {
    /// Fewer rounds than this say too little.
    public static let roundsMin = 1000
    /// Rounds of one fingerprint: their columns take some 40 bytes each with five reels, and the
    /// tests as much again.
    public static let roundsMax = 10_000_000

    public let rounds: Int
    public let alpha: Double
    /// Minor units; `nil` when rounds had different stakes.
    public let flatStake: Int64?
    public let payouts: PayoutProfile
    public let symbols: [SymbolProfile]
    /// Why nothing is said about reels; `nil` when something is.
    public let withoutReels: String?
    /// By reel: its strip, or why none was found.
    public let strips: [(strip: ReelStrip?, reason: String)]
    /// By reel and symbol: the share of rounds that should have it on the middle row if all stops of
    /// the strip are equally frequent; `nil` where no strip was found.
    public let expectedShares: [[Double]?]
    /// Different windows that each reel showed.
    public let windowCounts: [Int]
    /// Shannon's entropy of each reel's windows, in bits a round.
    public let entropies: [Double]
    public let stripReturn: StripReturn?
    /// Why there is no `stripReturn`; empty when there is.
    public let stripReturnReason: String
    public let patterns: PatternSearch?
    public let bitsTested: Int
    public let tests: [FingerprintTest]

    /// Works it out.
    ///
    /// - Precondition: a sample with rounds; `0 < alpha < 1`, the chance that an honest game fails
    ///   any of the tests.
    public init(_ sample: FingerprintSample, alpha: Double) {
        precondition(sample.rounds > 0 && alpha > 0 && alpha < 1, "a fingerprint is of rounds")
        let multiples = sample.multiples()
        rounds = sample.rounds
        self.alpha = alpha
        flatStake = sample.flatStake
        payouts = PayoutProfile(multiples: multiples)
        symbols = sample.reels.isEmpty ? [] : SymbolProfile.all(sample)
        withoutReels = sample.withoutReels
        strips = sample.reels.map { ReelStrip.reconstructed($0) }
        let middle = sample.middleRow
        let kinds = sample.symbols.count
        expectedShares = zip(strips, sample.reels).map { found, column in
            found.strip?.symbolShares(column.symbols(row: middle), kinds: kinds)
        }
        windowCounts = sample.reels.map(\.windows.count)
        entropies = sample.reels.map(\.entropyBits)
        let found = strips.map(\.strip)
        (stripReturn, stripReturnReason) = StripReturn.computed(
            sample, strips: found, multiples: multiples)
        let laboratory = LaboratoryTests(sample, strips: found, multiples: multiples)
        patterns = laboratory.patterns
        bitsTested = laboratory.bitsTested
        tests = FingerprintTest.judged(laboratory.tests, alpha: alpha)
    }

    /// Tests that could be made.
    public var testsMade: Int { tests.count { $0.result != nil } }

    /// Tests that say the game is not what it should be.
    public var rejected: [FingerprintTest] { tests.filter(\.isRejected) }
}
