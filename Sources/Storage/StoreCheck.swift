// Looks through a whole store for what contradicts itself.
//
// INVARIANTS
//     file        SQLite's own integrity and foreign keys; every row can be read
//     damage      each chunk, chunk of pairs and checkpoint has the code it was written with:
//                 `CodedRow`. Rows that a program with version 1 wrote have none
//     segment     files are there, with the bytes that the manifest names, and have the bodies of as
//                 many chunks as say so; of retired ones nothing is looked at
//     rounds      a session's chunks have no gap and no overlap, and their rounds sum to the head
//     digest      each chunk begins with the digest of the one before; the last one's is the head's
//     balance     after = before - staked - fees + paid in each chunk, before = the last after, the
//                 first before = the funding = the bankroll, the last after = the head's; totals
//                 likewise
//     posting     a chunk's postings sum to 0 and are its stakes, payouts and fees, to and from its
//                 session's wallet; all postings of a currency sum to 0
//     account     a balance is the sum of the account's postings, and no wallet's is below zero
//     wallet      0 <= held <= balance = its account's, spent + granted <= limit; what was spent on
//                 its day is the sum over chunks of that day, and no day is over its limit
//                 of one that sessions share: held is what they have, granted what they may still
//                 spend on its day, spent what chunks of that day spent
//     checkpoint  stands at a chunk's end, with its balance, and its stream gives the digest there
//     plugin      texts have the hash they are stored under
//     reload      numbered from 1, each from the text that played, with a checkpoint at its round;
//                 each chunk names the texts that played its rounds, and none goes past a reload
//     transition  numbered from 1, each legal and from where the one before led, the last to the
//                 session's state
//     end         a session that is over for good is Completed, one that a fault stopped has that
//                 fault, and no fault is later than the round after the head
// Rows that no foreign key holds together are looked at, too: an account of a wallet that is not
// there is an `account`, a wallet without a session a `wallet`.
// What a session's chunk's body says is not looked at: `Replay` does it, with the plugins.
//
// Of a comparison, where "round" is a pair's number, and of a tournament, where it is an episode's:
//     rounds      chunks have no gap and no overlap, and end at the head; a body holds the rounds
//                 that its pairs' results say, and no others; who is out of a tournament stays out
//     digest      each chunk begins with the digest of the one before, its pairs' digests lead to
//                 the one after, and the last one is the head's
//     balance     stakes, payouts and fees of the rounds are those of each pair's results, whose
//                 balance follows from the bankroll; their sums are the chunk's
//     wallet      no episode spent more than its daily limit
//     posting     a chunk's postings are both arms' bankrolls, stakes, payouts, fees, and what was
//                 left; so both arms' accounts are empty after it

internal import GRDB

/// The check of a store; it changes nothing and sees one committed state.
public struct StoreCheck {
    /// The most findings that are listed. A store with so many is beyond reading them.
    public static let findingsMax = 1_000

    /// How far a check is, for people who watch.
    public struct Progress: Hashable, Sendable {
        /// Chunks of sessions and of comparisons, looked at and in all.
        public var chunks: Int64
        public var chunksAll: Int64
    }

    let database: Database
    /// Ids of the sessions and comparisons whose chunks are looked at; `nil` for all.
    let selection: Set<String>?
    let shelf: SegmentShelf
    let progress: (Progress) -> Void
    /// Segments whose files are not as they should be, which was said.
    var brokenSegments: Set<Int64> = []
    var findings: [StoreFinding] = []
    /// How many were looked at, of what `StoreFinding.Kind.unit` names.
    var looked: [StoreFinding.Kind: Int64] = [:]
    var summary = StoreCheckResult()
    private var chunksAll: Int64 = 0

    init(
        database: Database, shelf: SegmentShelf, selection: Set<String>? = nil,
        progress: @escaping (Progress) -> Void = { _ in }
    ) {
        self.database = database
        self.shelf = shelf
        self.selection = selection
        self.progress = progress
    }

