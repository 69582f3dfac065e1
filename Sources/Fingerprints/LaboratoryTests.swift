// The laboratory: all tests of a sample, with Holm's correction over them.
internal import Statistics

/// Runs the tests of a sample.
struct LaboratoryTests {
    let sample: FingerprintSample
    /// By reel; `nil` where no strip was found.
    let strips: [ReelStrip?]
    let multiples: [Double]
    private(set) var tests: [FingerprintTest] = []
    private(set) var bitsTested = 0
    let patterns: PatternSearch?

    /// A table of windows needs so many rounds for each of its cells on average, or symbols are
    /// compared instead: with fewer, the chi-square tail at 1e-4 is twice what it says.
    private static let roundsPerCell = 25
    /// Larger tables take longer than they tell.
    private static let windowsInTableMax = 128
    /// Payouts above this share of all are cut to it: a jackpot is no change of the return.
    private static let cutShare = 0.999

    init(_ sample: FingerprintSample, strips: [ReelStrip?], multiples: [Double]) {
        self.sample = sample
        self.strips = strips
        self.multiples = multiples
        patterns = PatternSearch(sample)
        testPayouts()
        testPatterns()
        for reel in sample.reels.indices {
            testStability(reel)
            testStops(reel)
            testRoundBefore(reel)
            testBits(reel)
        }
        for second in sample.reels.indices {
            for first in 0..<second { testPair(first, second) }
        }
        testNearMisses()
    }

    private static func name(_ reel: Int) -> String { "reel \(reel + 1)" }

    // MARK: Payouts

    private mutating func testPayouts() {
        let hits = multiples.map { $0 > 0 }
        let few = "too few hits or misses"
        func add(_ kind: FingerprintTest.Kind, _ result: TestResult?) {
            tests.append(
                FingerprintTest(kind, "hits", result, note: result == nil ? few : ""))
        }
        let marks = hits.map { $0 ? 1.0 : 0.0 }
        add(.hitRuns, RunsTest.waldWolfowitz(hits))
        add(.hitGaps, GapTest.geometric(hits))
        add(.hitCorrelation, SerialCorrelation.ljungBox(marks, lags: 10))
        addChangePoint(.hitsStable, marks)
        let sorted = multiples.sorted()
        let limit = sorted[Int(Double(sorted.count - 1) * LaboratoryTests.cutShare)]
        addChangePoint(.payoutsStable, multiples.map { min($0, limit) })
    }

    private mutating func addChangePoint(_ kind: FingerprintTest.Kind, _ values: [Double]) {
        let finding = ChangePointTest.meanShift(values)
        tests.append(
            FingerprintTest(
                kind, kind == .hitsStable ? "hits" : "payouts", finding?.test,
                note: finding.map { "most likely after round \($0.place)" }
                    ?? "payouts do not vary, or rounds are too few"))
    }

    private mutating func testPatterns() {
        let subject = "rounds"
        guard let patterns else {
            tests.append(
                FingerprintTest(
                    .noRepetition, subject, nil,
                    note: "too few rounds, or too much alike, for a pattern that is rare enough"))
            return
        }
        let note =
            patterns.distance.map {
                "\(patterns.length) rounds come again after \($0)"
            } ?? "patterns of \(patterns.length) rounds"
        tests.append(
            FingerprintTest(
                .noRepetition, subject,
                TestResult(
                    statistic: Double(patterns.distance ?? 0),
                    pValue: patterns.distance == nil ? 1 : patterns.chance), note: note))
    }

    // MARK: One reel

    private mutating func testStability(_ reel: Int) {
        let column = sample.reels[reel]
        let symbols = column.symbols(row: sample.middleRow).map(Int.init)
        var halves = [[Int]](
            repeating: [Int](repeating: 0, count: sample.symbols.count), count: 2)
        for (at, number) in column.numbers.enumerated() {
            halves[2 * at < column.rounds ? 0 : 1][symbols[Int(number)]] += 1
        }
        let association = ChiSquareTest.association(halves)
        add(.symbolsStable, LaboratoryTests.name(reel), association)
    }

    private mutating func testStops(_ reel: Int) {
        let (column, subject) = (sample.reels[reel], LaboratoryTests.name(reel))
        guard sample.rows > 1 else {
            let note = "one row shows no neighbours: a weight and two stops look the same"
            tests.append(FingerprintTest(.stopsEqual, subject, nil, note: note))
            return
        }
        let graph = OverlapGraph(column.windows)
        let result = MarginalHomogeneityTest.pearson(
            graph.cells(column.counts), kinds: graph.nodes)
        tests.append(
            FingerprintTest(
                .stopsEqual, subject, result, note: result == nil ? "too few rounds" : ""))
        // Windows that stand once on the strip are equally likely, also among others.
        guard let strip = strips[reel] else {
            tests.append(FingerprintTest(.coupons, subject, nil, note: "no strip was found"))
            return
        }
        var places = [Int?](repeating: nil, count: column.windows.count)
        var kinds = 0
        for (window, count) in strip.multiplicities.enumerated() where count == 1 {
            places[window] = kinds
            kinds += 1
        }
        let values = column.numbers.compactMap { places[Int($0)] }
        let coupons =
            kinds > 4 ? CouponCollectorTest.equallyLikely(values, kinds: kinds) : nil
        tests.append(
            FingerprintTest(
                .coupons, subject, coupons,
                note: coupons == nil ? "too few rounds, or stops that are alone" : ""))
    }

