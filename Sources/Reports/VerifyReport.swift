// What `stratagem verify` says: each invariant, how much was looked at, and what was found.
public import Storage

/// A store that was looked through.
public struct VerifyReport: Encodable, Sendable {
    /// One invariant.
    public struct Check: Encodable, Sendable {
        /// The kind of finding that breaks it.
        public var check: String
        public var holds: String
        /// How many were looked at, and of what; null when none was, because nobody asked.
        @Nullable public var looked: Int64?
        public var unit: String
        public var findings: Int
    }

    /// Something that contradicts itself.
    public struct Finding: Encodable, Sendable {
        public var check: String
        /// A session, comparison or tournament.
        @Nullable public var id: String?
        /// A round, a pair of a comparison, or an episode of a tournament.
        @Nullable public var round: Int64?
        public var text: String
        public var advice: String
    }

    /// Something that could not be played again here, which says nothing against it.
    public struct Skipped: Encodable, Sendable {
        public var id: String
        public var reason: String

        public init(id: String, reason: String) {
            self.id = id
            self.reason = reason
        }
    }

    public var store: String
    public var sound: Bool
    public var format: Int64
    /// The process that writes to the store just now; null when there is none.
    @Nullable public var writer: Int?
    /// Whether only chosen sessions and comparisons were looked at.
    public var partial: Bool
    public var sessions: Int64
    public var comparisons: Int64
    public var rounds: Int64
    public var pairs: Int64
    public var tournaments: Int64
    /// Of tournaments, each of all strategies that were in.
    public var episodes: Int64
    /// Chunks whose stored results were given up, or can not be read.
    public var retiredChunks: Int64
    public var checks: [Check]
    public var findings: [Finding]
    public var skipped: [Skipped]
    /// Whether there are more findings than these.
    public var more: Bool

    enum CodingKeys: String, CodingKey {
        case store, sound, format, writer, partial, sessions, comparisons, rounds, pairs, checks
        case tournaments, episodes
        case findings, skipped, more
        case retiredChunks = "retired_chunks"
    }

    public init(
        _ result: StoreCheckResult, store: String, writer: Int?, isPartial: Bool,
        skipped: [Skipped]
    ) {
        self.store = store
        self.writer = writer
        self.skipped = skipped
        partial = isPartial
        sound = result.findings.isEmpty
        format = result.format
        (sessions, comparisons) = (result.sessions, result.comparisons)
        (rounds, pairs) = (result.rounds, result.pairs)
        (tournaments, episodes) = (result.tournaments, result.episodes)
        more = result.isCutOff
        retiredChunks = result.retiredChunks
        checks = StoreFinding.Kind.allCases.map { kind in
            Check(
                check: kind.rawValue, holds: kind.invariant,
                looked: result.looked[kind] ?? (kind == .replay ? nil : 0), unit: kind.unit,
                findings: result.findings.count { $0.kind == kind })
        }
        findings = result.findings.map {
            Finding(
                check: $0.kind.rawValue, id: $0.sessionID, round: $0.round, text: $0.text,
                advice: $0.kind.advice)
        }
    }

    /// For people: what was looked at, a table of invariants, then what was found and what to do.
    public var text: String {
        var lines = [heading]
        if let writer {
            lines.append(
                "Process \(writer) writes to it: this is what was committed when the check began.")
        }
        lines += ["", table.text, ""]
        for check in checks where check.findings > 0 { lines += section(check) }
        if retiredChunks > 0 {
            lines.append(
                "The results of \(counted(retiredChunks, "chunk")) are retired: their figures, money and "
                    + "digests were looked at.")
        }
        for item in skipped { lines.append("not played again: \(item.id): \(item.reason)") }
        lines.append(verdict)
        return lines.joined(separator: "\n")
    }

    private var heading: String {
        var parts = [counted(sessions, "session"), counted(rounds, "round")]
        if comparisons > 0 {
            parts += [counted(comparisons, "comparison"), counted(pairs, "pair")]
        }
        if tournaments > 0 {
            parts += [counted(tournaments, "tournament"), counted(episodes, "episode")]
        }
        return "Store \(store), format \(format): \(partial ? "of it " : "")"
            + parts.joined(separator: ", ") + "."
    }

    private var table: TextTable {
        var table = TextTable(
            header: ["check", "looked at", "", "result", "what holds"], rightAligned: [1])
        for check in checks {
            let result =
                check.looked == nil ? "-" : check.findings == 0 ? "ok" : "\(check.findings) found"
            table.add([
                check.check, check.looked.map { Figures.grouped($0) } ?? "-", check.unit, result,
                check.holds,
            ])
        }
        return table
    }

    private func section(_ check: Check) -> [String] {
        let found = findings.filter { $0.check == check.check }
        let shown = found.prefix(VerifyReport.shownMax).map { finding in
            let place = [finding.id, finding.round.map { "round \($0)" }].compactMap(\.self)
                .joined(separator: " ")
            return "  " + (place.isEmpty ? "" : place + ": ") + finding.text
        }
        let left = found.count - shown.count
        return ["\(check.check):"] + shown
            + (left > 0 ? ["  and \(left) more; --json lists them"] : [])
            + ["  What to do: " + (found.first?.advice ?? ""), ""]
    }

    private var verdict: String {
        if sound { return "Nothing contradicts itself." }
        let count = more ? "More than \(findings.count)" : "\(findings.count)"
        return "\(count) \(findings.count == 1 ? "finding" : "findings"). Nothing was changed."
    }

    private func counted(_ number: Int64, _ noun: String) -> String {
        "\(Figures.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Findings of a kind that are shown as text; a thousand alike say no more than ten.
    private static let shownMax = 10
}