    /// Everything that contradicts itself; empty for a sound store.
    ///
    /// Reads the whole store: some seconds a gigabyte. Throws `closed` or `io`; a damaged file is a
    /// finding and not an error.
    public static func findings(in store: JournalStore) throws(StorageError) -> [StoreFinding] {
        try result(in: store).findings
    }

    /// What was looked at and what was found, all in one committed state.
    ///
    /// Throws as `findings` does.
    ///
    /// - Parameters:
    ///   - selection: full ids of sessions and comparisons; of others only what a whole file, ledger
    ///     or table shows is looked at. `nil` for all.
    ///   - progress: called after each chunk.
    public static func result(
        in store: JournalStore, only selection: Set<String>? = nil,
        progress: @escaping (Progress) -> Void = { _ in }
    ) throws(StorageError) -> StoreCheckResult {
        try store.read { database in
            var check = StoreCheck(
                database: database, shelf: store.shelf, selection: selection, progress: progress)
            check.run()
            return check.result
        }
    }

    private var result: StoreCheckResult {
        var result = summary
        result.findings = Array(findings.prefix(StoreCheck.findingsMax))
        result.isCutOff = findings.count > StoreCheck.findingsMax
        result.looked = looked
        return result
    }

    private mutating func run() {
        part { try $0.checkFile() }
        part { try $0.checkPlugins() }
        part { try $0.checkSegments() }
        part { try $0.checkSessions() }
        part { try $0.checkCheckpointCodes() }
        part { try $0.checkPlaceCodes() }
        part { try $0.checkReloads() }
        part { try $0.checkComparisons() }
        part { try $0.checkChunkPostings() }
        part { try $0.checkPairChunkPostings() }
        part { try $0.checkCurrencies() }
        part { try $0.checkAccounts() }
        part { try $0.checkWallets() }
        part { try $0.checkFaults() }
    }

    /// Runs a part; one that a damaged row ends is a finding, and the others still run.
    private mutating func part(_ body: (inout StoreCheck) throws -> Void) {
        do {
            try body(&self)
        } catch {
            note(.file, "\(error)")
        }
    }

    mutating func note(
        _ kind: StoreFinding.Kind, in session: String? = nil, round: Int64? = nil, _ text: String
    ) {
        guard findings.count <= StoreCheck.findingsMax else { return }
        findings.append(
            StoreFinding(kind: kind, sessionID: session, round: round, text: text))
    }

    /// Counts what was looked at.
    mutating func count(_ kinds: StoreFinding.Kind..., by number: Int64 = 1) {
        for kind in kinds { looked[kind, default: 0] += number }
    }

    /// Counts a chunk in and says how far the check is.
    mutating func passChunk(isRetired: Bool) {
        summary.chunks += 1
        if isRetired { summary.retiredChunks += 1 }
        progress(Progress(chunks: summary.chunks, chunksAll: max(summary.chunks, chunksAll)))
    }

    func isSelected(_ id: String) -> Bool {
        selection?.contains(id) ?? true
    }

    private mutating func checkFile() throws {
        let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        for line in lines where line != "ok" { note(.file, line) }
        looked[.file] = try tableCount()
        summary.format = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        chunksAll = try Int64.fetchOne(database, sql: "SELECT count(*) FROM chunk") ?? 0
        if try Schema.hasComparisons(database) {
            chunksAll +=
                try Int64.fetchOne(database, sql: "SELECT count(*) FROM pair_chunk") ?? 0
        }
        let broken = try Row.fetchAll(
            database,
            sql: """
                SELECT "table" AS name, count(*) AS rows FROM pragma_foreign_key_check
                GROUP BY "table"
                """)
        for row in broken {
            let name = try row.text("name")
            note(.file, "\(try row.int64("rows")) rows of table \(name) name rows that are missing")
        }
    }

    private func tableCount() throws -> Int64 {
        try Int64.fetchOne(
            database, sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table'") ?? 0
    }
}
