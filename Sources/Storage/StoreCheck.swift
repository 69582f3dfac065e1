// Looks through a whole store for what contradicts itself.
//
// INVARIANTS
//     file        SQLite's own integrity and foreign keys; every row can be read
//     damage      each chunk, chunk of pairs and checkpoint has the code it was written with:
//                 `CodedRow`. Rows that a program with version 1 wrote have none
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
//     checkpoint  stands at a chunk's end, with its balance, and its stream gives the digest there
//     plugin      texts have the hash they are stored under
//     reload      numbered from 1, each from the text that played, with a checkpoint at its round;
//                 each chunk names the texts that played its rounds, and none goes past a reload
//     transition  numbered from 1, each legal and from where the one before led, the last to the
//                 session's state
// What a session's chunk's body says is not looked at: `Replay` does it, with the plugins.
//
// Of a comparison, where "round" is a pair's number:
//     rounds      chunks have no gap and no overlap, and end at the head; a body holds the rounds
//                 that its pairs' results say, and no others
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

    let database: Database
    var findings: [StoreFinding] = []

    /// Everything that contradicts itself; empty for a sound store.
    ///
    /// Reads the whole store: some seconds a gigabyte. Throws `closed` or `io`; a damaged file is a
    /// finding and not an error.
    public static func findings(in store: JournalStore) throws(StorageError) -> [StoreFinding] {
        try store.read { database in
            var check = StoreCheck(database: database)
            check.run()
            return Array(check.findings.prefix(findingsMax))
        }
    }

    private mutating func run() {
        part { try $0.checkFile() }
        part { try $0.checkPlugins() }
        part { try $0.checkSessions() }
        part { try $0.checkCheckpointCodes() }
        part { try $0.checkReloads() }
        part { try $0.checkComparisons() }
        part { try $0.checkChunkPostings() }
        part { try $0.checkPairChunkPostings() }
        part { try $0.checkCurrencies() }
        part { try $0.checkAccounts() }
        part { try $0.checkWallets() }
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

    private mutating func checkFile() throws {
        let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        for line in lines where line != "ok" { note(.file, line) }
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
}
