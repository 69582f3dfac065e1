// Goal: a store opens only when it is ours, readable by this version, and durable, and says what to
// do otherwise. Method: real folders, files prepared by hand, pragmas read back.

import SimulatedDisk
import Foundation
import GRDB
import Play
import Testing

@testable import Storage

@Suite struct JournalStoreOpeningTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("the writer waits for the disk, and a new store has the settings that its form demands")
    func writerIsDurable() throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        let pragmas = [
            "synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "auto_vacuum": "2",
            "wal_autocheckpoint": "0", "journal_size_limit": "67108864", "page_size": "1024",
            "application_id": "1398035015", "user_version": "\(Schema.version)",
            "secure_delete": "0",
        ]
        for (name, value) in pragmas {
            let found = try store.writer?.read { database in
                try String.fetchOne(database, sql: "PRAGMA \(name)")
            }
            #expect(found == value, "\(name)")
        }
        let queryOnly = try store.reader.read { try Int.fetchOne($0, sql: "PRAGMA query_only") }
        #expect(queryOnly == 1)
    }

    @Test("a store whose writer would not wait for the disk is refused, at opening and later")
    func normalIsRefused() throws {
        #expect(
            code {
                _ = try JournalStore(
                    directory: folder.store, mode: .readWrite,
                    settings: StoreSettings(synchronous: 1))
            } == .notDurable)

        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.writer?.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let session = PlayedSession()
        #expect(code { try store.commit(session.creation) } == .notDurable)
        #expect(try store.sessions().isEmpty)
    }

    @Test("a store of a newer version is refused by readers and writers, and left as it is")
    func newerIsRefused() throws {
        try JournalStore(directory: folder.store, mode: .readWrite, engine: "stratagem 9").close()
        try edit("PRAGMA user_version = \(Schema.version + 1)")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        for mode in [JournalStore.Mode.readWrite, .readOnly] {
            let error = #expect(throws: StorageError.self) {
                _ = try JournalStore(directory: folder.store, mode: mode)
            }
            #expect(error?.code == .storeNewer)
            #expect(error?.description.contains("stratagem 9") == true)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test("files of other programs are refused and left as they are")
    func foreignFilesAreRefused() throws {
        try FileManager.default.createDirectory(
            atPath: folder.store, withIntermediateDirectories: true)
        let url = URL(fileURLWithPath: folder.database)
        let text = Data(String(repeating: "This is not a database. ", count: 400).utf8)
        try text.write(to: url)
        for mode in [JournalStore.Mode.readWrite, .readOnly] {
            #expect(
                code { _ = try JournalStore(directory: folder.store, mode: mode) } == .notAStore)
        }
        #expect(try Data(contentsOf: url) == text)

        try FileManager.default.removeItem(at: url)
        try edit("CREATE TABLE other(x)")
        let database = try Data(contentsOf: url)
        for mode in [JournalStore.Mode.readWrite, .readOnly] {
            #expect(
                code { _ = try JournalStore(directory: folder.store, mode: mode) } == .notAStore)
        }
        #expect(try Data(contentsOf: url) == database)
    }

    @Test(
        "a store whose making was interrupted is none for readers and made by the next writer",
        arguments: ["", "CREATE TABLE grdb_migrations(identifier TEXT NOT NULL PRIMARY KEY)"])
    func interruptedMaking(sql: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.store, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder.database))
        if !sql.isEmpty { try edit(sql) }
        #expect(
            code { _ = try JournalStore(directory: folder.store, mode: .readOnly) }
                == .storeMissing)
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(PlayedSession().creation)
        #expect(try store.sessions().count == 1)
    }

    @Test("a file where the folder should be is refused")
    func fileInsteadOfFolder() throws {
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.store))
        for path in [folder.store, folder.store + "/below"] {
            #expect(code { _ = try JournalStore(directory: path, mode: .readWrite) } == .notAStore)
        }
    }

    @Test("a damaged file is refused or found out, never read as if it were whole")
    func damagedFile() throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(PlayedSession().creation)
        store.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.database))
        // The second page on; the first is needed to get as far as the tables.
        try handle.seek(toOffset: 1024)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: 20 * 1024))
        try handle.close()
        #expect(
            code {
                let store = try JournalStore(directory: folder.store, mode: .readOnly)
                _ = try store.sessions()
            } == .corrupt)
    }

    @Test("reading never makes a store")
    func missingStore() throws {
        #expect(
            code { _ = try JournalStore(directory: folder.store, mode: .readOnly) } == .storeMissing
        )
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }

    @Test("a folder that can not be made is an error about permission")
    func folderCanNotBeMade() {
        // Not even root can make a folder here.
        #expect(
            code {
                _ = try JournalStore(directory: "/sys/kernel/stratagem-test", mode: .readWrite)
            } == .readOnly)
    }

    @Test(
        "in a folder that may not be written, a closed store can be read and nothing else",
        .disabled(if: getuid() == 0, "root may write everywhere"))
    func readOnlyFolder() throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(PlayedSession().creation)
        store.close()
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.store)
        defer { try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.store) }
        try #expect(
            JournalStore(directory: folder.store, mode: .readOnly).sessions().count == 1)
        try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.database)
        #expect(
            code { _ = try JournalStore(directory: folder.store, mode: .readWrite) } == .readOnly)
    }

    @Test("a store is found again by a path that is relative, and may have odd characters")
    func oddPaths() throws {
        let odd = folder.path + "/a b%20#?&é/./c/../store"
        let session = PlayedSession()
        let store = try JournalStore(directory: odd, mode: .readWrite)
        try store.commit(session.creation)
        store.close()
        let again = try JournalStore(directory: odd, mode: .readOnly)
        #expect(try again.sessions().map(\.id) == [session.configuration.id])
        #expect(again.directory.hasSuffix("/store") && again.directory.hasPrefix("/"))
    }

    @Test("what is called after closing is an error, and closing twice is fine")
    func closed() throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        store.close()
        store.close()
        let batch = PlayedSession().creation
        #expect(code { try store.commit(batch) } == .closed)
        #expect(code { _ = try store.sessions() } == .closed)
        #expect(!FileManager.default.fileExists(atPath: folder.database + "-wal"))

        let reader = try JournalStore(directory: folder.store, mode: .readOnly)
        #expect(code { try reader.commit(batch) } == .closed)
    }

    private func edit(_ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