    private mutating func testRoundBefore(_ reel: Int) {
        let (values, kinds) = marks(reel, tableSide: sample.reels[reel].windows.count)
        add(
            .roundsIndependent, LaboratoryTests.name(reel),
            LaboratoryTests.association(values, kinds, values.dropFirst(), kinds))
    }

    /// Von Neumann's way to fair bits: of two rounds in turn, whether the first window comes
    /// before the second in a fixed order; equal ones give none.
    private mutating func testBits(_ reel: Int) {
        let column = sample.reels[reel]
        let order = column.windows.indices.sorted {
            column.windows[$0].lexicographicallyPrecedes(column.windows[$1])
        }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, window) in order.enumerated() { ranks[window] = rank }
        var bits: [Bool] = []
        for at in stride(from: 1, to: column.rounds, by: 2) {
            let (first, second) = (column.numbers[at - 1], column.numbers[at])
            if first != second { bits.append(ranks[Int(first)] < ranks[Int(second)]) }
        }
        bitsTested += bits.count
        let subject = LaboratoryTests.name(reel)
        guard bits.count >= 1000 else {
            tests.append(FingerprintTest(.bits, subject, nil, note: "fewer than 1,000 bits"))
            return
        }
        let serial = RandomBitTests.serial(bits, length: 5)
        let results: [(String, TestResult?)] = [
            ("frequency", RandomBitTests.frequency(bits)),
            ("block frequency", RandomBitTests.blockFrequency(bits, block: 128)),
            ("runs", RandomBitTests.runs(bits)),
            ("longest run", RandomBitTests.longestRun(bits)),
            ("serial 1", serial?.0),
            ("serial 2", serial?.1),
            ("approximate entropy", RandomBitTests.approximateEntropy(bits, length: 4)),
            ("cumulative sums", RandomBitTests.cumulativeSums(bits)),
            ("cumulative sums backward", RandomBitTests.cumulativeSums(bits, backward: true)),
        ]
        for (name, result) in results {
            tests.append(FingerprintTest(.bits, subject, result, note: name))
        }
    }

    // MARK: Several reels

    private mutating func testPair(_ first: Int, _ second: Int) {
        let reels = sample.reels
        let one = marks(first, tableSide: reels[second].windows.count)
        let other = marks(second, tableSide: reels[first].windows.count)
        add(
            .reelsIndependent, "reels \(first + 1) and \(second + 1)",
            LaboratoryTests.association(one.values, one.kinds, other.values[...], other.kinds))
    }

    private mutating func testNearMisses() {
        guard sample.rows >= 3, sample.reels.count >= 2 else { return }
        let (middle, reels) = (sample.middleRow, sample.reels)
        for symbol in sample.symbols.indices {
            let code = UInt8(symbol)
            let shows = reels.dropLast().map { reel in reel.windows.map { $0[middle] == code } }
            let misses = reels[reels.count - 1].windows.map {
                $0[middle] != code && ($0[middle - 1] == code || $0[middle + 1] == code)
            }
            var (earlier, missed, both) = (0, 0, 0)
            let last = reels[reels.count - 1].numbers
            for at in last.indices {
                var isShown = true
                for (reel, table) in shows.enumerated() where isShown {
                    isShown = table[Int(reels[reel].numbers[at])]
                }
                let isMissed = misses[Int(last[at])]
                earlier += isShown ? 1 : 0
                missed += isMissed ? 1 : 0
                both += isShown && isMissed ? 1 : 0
            }
            guard earlier > 0, missed > 0 else { continue }
            let expected = Double(earlier) * Double(missed) / Double(sample.rounds)
            tests.append(
                FingerprintTest(
                    .noNearMisses, sample.symbols[symbol],
                    FisherExactTest.upperTail(
                        both: both, first: earlier, second: missed, total: sample.rounds),
                    note: "\(both), by chance \(Int(expected.rounded()))"))
        }
    }

    // MARK: Inside

    /// The reel as numbers from 0: of windows, or of middle symbols where the table with so many
    /// columns would be too large for the rounds.
    private func marks(_ reel: Int, tableSide: Int) -> (values: [Int], kinds: Int) {
        let column = sample.reels[reel]
        let side = max(column.windows.count, tableSide)
        let cells = column.windows.count * tableSide
        if side <= LaboratoryTests.windowsInTableMax,
            cells * LaboratoryTests.roundsPerCell <= sample.rounds
        {
            return (column.numbers.map(Int.init), column.windows.count)
        }
        let symbols = column.symbols(row: sample.middleRow).map(Int.init)
        return (column.numbers.map { symbols[Int($0)] }, sample.symbols.count)
    }

    private static func association(
        _ first: [Int], _ firstKinds: Int, _ second: ArraySlice<Int>, _ secondKinds: Int
    ) -> ChiSquareTest.Association? {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: secondKinds), count: firstKinds)
        for (one, other) in zip(first, second) { table[one][other] += 1 }
        return ChiSquareTest.association(table)
    }

    private mutating func add(
        _ kind: FingerprintTest.Kind, _ subject: String, _ association: ChiSquareTest.Association?
    ) {
        let note =
            association.map { "V = \(Double(Int($0.cramersV * 10_000)) / 10_000)" }
            ?? "too few rounds, or the reel does not vary"
        tests.append(FingerprintTest(kind, subject, association?.test, note: note))
    }
}
