// Rows that are edited by hand, and what the check says of them.

import GRDB
import SimulatedDisk
import Testing

@testable import Storage

/// An edit and the kinds of finding it must lead to, no more and no fewer.
struct StoreEdit: Sendable, CustomTestStringConvertible {
    let sql: String
    let kinds: Set<StoreFinding.Kind>

    var testDescription: String { sql }

    /// Edits a sound store that nobody has open, and expects the findings.
    func expectFound(in folder: TemporaryFolder) throws {
        #expect(try StoreEdit.findings(folder).isEmpty)
        try StoreEdit.make(sql, in: folder)
        let found = try StoreEdit.findings(folder)
        #expect(Set(found.map(\.kind)) == kinds, "\(found)")
        #expect(found.allSatisfy { !$0.description.isEmpty })
    }

    /// Runs a statement, which must change something, without the store's own refusals.
    static func make(_ sql: String, in folder: TemporaryFolder) throws {
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: sql)
            #expect(database.totalChangesCount > 0)
        }
        try queue.close()
    }

    /// What the check finds in the store of a folder.
    static func findings(_ folder: TemporaryFolder) throws -> [StoreFinding] {
        let store = try JournalStore(directory: folder.store, mode: .readOnly)
        return try StoreCheck.findings(in: store)
    }
}
