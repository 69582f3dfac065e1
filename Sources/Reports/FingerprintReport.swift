// What `stratagem fingerprint run` says: the contract's GameFingerprint (game_id, rng_signature,
// symbol_map, statistical_profile) and beside it strips, tests and verdict.
public import Accounts
public import Fingerprints
public import Play
private import Scripting
internal import Statistics

/// The fingerprint of a game.
public struct FingerprintReport: Encodable, Sendable {
    /// Where the rounds come from.
    public struct Origin: Sendable {
        var blueprint: SessionBlueprint
        var currency: Currency
        /// One stake a round, without a strategy.
        var isFlat: Bool
        var digest: String
        var end: SessionEnd?
        var playSeconds: Double
        var seconds: Double

        public init(
            blueprint: SessionBlueprint, currency: Currency, isFlat: Bool, digest: String,
            end: SessionEnd?, playSeconds: Double, seconds: Double
        ) {
            self.blueprint = blueprint
            self.currency = currency
            self.isFlat = isFlat
            self.digest = digest
            self.end = end
            self.playSeconds = playSeconds
            self.seconds = seconds
        }
    }

    public struct Symbol: Encodable, Sendable {
        public var symbolID: Int
        public var name: String
        /// Minor units at the stake played, of winning rounds in which this symbol and no other was
        /// on three or more reels.
        public var payoutValues: [Int64]
        /// Rounds with it on the middle row, by reel.
        public var counts: [Int]
        /// `counts` over the rounds.
        public var frequency: [Double]

        enum CodingKeys: String, CodingKey {
            case name, counts, frequency
            case symbolID = "symbol_id"
            case payoutValues = "payout_values"
        }
    }

    public struct Strip: Encodable, Sendable {
        public var reel: Int
        @Nullable public var length: Int?
        /// Top to bottom from some stop on; `null` when the windows allow several orders.
        @Nullable public var symbols: [String]?
        /// Why there is none; empty when there is.
        public var reason: String
        public var windows: Int
    }

    public struct StripsReturn: Encodable, Sendable {
        @Nullable public var returnRate: Double?
        /// The chance of the combinations that were seen.
        @Nullable public var covered: Double?
        /// Results of a full cycle.
        @Nullable public var cycle: Double?
        public var method: String

        enum CodingKeys: String, CodingKey {
            case covered, cycle, method
            case returnRate = "return"
        }
    }

    public struct Test: Encodable, Sendable {
        public var test: String
        public var subject: String
        @Nullable public var statistic: Double?
        @Nullable public var degreesOfFreedom: Int?
        @Nullable public var pValue: Double?
        /// After Holm's correction over all tests.
        @Nullable public var adjusted: Double?
        public var isRejected: Bool
        public var note: String

        enum CodingKeys: String, CodingKey {
            case test, subject, statistic, adjusted, note
            case degreesOfFreedom = "degrees_of_freedom"
            case pValue = "p_value"
            case isRejected = "is_rejected"
        }
    }

    public struct Verdict: Encodable, Sendable {
        public var passed: Bool
        public var alpha: Double
        public var testsMade: Int
        public var testsRejected: Int
        /// What speaks against the game, in words; empty when nothing does.
        public var findings: [String]

        enum CodingKeys: String, CodingKey {
            case passed, alpha, findings
            case testsMade = "tests_made"
            case testsRejected = "tests_rejected"
        }
    }

    public var gameID: String
    @Nullable public var variant: String?
    /// A strategy's name, or "flat".
    public var player: String
    /// Decimal text in major units; `null` when rounds had different stakes.
    @Nullable public var stake: String?
    public var currency: String
    public var rounds: Int
    /// Why there are fewer rounds than were asked for.
    @Nullable public var end: String?
    public var rngSignature: [String: String]
    public var symbolMap: [Symbol]
    public var statisticalProfile: StatisticalProfile
    /// Why nothing is said about reels.
    @Nullable public var withoutReels: String?
    public var strips: [Strip]
    public var stripReturn: StripsReturn
    public var tests: [Test]
    public var verdict: Verdict
    @Nullable public var against: Match?
    public var seconds: Double
    /// For the text; not part of the JSON.
    let minorUnitsPerStake: Double?

    enum CodingKeys: String, CodingKey {
        case variant, player, stake, currency, rounds, end, strips, tests, verdict, against
        case seconds
        case gameID = "game_id"
        case rngSignature = "rng_signature"
        case symbolMap = "symbol_map"
        case statisticalProfile = "statistical_profile"
        case withoutReels = "without_reels"
        case stripReturn = "strip_return"
    }

