// All rows of a store as text, to tell whether anything changed.

import GRDB
import Testing

@testable import Storage

enum StoreDump {
    static let tables = [
        "meta", "engine", "plugin", "account", "wallet", "session", "transition", "chunk",
        "checkpoint", "posting", "fault",
    ]

    static func lines(of store: JournalStore) throws -> [String] {
        try store.read { database in
            try tables.flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map {
                    "\(table) \($0.databaseValuesDescription)"
                }
            }
        }
    }
}

extension Row {
    fileprivate var databaseValuesDescription: String {
        map { "\($0)=\($1)" }.joined(separator: " ")
    }
}

/// Expects that the check of a store finds nothing, and shows what it finds.
func expectSound(
    _ store: JournalStore, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let findings = try StoreCheck.findings(in: store)
    #expect(findings == [], "\(findings)", sourceLocation: sourceLocation)
}
