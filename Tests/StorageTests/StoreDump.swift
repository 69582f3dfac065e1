// All rows of a store as text, to tell whether anything changed.

import GRDB

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
