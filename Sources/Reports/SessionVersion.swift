// Which text of a plugin played which rounds of a session.
internal import Play
public import Storage

/// A run of rounds that one text played.
public struct SessionVersion: Encodable, Hashable, Sendable {
    /// "game" or "strategy".
    public var role: String
    public var name: String
    public var version: String
    /// SHA-256 of the text, 64 hexadecimal digits.
    public var hash: String
    public var firstRound: Int64
    /// Below `firstRound` when it has played no round.
    public var lastRound: Int64

    enum CodingKeys: String, CodingKey {
        case role, name, version, hash
        case firstRound = "first_round"
        case lastRound = "last_round"
    }

    /// The texts of a session, by role and then by round; a fallback that stood in is not shown.
    public static func versions(
        of stored: StoredSession, reloads: [StoredReload]
    ) -> [SessionVersion] {
        PluginRole.allCases.flatMap { role in
            let configuration = stored.configuration
            var playing = role == .game ? configuration.game : configuration.strategy
            var versions: [SessionVersion] = []
            var first: Int64 = 1
            func note(through last: Int64) {
                versions.append(
                    SessionVersion(
                        role: role.rawValue, name: playing.name, version: playing.version,
                        hash: playing.hash, firstRound: first, lastRound: last))
                first = last + 1
            }
            for each in reloads where each.reload.role == role {
                note(through: each.reload.round)
                playing = each.reload.to
            }
            note(through: stored.headRound)
            return versions
        }
    }

    var rounds: String {
        firstRound > lastRound
            ? "none"
            : "\(Figures.grouped(firstRound)) to \(Figures.grouped(lastRound))"
    }
}

/// A text that a session did not take; `at` is RFC 3339, UTC.
public struct SessionReloadRefusal: Encodable, Sendable {
    public var round: Int64
    public var role: String
    public var hash: String
    public var file: String
    @Nullable public var line: Int?
    public var call: String
    public var message: String
    public var at: String
    /// How often this text came; the rest is of the last time.
    public var times: Int64
}
