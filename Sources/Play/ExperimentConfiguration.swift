// What is journalled episode by episode: a comparison or a tournament.

/// The configuration of an experiment whose arms play the same episodes. A comparison is one of two
/// arms that both stay to the end; its chunks have the same form.
public enum ExperimentConfiguration: Hashable, Sendable {
    case comparison(ComparisonConfiguration)
    case tournament(TournamentConfiguration)

    /// A lower-case UUID.
    public var id: String {
        switch self {
        case .comparison(let configuration): configuration.id
        case .tournament(let configuration): configuration.id
        }
    }

    /// All with episode 0, by number.
    public var arms: [SessionConfiguration] {
        switch self {
        case .comparison(let configuration): [configuration.a, configuration.b]
        case .tournament(let configuration): configuration.arms
        }
    }

    /// What people call it.
    public var word: String {
        switch self {
        case .comparison: "comparison"
        case .tournament: "tournament"
        }
    }

    /// What people call its episodes.
    public var unit: String {
        switch self {
        case .comparison: "pair"
        case .tournament: "episode"
        }
    }

    /// What people call an arm: A and B, or by place from 1.
    public func name(ofArm number: Int) -> String {
        switch self {
        case .comparison: number == 0 ? "A" : "B"
        case .tournament: "\(number + 1)"
        }
    }
}
