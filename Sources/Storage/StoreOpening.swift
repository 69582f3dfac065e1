// How the two connections are opened, and what is refused before anything is changed.

private import Foundation
internal import GRDB

/// Opens connections, each with the settings that its role needs.
enum StoreOpening {
    /// The connection that writes. The lock must be held.
    static func writer(
        _ folder: StoreFolder, engine: String, _ settings: StoreSettings
    ) throws(StorageError) -> DatabaseQueue {
        if try folder.rewriteLog() { settings.logRewritten(folder.log) }
        do {
            var configuration = common(folder)
            // GRDB's own WAL mode would set synchronous to NORMAL behind our back, after everything
            // that `prepareDatabase` can do; so the journal mode is set below, by hand.
            configuration.journalMode = .default
            configuration.label = "stratagem.writer"
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                try database.execute(
                    sql: "PRAGMA journal_size_limit = \(StorageLimits.logFileBytesMax)")
                // Debian's SQLite overwrites freed space with zeros, which only costs time here.
                try database.execute(sql: "PRAGMA secure_delete = OFF")
            }
            let queue = try DatabaseQueue(
                path: path(folder, settings), configuration: configuration)
            try queue.writeWithoutTransaction { database in
                if try requireOurs(database, folder, newIsFine: true) {
                    // On a file with something in it, the second would write.
                    try database.execute(sql: "PRAGMA page_size = \(Schema.pageBytes)")
                    try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                }
                // All rows, because the change is committed, and may fail, after the only one.
                let journal = try String.fetchAll(database, sql: "PRAGMA journal_mode = WAL").last
                try database.execute(sql: "PRAGMA synchronous = \(settings.synchronous)")
                guard journal == "wal" else {
                    throw StorageError(
                        .notDurable, path: folder.path,
                        "The store \(folder.path) can not keep a write-ahead log on this file "
                            + "system: choose a folder on a local disk with --store.")
                }
                try requireDurable(database, folder, settings)
                // A file that may only be read opens without a word; this asks for the right.
                try database.inTransaction(.immediate) { .rollback }
            }
            try Schema.migrator.migrate(queue)
            try queue.write { database in
                try requireOurs(database, folder, newIsFine: false)
                try StoreCheck.requireSoundHeads(database, folder)
                try AllowanceRecovery.returnAll(database)
                guard !engine.isEmpty else { return }
                try database.execute(
                    sql: "UPDATE meta SET value = ? WHERE key = 'engine' AND value <> ?",
                    arguments: [engine, engine])
            }
            return queue
        } catch {
            throw StorageError(error, path: folder.database)
        }
    }

    /// A connection that only reads.
    static func reader(
        _ folder: StoreFolder, _ settings: StoreSettings
    ) throws(StorageError) -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: folder.database) else {
            throw .storeMissing(folder.path)
        }
        do {
            return try reader(at: path(folder, settings), folder)
        } catch {
            let known = StorageError(error, path: folder.database)
            // SQLite wants to make the index of the log. In a folder that may not be written it can
            // not, but without a log and a writer the file alone can be read as it is.
            guard known.code == .readOnly, !hasLog(folder),
                let queue = try? reader(at: path(folder, with: "immutable=1"), folder)
            else { throw known }
            return queue
        }
    }

    /// Throws `notDurable` unless a commit on this connection waits for the disk, and says so.
    static func requireDurable(
        _ database: Database, _ folder: StoreFolder, _ settings: StoreSettings
    ) throws {
        let statement = try database.cachedStatement(sql: "PRAGMA synchronous")
        guard let level = try Int.fetchOne(statement), level == settings.synchronousRequired
        else {
            throw StorageError(
                .notDurable, path: folder.path,
                "SQLite does not wait for the disk in the store \(folder.path) (PRAGMA synchronous "
                    + "is not 2), so rounds would be lost with the power: this is a defect of the "
                    + "program, report it; nothing was written.")
        }
    }

    private static func path(_ folder: StoreFolder, _ settings: StoreSettings) -> String {
        settings.fileSystem.map { path(folder, with: "vfs=\($0)") } ?? folder.database
    }

    /// The database as a URI, in which SQLite takes settings of its own.
    private static func path(_ folder: StoreFolder, with setting: String) -> String {
        let name = folder.database.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        return "file:\(name ?? folder.database)?\(setting)"
    }

    private static func common(_ folder: StoreFolder) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(StorageLimits.lockSecondsMax)
        return configuration
    }

    private static func reader(at path: String, _ folder: StoreFolder) throws -> DatabaseQueue {
        var configuration = common(folder)
        configuration.readonly = true
        configuration.label = "stratagem.reader"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA query_only = 1")
            try database.execute(sql: "PRAGMA mmap_size = 0")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = try queue.read { try requireOurs($0, folder, newIsFine: false) }
        return queue
    }

    private static func hasLog(_ folder: StoreFolder) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder.log)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0 > 0
    }

    /// Refuses other programs' databases and those of newer versions, before anything is written.
    /// Returns whether nothing is in it yet.
    @discardableResult
    private static func requireOurs(
        _ database: Database, _ folder: StoreFolder, newIsFine: Bool
    ) throws -> Bool {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        // A process that is killed while it makes a store may leave GRDB's table and no more.
        let tables =
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") ?? 0
        if application == 0, version == 0, tables == 0 {
            guard newIsFine else { throw StorageError.storeMissing(folder.path) }
            return true
        }
        guard application == Schema.applicationID else {
            throw StorageError.notAStore(folder.database, "another program made it")
        }
        guard version <= Schema.version else {
            let engine = try? String.fetchOne(
                database, sql: "SELECT value FROM meta WHERE key = 'engine'")
            let writer = engine.map { $0.isEmpty ? "" : " \($0)" } ?? ""
            throw StorageError(
                .storeNewer, path: folder.path,
                "The store \(folder.path) was written by a newer version\(writer) of this program "
                    + "(format \(version), this one reads up to \(Schema.version)): use that "
                    + "version, or choose another folder with --store. Nothing was changed.")
        }
        guard version >= 1 else {
            throw StorageError.corrupt(folder.database, "its format has no version")
        }
        return false
    }
}
