// What `stratagem versions` says: every text of a plugin that the store keeps.
private import Foundation
private import Play
public import Storage

/// The texts of one plugin, the one stored first first.
public struct VersionsReport: Encodable, Sendable {
    /// A run of rounds of one session.
    public struct Use: Encodable, Sendable {
        public var session: String
        public var firstRound: Int64
        public var lastRound: Int64

        enum CodingKeys: String, CodingKey {
            case session
            case firstRound = "first_round"
            case lastRound = "last_round"
        }
    }

    /// One text.
    public struct Version: Encodable, Sendable {
        /// "game" or "strategy".
        public var kind: String
        public var version: String
        /// SHA-256 of the text, 64 hexadecimal digits.
        public var hash: String
        /// Whether it is what the plugin's file says now.
        public var isLive: Bool
        /// When a session first played it, RFC 3339, UTC; null when only comparisons and
        /// tournaments did.
        @Nullable public var firstUsed: String?
        /// Rounds of sessions.
        public var rounds: Int64
        public var uses: [Use]
        public var comparisons: [String]
        public var tournaments: [String]

        enum CodingKeys: String, CodingKey {
            case kind, version, hash, rounds, uses, comparisons, tournaments
            case isLive = "live"
            case firstUsed = "first_used"
        }
    }

    public var plugin: String
    /// The plugin's file and the hash of its text; null when there is none.
    @Nullable public var file: String?
    @Nullable public var liveHash: String?
    public var versions: [Version]

    enum CodingKeys: String, CodingKey {
        case plugin, file, versions
        case liveHash = "live_hash"
    }

    public init(
        plugin: String, file: String?, liveHash: String?, versions: [StoredPluginVersion]
    ) {
        self.plugin = plugin
        self.file = file
        self.liveHash = liveHash
        self.versions = versions.map { stored in
            Version(
                kind: stored.plugin.kind.rawValue, version: stored.plugin.version,
                hash: stored.plugin.hash, isLive: stored.plugin.hash == liveHash,
                firstUsed: stored.firstUsedAt.map {
                    Date(timeIntervalSince1970: Double($0) / 1000).formatted(.iso8601)
                }, rounds: stored.rounds,
                uses: stored.uses.map {
                    Use(session: $0.sessionID, firstRound: $0.firstRound, lastRound: $0.lastRound)
                }, comparisons: stored.comparisons, tournaments: stored.tournaments)
        }
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            header: ["", "hash", "version", "first used", "rounds", "played by"],
            rightAligned: [4])
        for version in versions {
            table.add([
                version.isLive ? "*" : "", String(version.hash.prefix(12)), version.version,
                version.firstUsed ?? "-", Figures.grouped(version.rounds), players(of: version),
            ])
        }
        return "\(plugin)\n\n\(table.text)\n\n\(live)"
    }

    private var live: String {
        guard let file, let liveHash else { return "no file here has this plugin now" }
        return versions.contains(where: \.isLive)
            ? "* is what \(file) says now"
            : "\(file) says \(liveHash.prefix(12)) now, which nothing in this store has played"
    }

    /// The newest three runs; `--json` has all.
    private func players(of version: Version) -> String {
        var parts = version.uses.suffix(3).map { use in
            "\(use.session.prefix(8)) \(Figures.grouped(use.firstRound))-"
                + Figures.grouped(use.lastRound)
        }
        if version.uses.count > 3 { parts.insert("\(version.uses.count - 3) more", at: 0) }
        for (ids, word) in [
            (version.comparisons, "comparison"), (version.tournaments, "tournament"),
        ] where !ids.isEmpty {
            parts.append(ids.count == 1 ? "\(word) \(ids[0].prefix(8))" : "\(ids.count) \(word)s")
        }
        return parts.joined(separator: ", ")
    }
}
