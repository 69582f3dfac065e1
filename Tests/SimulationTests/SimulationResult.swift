// What came of simulations.

/// Counts of what happened, and what must not be.
struct SimulationResult {
    /// What is counted; the raw value is how it is printed.
    enum Event: String, CaseIterable {
        case lives
        case steps
        case rounds
        case kills
        case powerCuts = "power cuts"
        case failedCommits = "failed commits"
        case drains
        case clockChanges = "changes of the clock"
        case saves = "saved texts"
        case rollbacks
        case reloads
        case refusals = "refused texts"
        case grants
        case walletWaits = "waits for a wallet"
        case funds = "funds"
        case daysUsedUp = "days used up"
        case restarts = "restarts to come"
        case requests = "requests"
        case runFiles = "changed run files"
        case refusedStarts = "refused starts"
        case sleeps = "waits of paced sessions"
        case places = "places looked at"
        case seedChunks = "chunks without rounds"
        case segments = "segments sealed"
        case retired = "segments retired"
        case upkeepsCut = "upkeeps cut"
        case replays
    }

    private(set) var counts: [Event: Int] = [:]
    /// Over all that happened and came out; equal for equal seeds.
    var digest = ""
    /// What must not be.
    var problems: [String] = []

    subscript(event: Event) -> Int {
        get { counts[event, default: 0] }
        set { counts[event] = newValue }
    }

    var text: String {
        Event.allCases.map { "\(self[$0]) \($0.rawValue)" }.joined(separator: ", ")
            + ", \(problems.count) problems"
    }

    static func += (sum: inout SimulationResult, more: SimulationResult) {
        sum.counts.merge(more.counts, uniquingKeysWith: +)
        sum.problems += more.problems
    }
}
