// Bodies leave the main file for segments. Rows, postings, checkpoints and digests stay.
//
// THE STEPS, each of which may be the last one before the power goes
//     1  bodies are copied into a new file, which is synced, with its name. No row knows of it: the
//        next sealer takes it away
//     2  the file is opened again, every body compared with the one in the main file, and the
//        SHA-256 of its bytes taken
//     3  a row of `segment` names it, with the state `moving`
//     4  a few at a time, bodies in the main file are emptied and their rows name the segment. The
//        next sealer compares the SHA-256 and goes on here
//     5  the row's state becomes `sealed`
//     6  pages that are free now are given back, a few at a time
// The main file has one writer: each step of 3 to 6 is a short transaction on the connection that
// commits, and takes turns with commits.

private import Foundation
internal import GRDB

/// Moves bodies out of a store's main file. One thread, and one sealer a store at a time.
public struct Sealer {
    let store: JournalStore
    let settings: SealerSettings
    /// Asked between steps; what was begun is finished by the next sealer.
    let isStopped: () -> Bool
    /// Called with bytes of bodies that are in segments now and were not before.
    let progress: (Int64) -> Void

    /// A sealer of a store that was opened for writing.
    public init(
        _ store: JournalStore, _ settings: SealerSettings = SealerSettings(),
        isStopped: @escaping () -> Bool = { false }, progress: @escaping (Int64) -> Void = { _ in }
    ) {
        (self.store, self.settings) = (store, settings)
        (self.isStopped, self.progress) = (isStopped, progress)
    }

    /// Moves all that may move, then gives free pages back.
    ///
    /// Throws `diskFull`, `io`, `segmentMissing` and `segmentDamaged`; what had moved by then is
    /// where it belongs.
    public func run() throws(StorageError) -> SealerResult {
        var result = SealerResult()
        result.bytesBefore = try store.mainFileBytes().all
        result.segments = try finishBegun()
        var begun = 0
        while begun < settings.segmentsMax, !isStopped(),
            let cold = try ColdBodies.next(in: store, settings)
        {
            begun += 1
            guard let number = try write(cold) else { break }
            if let sealed = try move(number) { result.segments.append(sealed) }
        }
        try giveBack()
        result.bytesAfter = try store.mainFileBytes().all
        return result
    }

    /// Takes away files that no row knows of, and finishes segments that are still moving.
    func finishBegun() throws(StorageError) -> [StoredSegment] {
        let segments = try store.segments()
        let live = Set(segments.filter { $0.state != .retired }.map(\.number))
        for number in store.folder.segmentNumbers().subtracting(live).sorted() {
            try store.folder.removeSegment(number, store.settings)
        }
        var sealed: [StoredSegment] = []
        for segment in segments where segment.state == .moving {
            try requireWhole(segment)
            if let segment = try move(segment.number) { sealed.append(segment) }
        }
        return sealed
    }

    /// Writes a segment and names it; `nil` when there was nothing sound to write, or when it was
    /// stopped.
    func write(_ cold: ColdBodies) throws(StorageError) -> Int64? {
        try store.folder.createSegments()
        let number =
            max(
                try store.segments().map(\.number).max() ?? 0,
                store.folder.segmentNumbers().max() ?? 0) + 1
        do {
            guard let manifest = try copy(cold, into: number) else {
                try store.folder.removeSegment(number, store.settings)
                return nil
            }
            try store.write(logBytes: 1024) { try manifest.insert(in: $0) }
            return number
        } catch {
            // A row may name it even when the commit failed; then the next sealer finds it whole.
            if error.code != .io {
                try? store.folder.removeSegment(number, store.settings)
            }
            throw error
        }
    }

    private func copy(
        _ cold: ColdBodies, into number: Int64
    ) throws(StorageError) -> SegmentManifest? {
        let writer = try SegmentWriter(number, store.folder, store.settings)
        var manifest = SegmentManifest(number: number, cold: cold, createdAt: store.settings.now())
        for step in cold.steps {
            guard !isStopped() else {
                try writer.close()
                return nil
            }
            let start = ContinuousClock.now
            let items = try cold.items(step, in: store)
            try writer.append(items)
            manifest.add(items)
            rest(after: start)
        }
        try writer.close()
        guard manifest.bodies > 0 else { return nil }
        try store.folder.syncSegment(number)
        try compare(cold, with: number)
        (manifest.bytes, manifest.digest) = try store.shelf.measure(number)
        return manifest
    }

