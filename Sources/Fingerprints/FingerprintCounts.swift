// Two fingerprints side by side: are they of one game?
public import Statistics

/// The counts of a fingerprint that can be compared with those of another.
public struct FingerprintCounts: Sendable {
    public var rounds: Int
    /// Rounds that showed a symbol on the middle row, by reel, then by the symbol's name.
    public var symbols: [[String: Int]]
    /// Rounds that paid so many stakes.
    public var payouts: [Double: Int]

    public init(rounds: Int, symbols: [[String: Int]], payouts: [Double: Int]) {
        self.rounds = rounds
        self.symbols = symbols
        self.payouts = payouts
    }

    public init(_ fingerprint: Fingerprint) {
        rounds = fingerprint.rounds
        symbols = fingerprint.strips.indices.map { reel in
            var counts: [String: Int] = [:]
            for symbol in fingerprint.symbols { counts[symbol.name] = symbol.counts[reel] }
            return counts
        }
        payouts = [:]
        for row in fingerprint.payouts.rows { payouts[row.multiple] = row.count }
    }

    var hits: Int { payouts.reduce(0) { $0 + ($1.key > 0 ? $1.value : 0) } }
}

/// Tests that two fingerprints are of one game.
public struct FingerprintMatch: Sendable {
    /// One hypothesis: that these counts come from the same distribution.
    public struct Test: Sendable {
        public let subject: String
        /// `nil` when there is too little to compare.
        public let result: TestResult?
        public internal(set) var adjusted = 1.0
        public internal(set) var isRejected = false
    }

    public let tests: [Test]
    /// What can not be compared because it is different by its kind; empty for one game.
    public let differences: [String]

    public var isSame: Bool { differences.isEmpty && !tests.contains(where: \.isRejected) }

    /// - Parameter alpha: the chance that two fingerprints of one game are told apart.
    public init(_ one: FingerprintCounts, _ other: FingerprintCounts, alpha: Double) {
        var differences: [String] = []
        if one.symbols.count != other.symbols.count {
            differences.append("\(one.symbols.count) reels and \(other.symbols.count)")
        }
        var tests: [Test] = []
        for (reel, (first, second)) in zip(one.symbols, other.symbols).enumerated() {
            let names = Set(first.keys).union(second.keys).sorted()
            let table = [first, second].map { counts in names.map { counts[$0] ?? 0 } }
            tests.append(
                Test(
                    subject: "symbols of reel \(reel + 1)",
                    result: ChiSquareTest.association(table)?.test))
        }
        let hits = [one, other].map { [$0.hits, $0.rounds - $0.hits] }
        tests.append(Test(subject: "hits", result: ChiSquareTest.association(hits)?.test))
        tests.append(
            Test(
                subject: "payouts",
                result: ChiSquareTest.association(
                    FingerprintMatch.payoutTable(one.payouts, other.payouts))?.test))
        let places = tests.indices.filter { tests[$0].result != nil }
        let adjusted = MultipleTesting.holm(places.map { tests[$0].result?.pValue ?? 1 })
        for (place, value) in zip(places, adjusted) {
            tests[place].adjusted = value
            tests[place].isRejected = value <= alpha
        }
        self.tests = tests
        self.differences = differences
    }

    /// Payouts that came rarely are put together with others of the same size: powers of two.
    private static func payoutTable(
        _ one: [Double: Int], _ other: [Double: Int]
    ) -> [[Int]] {
        let common = 50
        var frequent: [[Int]] = []
        var sizes: [Int: [Int]] = [:]
        for value in Set(one.keys).union(other.keys).sorted() {
            let pair = [one[value] ?? 0, other[value] ?? 0]
            if pair[0] + pair[1] >= common {
                frequent.append(pair)
            } else {
                let size = value > 0 ? Int(logarithm2(value).rounded(.down)) : Int.min
                sizes[size] = zip(sizes[size] ?? [0, 0], pair).map(+)
            }
        }
        let columns = frequent + sizes.sorted { $0.key < $1.key }.map(\.value)
        return [columns.map { $0[0] }, columns.map { $0[1] }]
    }
}
