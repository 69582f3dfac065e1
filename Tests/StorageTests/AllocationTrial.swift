// One store that runs out of memory in one allocation of SQLite's, and what becomes of it.

import Foundation

@testable import Storage

/// A course of a store, the same in every process.
struct AllocationTrial {
    private(set) var history: StoreHistory
    private let folder: String
    private(set) var acknowledged: Int

    /// A store in which something was played, closed.
    ///
    /// - Parameter folder: does not exist yet.
    init(folder: String) throws {
        self.folder = folder
        history = StoreHistory(seed: 21, bodyBytesMax: [300], isWide: true)
        let store = try AllocationTrial.open(folder)
        try history.join(store) { _ in }
        for _ in 0..<2 { try store.commit(history.next()) }
        store.close()
        acknowledged = history.bursts
    }

    /// The same store in another folder, which does not exist yet.
    func copied(to other: String) throws -> AllocationTrial {
        try FileManager.default.copyItem(atPath: folder, toPath: other)
        return AllocationTrial(history, other, acknowledged)
    }

    private init(_ history: StoreHistory, _ folder: String, _ acknowledged: Int) {
        (self.history, self.folder, self.acknowledged) = (history, folder, acknowledged)
    }

    /// The same course, whose store is in another folder.
    func at(_ other: String) -> AllocationTrial { AllocationTrial(history, other, acknowledged) }

    /// Opens the store, plays and closes it; tells of each burst that is acknowledged.
    mutating func play(_ tell: (Int) -> Void) throws(StorageError) {
        let store = try AllocationTrial.open(folder)
        defer { store.close() }
        try history.join(store) { _ in }
        for _ in 0..<2 {
            let burst = history.next()
            try store.commit(burst)
            acknowledged = history.bursts
            tell(acknowledged)
        }
    }

    /// What contradicts that so many bursts were acknowledged; the store plays on.
    mutating func problems(acknowledged: Int) throws -> [String] {
        let store = try AllocationTrial.open(folder)
        defer { store.close() }
        var (burst, problems) = try history.burst(of: store)
        guard let burst else { return problems }
        if burst < acknowledged { problems.append("lost \(acknowledged - burst) bursts") }
        history.goBack(to: burst)
        try history.join(store) { _ in }
        try store.commit(history.next())
        problems += try history.burst(of: store).problems
        return problems
    }

    private static func open(_ folder: String) throws(StorageError) -> JournalStore {
        try JournalStore(
            directory: folder, mode: .readWrite, engine: "test",
            settings: StoreSettings(logBytesPerCheckpoint: 50_000))
    }
}
