// What is said of the faults of one arm, in a comparison or a tournament.
internal import Experiments
private import Play
private import Scripting

/// The faults of one arm over its pairs or episodes.
public struct ArmFaults: Encodable, Sendable {
    /// What an arm plays one of.
    enum Unit: String, Sendable {
        case pair
        case episode
    }

    /// All, survived or not.
    public var count: Int64
    /// Pairs or episodes with a fault.
    public var faulted: Int
    /// Of them, those that a fault ended.
    public var ended: Int
    /// Pairs or episodes from the first on that all had one.
    public var fromFirst: Int
    /// Number of the first one with a fault, from 1.
    public var firstNumber: UInt64?
    /// What happened there first; null also when playing it again did not show it.
    public var first: RunReport.Fault?
    private let unit: Unit
    /// What happened there first, with budget and traceback, for people.
    private let firstText: String?

    enum CodingKeys: String, CodingKey {
        case count, pairs, episodes, ended, first
        case fromFirst = "from_first"
        case firstPair = "first_pair"
        case firstEpisode = "first_episode"
    }

    init(_ totals: ArmTotals, per unit: Unit) {
        count = totals.faults
        faulted = totals.faultedPairs
        ended = totals.ends[.fault, default: 0]
        fromFirst = totals.faultedFromFirst
        firstNumber = totals.firstFaultedPair.map { $0 &+ 1 }
        first = totals.firstFault.map { RunReport.Fault($0) }
        firstText = totals.firstFault.map { "round \($0.round): \($0.fault.description)" }
        self.unit = unit
    }

    /// Fields are named for the unit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(ended, forKey: .ended)
        try container.encode(fromFirst, forKey: .fromFirst)
        try container.encode(faulted, forKey: unit == .pair ? .pairs : .episodes)
        try container.encode(
            Nullable(wrappedValue: firstNumber),
            forKey: unit == .pair ? .firstPair : .firstEpisode)
        try container.encode(Nullable(wrappedValue: first), forKey: .first)
    }

    /// Pairs or episodes that must all fail from the first on before a report begins with it.
    private static let failingMin = 20

    /// The sentence for a strategy that fails wherever it is asked: it is judged by what it did
    /// before. `nil` for others.
    ///
    /// - Parameter played: pairs or episodes of the arm.
    func failing(_ name: String, played: Int) -> String? {
        guard fromFirst > 0, fromFirst >= min(ArmFaults.failingMin, played) else { return nil }
        let place = first.map { fault in
            let file = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
            return ": \(file): \(fault.message)"
        }
        return "\(name) failed in every one of the first \(Figures.grouped(Int64(fromFirst))) "
            + "\(unit.rawValue)s\(place ?? "")"
    }

    /// "pair 7, round 12: " and what happened; `nil` without a fault.
    var firstWords: String? {
        firstNumber.map { number in
            "\(unit.rawValue) \(Figures.grouped(Int64(clamping: number))), "
                + (firstText ?? "did not come again when the \(unit.rawValue) was played again")
        }
    }

    /// A remark for a page; `nil` without a fault.
    func remark(_ name: String) -> String? {
        guard count > 0 else { return nil }
        let first = firstWords.map { " First in \($0)." }
        return "\(name) had \(Figures.grouped(count)) faults in "
            + "\(Figures.grouped(Int64(faulted))) \(unit.rawValue)s.\(first ?? "")"
    }
}