    public init(_ fingerprint: Fingerprint, origin: Origin) {
        let configuration = origin.blueprint.configuration
        gameID = origin.blueprint.game.manifest.name
        variant = configuration.variant
        player = origin.isFlat ? "flat" : origin.blueprint.strategy.manifest.name
        stake = fingerprint.flatStake.map {
            Amount(minorUnits: $0, currency: origin.currency).text
        }
        currency = origin.currency.code
        rounds = fingerprint.rounds
        end = origin.end?.detail
        rngSignature = FingerprintReport.signature(
            fingerprint, seed: configuration.seed, digest: origin.digest)
        symbolMap = fingerprint.symbols.map {
            Symbol($0, rounds: fingerprint.rounds)
        }
        statisticalProfile = StatisticalProfile(
            fingerprint.payouts, playSeconds: origin.playSeconds)
        withoutReels = fingerprint.withoutReels
        strips = fingerprint.strips.enumerated().map { reel, found in
            Strip(reel: reel + 1, found, fingerprint)
        }
        stripReturn = StripsReturn(fingerprint)
        tests = fingerprint.tests.map { Test($0) }
        verdict = Verdict(fingerprint)
        seconds = origin.seconds
        minorUnitsPerStake = fingerprint.flatStake.map { Double($0) }
    }

    /// What is known of the generator, as texts.
    private static func signature(
        _ fingerprint: Fingerprint, seed: UInt64, digest: String
    ) -> [String: String] {
        let bits = fingerprint.tests.filter { $0.kind == .bits && $0.result != nil }
        var signature = [
            "rounds": "\(fingerprint.rounds)", "seed": "\(seed)", "digest": digest,
            "shortest_repetition": "not looked for: rounds are too few or too much alike",
            "bits_tested": "\(fingerprint.bitsTested)",
            "bit_tests_passed": "\(bits.count { !$0.isRejected }) of \(bits.count)",
        ]
        if let patterns = fingerprint.patterns {
            signature["shortest_repetition"] =
                patterns.distance.map { "\($0) rounds" }
                ?? "none (patterns of \(patterns.length) rounds)"
        }
        for (reel, bits) in fingerprint.entropies.enumerated() {
            signature["entropy_bits_reel_\(reel + 1)"] = Figures.decimals(bits, 4)
        }
        return signature
    }
}

extension FingerprintReport.Symbol {
    init(_ profile: SymbolProfile, rounds: Int) {
        self.init(
            symbolID: profile.id, name: profile.name, payoutValues: profile.payoutValues,
            counts: profile.counts, frequency: profile.counts.map { Double($0) / Double(rounds) })
    }
}

extension FingerprintReport.Strip {
    init(
        reel: Int, _ found: (strip: ReelStrip?, reason: String), _ fingerprint: Fingerprint
    ) {
        self.init(
            reel: reel, length: found.strip?.length,
            symbols: found.strip?.symbols?.map { fingerprint.symbols[Int($0)].name },
            reason: found.reason, windows: fingerprint.windowCounts[reel - 1])
    }
}

extension FingerprintReport.StripsReturn {
    init(_ fingerprint: Fingerprint) {
        let found = fingerprint.stripReturn
        let table =
            found.map {
                $0.isDetermined
                    ? "every combination always paid the same"
                    : "combinations did not always pay the same, so their means are taken"
            } ?? "not computed: " + fingerprint.stripReturnReason
        self.init(
            returnRate: found?.returnRate, covered: found?.covered, cycle: found?.cycle,
            method: table)
    }
}

extension FingerprintReport.Test {
    init(_ test: FingerprintTest) {
        self.init(
            test: test.kind.rawValue, subject: test.subject, statistic: test.result?.statistic,
            degreesOfFreedom: test.result?.degreesOfFreedom, pValue: test.result?.pValue,
            adjusted: test.result.map { _ in test.adjusted }, isRejected: test.isRejected,
            note: test.note)
    }
}

extension FingerprintReport.Verdict {
    init(_ fingerprint: Fingerprint) {
        var findings: [String] = []
        for test in fingerprint.rejected where !findings.contains(test.finding) {
            findings.append(test.finding)
        }
        self.init(
            passed: findings.isEmpty, alpha: fingerprint.alpha, testsMade: fingerprint.testsMade,
            testsRejected: fingerprint.rejected.count, findings: findings)
    }
}
