// A fingerprint that was printed before, read back to be compared with.
public import Fingerprints
private import Foundation
public import Play
private import Statistics

/// What a printed fingerprint says that can be compared.
public struct EarlierFingerprint: Sendable {
    let file: String
    let gameID: String
    let variant: String?
    let digest: String
    let counts: FingerprintCounts

    private struct Content: Decodable {
        struct Symbol: Decodable {
            var name: String
            var counts: [Int]
        }
        struct Payout: Decodable {
            var multiple: Double
            var count: Int
        }
        struct Profile: Decodable {
            var payout_distribution: [Payout]
        }
        var game_id: String
        var variant: String?
        var rounds: Int
        var rng_signature: [String: String]
        var symbol_map: [Symbol]
        var statistical_profile: Profile
    }

    /// Reads a file that `fingerprint run --json` printed.
    ///
    /// Throws `INVALID_INPUT` when it can not be read or is something else.
    public init(file: String) throws(PlayError) {
        let advice = "give a file that `stratagem fingerprint run --json` printed"
        guard let data = FileManager.default.contents(atPath: file) else {
            throw PlayError(.invalidInput, "--against: \(file) can not be read; \(advice)")
        }
        guard let content = try? JSONDecoder().decode(Content.self, from: data) else {
            throw PlayError(.invalidInput, "--against: \(file) holds no fingerprint; \(advice)")
        }
        let reels = content.symbol_map.first?.counts.count ?? 0
        let rows = content.statistical_profile.payout_distribution
        let isWhole =
            content.symbol_map.allSatisfy { $0.counts.count == reels }
            && content.symbol_map.allSatisfy { $0.counts.allSatisfy(EarlierFingerprint.isCount) }
            && rows.allSatisfy { EarlierFingerprint.isCount($0.count) && $0.multiple >= 0 }
            && EarlierFingerprint.isCount(content.rounds)
            && rows.reduce(0) { $0 &+ $1.count } == content.rounds
        guard isWhole else {
            throw PlayError(
                .invalidInput, "--against: the counts of \(file) do not agree; \(advice)")
        }
        self.file = file
        gameID = content.game_id
        variant = content.variant
        digest = content.rng_signature["digest"] ?? ""
        var symbols = [[String: Int]](repeating: [:], count: reels)
        for symbol in content.symbol_map {
            for (reel, count) in symbol.counts.enumerated() { symbols[reel][symbol.name] = count }
        }
        var payouts: [Double: Int] = [:]
        for row in rows { payouts[row.multiple, default: 0] += row.count }
        counts = FingerprintCounts(rounds: content.rounds, symbols: symbols, payouts: payouts)
    }

    /// Counts of one fingerprint, with room to add up two.
    private static func isCount(_ value: Int) -> Bool { (0...1_000_000_000).contains(value) }
}

extension FingerprintReport {
    /// Whether an earlier fingerprint is of the same game.
    public struct Match: Encodable, Sendable {
        public struct Test: Encodable, Sendable {
            public var subject: String
            @Nullable public var pValue: Double?
            @Nullable public var adjusted: Double?
            public var isRejected: Bool

            enum CodingKeys: String, CodingKey {
                case subject, adjusted
                case pValue = "p_value"
                case isRejected = "is_rejected"
            }
        }

        public var file: String
        public var gameID: String
        @Nullable public var variant: String?
        public var rounds: Int
        public var isSame: Bool
        /// The very same rounds: that they agree says nothing.
        public var hasSameRounds: Bool
        public var differences: [String]
        public var tests: [Test]

        enum CodingKeys: String, CodingKey {
            case file, variant, rounds, differences, tests
            case gameID = "game_id"
            case isSame = "is_same"
            case hasSameRounds = "has_same_rounds"
        }

        /// - Parameter alpha: the chance that two fingerprints of one game are told apart.
        public init(
            _ earlier: EarlierFingerprint, _ counts: FingerprintCounts, digest: String,
            alpha: Double
        ) {
            let match = FingerprintMatch(earlier.counts, counts, alpha: alpha)
            file = earlier.file
            gameID = earlier.gameID
            variant = earlier.variant
            rounds = earlier.counts.rounds
            isSame = match.isSame
            hasSameRounds = earlier.digest == digest
            differences = match.differences
            tests = match.tests.map {
                Test(
                    subject: $0.subject, pValue: $0.result?.pValue,
                    adjusted: $0.result == nil ? nil : $0.adjusted, isRejected: $0.isRejected)
            }
        }
    }
}
