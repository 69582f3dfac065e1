// The form of a store, all of it.
//
// FOLDER
//     journal.db        the SQLite database below, 1 KiB pages, auto_vacuum = INCREMENTAL
//     journal.db-wal    its write-ahead log; may hold committed work, so it belongs to the store
//     journal.db-shm    SQLite's index of the log; worthless without a running process
//     journal.lock      locked by the one writing process, whose id is its text
//     segments/         seg-000001.db and so on: bodies that left the database; see SegmentFile.swift
//
// HEADER   application_id 0x53545247 ("STRG"); user_version = `Schema.version`.
//
// RULES
//     One connection writes and checkpoints, with synchronous = FULL. All others only read.
//     Amounts are Int64 minor units. Digests and hashes are 32 bytes. Times are milliseconds and
//     days are days since 1970-01-01. Rounds are numbered from 1; round 0 is before the first.
//     Pairs of a comparison are numbered from 1; pair n plays episode n - 1 of the seed.
//     Columns named after a table hold its key. Large rows are kept small by such keys: a chunk's
//     row without its body is about 180 bytes, its postings 120; a chunk of pairs has 210 and 250.
//     What is said of pairs holds for the episodes of a tournament, which is a comparison of more
//     arms.
//
// TABLES   (columns: `Schema.statements`, `comparisonStatements`, `segmentStatements`, ...)
//     meta        key -> value: "schema" version, "engine" that wrote last, "created" time
//     engine      versions of this program that played rounds
//     plugin      every plugin text by hash; never changed
//     wallet      one for each session, with the session's id; balance as in account. held is the
//                 whole balance while the session may play and 0 after its end; granted is the
//                 day's limit less what was spent, or 0 after the end and without a limit. One
//                 with shared = 1 has a name as its id, and sessions hold parts of it: its account
//                 has what is free, balance - held; held is the sum of what its sessions have, and
//                 granted of what they may still spend on its day
//     allowance   what a session holds of a shared wallet: while is_live = 1 all of the session's
//                 balance, which then is in the account of the session's own wallet, and of `day`
//                 day_left (NULL without a limit) beyond what is committed. With is_live = 0 it
//                 holds nothing, its own wallet is empty, and its balance is what it goes on with
//     session     configuration (JSON), state, head (last stored round, its digest), totals, end
//     transition  what moved a session's state, in order
//     chunk       sealed rounds; written once, never changed. total_* are the session's totals
//                 after it; those of rounds and of voided rounds follow from the rest or are in
//                 `session`. row_code is a CRC-32 over the row: see `CodedRow`. When the body has
//                 left for a segment, body is empty, segment names it, and rest_code is the CRC-32
//                 of the row without its body; row_code is still that of the row with it
//     checkpoint  what a session is continued from after a round; each stored once. row_code as in
//                 chunk
//     place       where a session stood when its rounds were sealed last, or some time before: the
//                 newest only, between two checkpoints. Taken only where rebuilding its plugins
//                 would change nothing, so that playing on from it gives the same rounds. row_code
//                 as in chunk
//     account     balance = sum of its postings
//     posting     one line of a balanced entry: a chunk's (2 for stakes, payouts and fees each, if
//                 not zero), or with chunk NULL the funding of a session's wallet; or, with session
//                 NULL and pair_chunk set, one arm's in a chunk of pairs (2 each for the bankrolls
//                 that it was funded with, stakes, payouts, fees, and what was left at the end of
//                 its episodes and went back, if not zero).
//                 Or with wallet set alone, the funding of a shared wallet.
//                 reason: 1 funding, 2 stake, 3 payout, 4 fee, 5 leftover, 6 again (a session's
//                 balance comes out of the shared wallet to go on), 7 back (it returns there)
//     reload      texts that took a plugin's place in a session: the last round that the old one
//                 played, in order; the checkpoint of that round is the new text's, and no chunk
//                 goes past it
//     reload_refusal  texts that a session did not take, by hash, and why: one row for each text, the
//                 newest `StorageLimits.reloadRefusalsMax` for each plugin of a session. times
//                 counts how often it came, the rest is of the last time
//     reload_refusal_dropped  how often the texts came whose rows made room
//     fault       faults of plugins: the round that was voided, where, traceback, fuel
//     comparison  configuration (JSON: game, both arms, metric, rounds of a pair, margin, alpha,
//                 goal), the most pairs to play (of the last command: more may be asked for later),
//                 head (last stored pair, running digest after it). account_a and account_b are
//                 wallets of the arms' session ids; they are empty after every chunk. No rows of
//                 session and wallet stand for episodes. While it plays, and after a crash,
//                 verdict, judged_pairs and end_reason are NULL; else the verdict that was printed,
//                 the pairs it rests on (not more than are stored), and why it stopped:
//                 verdict, pairs, interrupted, fault.
//                 kind: comparison or tournament. Of a tournament, strategy_a and account_a are the
//                 first arm's and those of b the second one's, config has all, and the verdict is
//                 the label of the best strategy, or empty
//     comparison_arm  the other arms of a tournament, by number from 2 (the first arm is 0)
//     pair_chunk  sealed pairs of both arms, in the order of their numbers; written once, never
//                 changed. At most 65,536 rounds, but a pair is never split. a_* and b_* are sums
//                 over its pairs (fuel is the strategy's). digest_before and _after: the chain of
//                 Play/PairResult.swift. body: every round of both arms and every pair's results,
//                 see Play/PairChunkBody.swift. row_code, segment and rest_code as in chunk.
//                 arms: of a tournament, which took part (the same in all episodes of a chunk) and
//                 the sums of each, see Play/ArmShare.swift; then a_rounds is of all arms, and the
//                 other a_* and b_* are 0
//     segment     files of bodies, whole and on the disk before the row is: see `StoredSegment`.
//                 first_* and last_* are the keys of the chunks whose bodies it has (0 for none);
//                 source is the segment that they came from, or NULL. Rows are never deleted
//     mark        by this time, chunks up to these keys were stored: about one a minute
//     keep        sessions and comparisons whose bodies are not retired, by id
//
// VERSIONS
//     1   sessions
//     2   comparison and pair_chunk; posting.pair_chunk, and posting.session may be NULL;
//         row_code, which is NULL in rows from before: that nothing had damaged them yet is more
//         than anyone knows
//     3   shared wallets and allowances; posting.wallet
//     4   reload and reload_refusal
//     5   segment, mark and keep; segment and rest_code of chunk and pair_chunk
//     6   place; reload_refusal.times and reload_refusal_dropped
//     7   comparison.kind, comparison_arm and pair_chunk.arms
// An older store is upgraded when it is opened for writing, in one transaction; opened for reading
// it is read as it is, without comparisons.
//
// VALID when everything that `StoreCheck` looks at holds.

