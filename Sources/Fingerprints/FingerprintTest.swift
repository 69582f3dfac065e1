// One laboratory test and what it found.
public import Statistics

/// A test of a game's outcomes. Small p-values speak against what `kind` says.
public struct FingerprintTest: Sendable {
    /// What is tested: the hypothesis, in few words.
    public enum Kind: String, CaseIterable, Sendable {
        case symbolsStable = "symbols the same in both halves"
        case stopsEqual = "stops equally frequent"
        case reelsIndependent = "reels independent"
        case roundsIndependent = "windows independent of the round before"
        case coupons = "all stops come in the time of chance"
        case hitRuns = "runs of hits"
        case hitGaps = "gaps between hits"
        case hitCorrelation = "hits uncorrelated over ten rounds"
        case hitsStable = "hit frequency never changes"
        case payoutsStable = "payouts never change"
        case noRepetition = "no pattern comes again"
        case noNearMisses = "no surplus of near misses"
        case bits = "bits of the stops"
    }

    public let kind: Kind
    /// What it is about: "reel 1", "reels 1 and 2", "hits".
    public let subject: String
    /// `nil` when the rounds do not allow the test; `note` says why.
    public let result: TestResult?
    /// A figure beside the statistic, or why there is none; may be empty.
    public let note: String
    /// The p-value after Holm's correction over all tests.
    public internal(set) var adjusted = 1.0
    public internal(set) var isRejected = false

    init(_ kind: Kind, _ subject: String, _ result: TestResult?, note: String = "") {
        self.kind = kind
        self.subject = subject
        self.result = result
        self.note = note
    }

    /// What a rejection means, in plain words.
    public var finding: String {
        switch kind {
        case .symbolsStable: "\(subject): symbols of the first and the second half differ"
        case .stopsEqual: "\(subject): some stops come more often than others (a weighted reel)"
        case .reelsIndependent: "\(subject) depend on each other"
        case .roundsIndependent: "\(subject): what it shows depends on the round before"
        case .coupons: "\(subject): stops do not come in the order of chance"
        case .hitRuns, .hitGaps, .hitCorrelation: "hits do not come in the order of chance"
        case .hitsStable: "the hit frequency changed (\(note))"
        case .payoutsStable: "the return changed (\(note))"
        case .noRepetition: "the generator repeats itself: \(note)"
        case .noNearMisses: "\(subject) just misses more often than by chance"
        case .bits: "\(subject): bits made from its stops are not random"
        }
    }

    /// Corrects the p-values of all tests together, so that the chance of any false rejection is
    /// at most alpha.
    static func judged(_ tests: [FingerprintTest], alpha: Double) -> [FingerprintTest] {
        var tests = tests
        let places = tests.indices.filter { tests[$0].result != nil }
        let adjusted = MultipleTesting.holm(places.map { tests[$0].result?.pValue ?? 1 })
        for (place, value) in zip(places, adjusted) {
            tests[place].adjusted = value
            tests[place].isRejected = value <= alpha
        }
        return tests
    }
}