    /// Every body of the file is the one that is where it comes from.
    private func compare(_ cold: ColdBodies, with number: Int64) throws(StorageError) {
        let file = try store.shelf.file(number)
        for step in cold.steps {
            let start = ContinuousClock.now
            for item in try cold.items(step, in: store) {
                guard try file.body(item.table, item.id) == item.body else {
                    throw .segmentDamaged(
                        file.path, "the body of \(item.table.table) \(item.id) came out otherwise")
                }
            }
            rest(after: start)
        }
    }

    private func requireWhole(_ segment: StoredSegment) throws(StorageError) {
        let found = try store.shelf.measure(segment.number)
        guard found.bytes == segment.bytes, found.digest == segment.digest else {
            throw .segmentDamaged(
                store.folder.segment(segment.number), "its SHA-256 is not what it was written with")
        }
    }

    /// Empties the bodies that a segment has; `nil` when it was stopped before the last one.
    func move(_ number: Int64) throws(StorageError) -> StoredSegment? {
        let file = try store.shelf.file(number)
        for table in [CodedRow.chunk, .pairChunk] {
            var last: Int64 = 0
            while true {
                guard !isStopped() else { return nil }
                let ids = try file.ids(table, after: last, limit: SegmentLimits.bodiesPerStep)
                guard let end = ids.last else { break }
                let start = ContinuousClock.now
                try store.write(logBytes: 1024 * ids.count) { database in
                    for id in ids { try moveBody(id, table, to: number, database) }
                }
                progress(try file.bytes(table, ids))
                last = end
                rest(after: start)
            }
        }
        try store.write(logBytes: 1024) { database in
            try database.execute(
                sql: "UPDATE segment SET state = 'sealed' WHERE number = ? AND state = 'moving'",
                arguments: [number])
        }
        // It was read from one end to the other; who reads it next may be a week away.
        store.shelf.forget(number)
        return try store.segments().first { $0.number == number }
    }

    private func moveBody(
        _ id: Int64, _ table: CodedRow, to number: Int64, _ database: Database
    ) throws {
        let columns = table.restColumns.joined(separator: ", ")
        let find = try database.cachedStatement(
            sql: "SELECT \(columns) FROM \(table.table) WHERE id = ?")
        guard let row = try Row.fetchOne(find, arguments: [id]) else { return }
        let update = try database.cachedStatement(
            sql: """
                UPDATE \(table.table)
                SET body = x'', segment = ?1, rest_code = coalesce(rest_code, ?2)
                WHERE id = ?3 AND segment IS (SELECT source FROM segment WHERE number = ?1)
                """)
        try update.execute(arguments: [number, table.restCode(of: row), id])
    }

    /// Gives free pages of the main file back, but for those that are wanted soon.
    func giveBack() throws(StorageError) {
        guard try store.mainFileBytes().free > 2 * settings.freeBytesKept else { return }
        let pages = SegmentLimits.pagesPerStep
        var isLeft = true
        while isLeft, !isStopped() {
            let start = ContinuousClock.now
            isLeft = try store.write(logBytes: 2 * pages * Schema.pageBytes) { database in
                let before = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
                guard before * Int64(Schema.pageBytes) > settings.freeBytesKept else {
                    return false
                }
                _ = try Row.fetchAll(database, sql: "PRAGMA incremental_vacuum(\(pages))")
                let after = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
                return after > 0 && after < before
            }
            rest(after: start)
        }
    }

    private func rest(after start: ContinuousClock.Instant) {
        guard settings.restFactor > 0 else { return }
        let (seconds, attoseconds) = start.duration(to: .now).components
        let taken = Double(seconds) + Double(attoseconds) / 1e18
        Thread.sleep(forTimeInterval: min(1, taken * Double(settings.restFactor)))
    }
}