internal import GRDB

/// Creates and upgrades the tables.
enum Schema {
    /// The version this program writes, and the newest it reads.
    static let version = 7
    /// "STRG".
    static let applicationID = 0x5354_5247

    /// Bytes of a page. With bodies of 20 to 30 KB a chunk takes, beside its body, 690 bytes on
    /// pages of 1 KiB, 770 on 2 KiB and 1,010 on 4 KiB, mostly at the ends of pages; the log is
    /// 1.3, 1.5 and 1.9 times the bodies. Commits take the same time; copying 32 MiB of log takes
    /// 0.1 s instead of 0.06, once in some fifty million rounds.
    static let pageBytes = 1024

    /// Whether a store that is open for reading has comparisons: one of version 1 has no tables.
    static func hasComparisons(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 2
    }

    /// One step for each version, never edited once released.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            for statement in statements { try database.execute(sql: statement) }
            try database.execute(
                sql: """
                    INSERT INTO meta(key, value) VALUES
                        ('schema', '1'), ('engine', ''),
                        ('created', CAST(unixepoch() * 1000 AS TEXT))
                    """)
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { database in
            for statement in comparisonStatements { try database.execute(sql: statement) }
        }
        migrator.registerMigration("3") { database in
            for statement in walletStatements { try database.execute(sql: statement) }
        }
        migrator.registerMigration("4") { database in
            for statement in reloadStatements { try database.execute(sql: statement) }
        }
        migrator.registerMigration("5") { database in
            for statement in segmentStatements { try database.execute(sql: statement) }
        }
        migrator.registerMigration("6") { database in
            for statement in placeStatements { try database.execute(sql: statement) }
        }
        migrator.registerMigration("7") { database in
            for statement in tournamentStatements { try database.execute(sql: statement) }
        }
        return migrator
    }

    private static let statements = [
        """
        CREATE TABLE meta(
            key TEXT PRIMARY KEY, value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE engine(
            key INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE
        ) STRICT
        """,
        """
        CREATE TABLE plugin(
            key INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
            kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE account(
            key INTEGER PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL,
            balance INTEGER NOT NULL, UNIQUE(name, currency)
        ) STRICT
        """,
        """
        CREATE TABLE wallet(
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            account INTEGER NOT NULL REFERENCES account, currency TEXT NOT NULL,
            balance INTEGER NOT NULL, held INTEGER NOT NULL,
            max_bet INTEGER, daily_limit INTEGER,
            per_spin_fee INTEGER NOT NULL, per_query_fee INTEGER NOT NULL,
            day INTEGER NOT NULL, spent INTEGER NOT NULL, granted INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE session(
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
            game INTEGER NOT NULL REFERENCES plugin, strategy INTEGER NOT NULL REFERENCES plugin,
            wallet INTEGER NOT NULL REFERENCES wallet, state TEXT NOT NULL,
            created_at INTEGER NOT NULL, head_round INTEGER NOT NULL,
            head_digest BLOB NOT NULL CHECK(length(head_digest) = 32), balance INTEGER NOT NULL,
            hits INTEGER NOT NULL, decisions INTEGER NOT NULL, staked INTEGER NOT NULL,
            paid INTEGER NOT NULL, fees INTEGER NOT NULL, faults INTEGER NOT NULL,
            strategy_fuel INTEGER NOT NULL, game_fuel INTEGER NOT NULL,
            first_digest BLOB NOT NULL CHECK(length(first_digest) = 32),
            end_reason TEXT, end_detail TEXT
        ) STRICT
        """,
        """
        CREATE TABLE transition(
            session INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL,
            from_state TEXT NOT NULL, input TEXT NOT NULL, to_state TEXT NOT NULL,
            rounds INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(session, seq)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE chunk(
            id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
            first_round INTEGER NOT NULL, round_count INTEGER NOT NULL, day INTEGER NOT NULL,
            digest_before BLOB NOT NULL CHECK(length(digest_before) = 32),
            digest_after BLOB NOT NULL CHECK(length(digest_after) = 32),
            balance_before INTEGER NOT NULL, balance_after INTEGER NOT NULL,
            staked INTEGER NOT NULL, paid INTEGER NOT NULL, fees INTEGER NOT NULL,
            total_hits INTEGER NOT NULL, total_decisions INTEGER NOT NULL,
            total_staked INTEGER NOT NULL, total_paid INTEGER NOT NULL,
            total_fees INTEGER NOT NULL, total_faults INTEGER NOT NULL,
            total_strategy_fuel INTEGER NOT NULL, total_game_fuel INTEGER NOT NULL,
            strategy INTEGER NOT NULL REFERENCES plugin, game INTEGER NOT NULL REFERENCES plugin,
            engine INTEGER NOT NULL REFERENCES engine, body BLOB NOT NULL,
            UNIQUE(session, first_round)
        ) STRICT
        """,
        """
        CREATE TABLE checkpoint(
            key INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
            round INTEGER NOT NULL, strategy INTEGER NOT NULL REFERENCES plugin,
            balance INTEGER NOT NULL, digest_stream BLOB NOT NULL, carry BLOB NOT NULL,
            memory BLOB NOT NULL, state BLOB NOT NULL, UNIQUE(session, round)
        ) STRICT
        """,
        """
        CREATE TABLE posting(
            id INTEGER PRIMARY KEY, chunk INTEGER REFERENCES chunk,
            session INTEGER NOT NULL REFERENCES session, reason INTEGER NOT NULL,
            account INTEGER NOT NULL REFERENCES account, amount INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE fault(
            id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session,
            round INTEGER NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL,
            line INTEGER, call TEXT NOT NULL, message TEXT NOT NULL, traceback TEXT NOT NULL,
            fuel_used INTEGER NOT NULL, fuel_budget INTEGER NOT NULL, at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX fault_session ON fault(session)",
    ]
}
