// A tournament as it is read back.

public import Play

/// A tournament with everything that decides and describes it, as of one committed transaction.
public struct StoredTournament: Hashable, Sendable {
    public var configuration: TournamentConfiguration
    /// The most episodes to play, as last asked for.
    public var episodes: Int64
    /// Milliseconds since 1970-01-01.
    public var createdAt: Int64
    /// Episodes that are stored; 0 before the first.
    public var headEpisodes: Int64
    /// The running digest after them, 64 hexadecimal digits.
    public var headDigest: String
    /// Of all arms, over all episodes that are stored.
    public var rounds: Int64
    /// Why it stopped; `nil` while it plays and after a crash. Its verdict is the label of the
    /// best strategy, or empty.
    public var end: ComparisonEnd?

    public var id: String { configuration.id }
}
