// What `stratagem bench` says of reloads.

/// Times from the save of a file to rounds that its new text plays, in milliseconds. They hold the
/// 50 ms that a folder has to be quiet for.
public struct ReloadBenchReport: Encodable, Sendable {
    public var sessions: Int
    public var saves: Int
    /// Until the first session has played its first rounds with the new text.
    public var firstMedian: Double
    public var firstMost: Double
    /// Until the last one has.
    public var allMedian: Double
    public var allMost: Double

    enum CodingKeys: String, CodingKey {
        case sessions, saves
        case firstMedian = "first_ms_median"
        case firstMost = "first_ms_most"
        case allMedian = "all_ms_median"
        case allMost = "all_ms_most"
    }

    public init(
        sessions: Int, saves: Int, firstMedian: Double, firstMost: Double, allMedian: Double,
        allMost: Double
    ) {
        self.sessions = sessions
        self.saves = saves
        self.firstMedian = firstMedian
        self.firstMost = firstMost
        self.allMedian = allMedian
        self.allMost = allMost
    }

    /// One line for people.
    public var text: String {
        func milliseconds(_ median: Double, _ most: Double) -> String {
            "\(Figures.decimals(median, 0)) ms (at most \(Figures.decimals(most, 0)))"
        }
        return "reload, from save to first round, \(sessions) sessions, \(saves) saves: "
            + "\(milliseconds(firstMedian, firstMost)) in the first session, "
            + "\(milliseconds(allMedian, allMost)) in all"
    }
}
