// Giving up rounds that are old: whole segments are retired, and what was summed up of them stays.
//
// Postings, figures of chunks, digests, checkpoints and plugin texts are in the main file and are
// never touched, so balances, the way on and the audit do not change. Rounds that were given up can be
// regenerated, and their digests compared with those that were kept.
//
// Bodies of sessions that are to be kept move to a new segment first, as into any segment
// (Sealer.swift), with the old one as their source. Then a row of `segment` changes its state, which is
// the moment at which the others are gone, and the file is removed.

internal import GRDB

/// What is to be retired; without conditions, nothing.
public struct RetentionPolicy: Hashable, Sendable {
    /// Segments all of whose rounds were stored so many milliseconds ago.
    public var maxAgeMilliseconds: Int64?
    /// The oldest segments, until all files together have at most so many bytes.
    public var maxBytes: Int64?
    /// Segments by number, whatever their age, also when their files are missing or damaged.
    public var numbers: Set<Int64>

    public init(
        maxAgeMilliseconds: Int64? = nil, maxBytes: Int64? = nil, numbers: Set<Int64> = []
    ) {
        (self.maxAgeMilliseconds, self.maxBytes) = (maxAgeMilliseconds, maxBytes)
        self.numbers = numbers
    }

    public var isEmpty: Bool { maxAgeMilliseconds == nil && maxBytes == nil && numbers.isEmpty }
}

/// Retires segments of a store. One thread, and not beside a `Sealer`.
public struct Retention {
    /// A segment that goes, or went.
    public struct Item: Hashable, Sendable {
        public var segment: StoredSegment
        /// Bodies of kept sessions in it, which move to a new segment, and their bytes.
        public var keptBodies: Int64
        public var keptBytes: Int64
        /// Why it goes.
        public var reason: Reason

        public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
            case age
            case bytes
            case asked
        }
    }

    private let store: JournalStore
    private let sealer: Sealer

    /// - Parameter settings: how kept bodies are written again.
    public init(_ store: JournalStore, _ settings: SealerSettings = SealerSettings()) {
        self.store = store
        sealer = Sealer(store, settings)
    }

    /// What a policy would retire now, the oldest first. Changes nothing.
    ///
    /// Segments of which everything is kept stay. Throws `invalid` when a number names no segment
    /// that is there, or one with kept bodies whose file can not be read.
    public func plan(_ policy: RetentionPolicy) throws(StorageError) -> [Item] {
        let live = try store.segments().filter { $0.state != .retired }
        for number in policy.numbers.sorted() {
            guard !live.contains(where: { $0.number == number }) else { continue }
            throw StorageError(
                .invalid, path: store.folder.segment(number),
                "There is no segment \(StoredSegment.name(number)) that could be retired: see "
                    + "`stratagem retain`, which lists those that are there.")
        }
        let now = store.settings.now()
        var bytes = live.reduce(0) { $0 + $1.bytes }
        var items: [Item] = []
        for segment in live.sorted(by: { ($0.storedUntil, $0.number) < ($1.storedUntil, $1.number) }
        ) {
            guard let reason = reason(segment, policy, now: now, bytes: bytes) else { continue }
            let kept = try keptIDs(in: segment.number)
            let count = Int64(kept.reduce(0) { $0 + $1.ids.count })
            if count == segment.chunks + segment.pairChunks, count > 0 {
                guard reason == .asked else { continue }
                throw keeps(segment, count)
            }
            guard segment.state == .sealed || count == 0 else { continue }
            let keptBytes = try bytesOf(kept, in: segment, isAsked: reason == .asked)
            bytes -= segment.bytes - keptBytes
            items.append(
                Item(segment: segment, keptBodies: count, keptBytes: keptBytes, reason: reason))
        }
        return items
    }

    /// Retires what a policy says.
    public func run(_ policy: RetentionPolicy) throws(StorageError) -> [Item] {
        // What was begun before is not there to be planned with.
        if policy.numbers.isEmpty { _ = try sealer.finishBegun() }
        let items = try plan(policy)
        for item in items { try retire(item) }
        return items
    }

    private func reason(
        _ segment: StoredSegment, _ policy: RetentionPolicy, now: Int64, bytes: Int64
    ) -> Item.Reason? {
        if policy.numbers.contains(segment.number) { return .asked }
        if let age = policy.maxAgeMilliseconds, now - segment.storedUntil > age { return .age }
        if let most = policy.maxBytes, bytes > most { return .bytes }
        return nil
    }

    /// Keys of kept sessions' and comparisons' rows whose bodies are in a segment.
    private func keptIDs(
        in number: Int64
    ) throws(StorageError) -> [(table: CodedRow, ids: [Int64])] {
        try store.read { database in
            try [(CodedRow.chunk, "session"), (.pairChunk, "comparison")].map { table, owner in
                let ids = try Int64.fetchAll(
                    database,
                    sql: """
                        SELECT \(table.table).id FROM keep
                            JOIN \(owner) ON \(owner).id = keep.id
                            JOIN \(table.table) ON \(table.table).\(owner) = \(owner).key
                        WHERE \(table.table).segment = ? ORDER BY \(table.table).id
                        """, arguments: [number])
                return (table, ids)
            }
        }
    }

    private func bytesOf(
        _ kept: [(table: CodedRow, ids: [Int64])], in segment: StoredSegment, isAsked: Bool
    ) throws(StorageError) -> Int64 {
        var sum: Int64 = 0
        for (table, ids) in kept where !ids.isEmpty {
            do {
                sum += try store.shelf.file(segment.number).bytes(table, ids)
            } catch {
                guard isAsked else { throw error }
                throw keeps(segment, Int64(ids.count))
            }
        }
        return sum
    }

    private func keeps(_ segment: StoredSegment, _ count: Int64) -> StorageError {
        StorageError(
            .invalid, path: store.folder.segment(segment.number),
            "The segment \(segment.name) has \(count) chunks of sessions that are to be kept: let "
                + "them go first with `stratagem keep --release SESSION` (`stratagem keep` lists "
                + "them).")
    }

    private func retire(_ item: Item) throws(StorageError) {
        let number = item.segment.number
        if item.keptBodies > 0 {
            var cold = ColdBodies(source: number, storedUntil: item.segment.storedUntil)
            let file = try store.shelf.file(number)
            for (table, ids) in try keptIDs(in: number) {
                for id in ids { cold.add(id, table, bytes: try file.bytes(table, [id])) }
            }
            guard let new = try sealer.write(cold), try sealer.move(new) != nil else { return }
            // Those that are damaged stay with the segment, and so it stays with them.
            guard try keptIDs(in: number).allSatisfy(\.ids.isEmpty) else { return }
        }
        let now = store.settings.now()
        try store.write(logBytes: 1024) { database in
            try database.execute(
                sql: "UPDATE segment SET state = 'retired', retired_at = ? WHERE number = ?",
                arguments: [now, number])
        }
        store.shelf.forget(number)
        try store.folder.removeSegment(number, store.settings)
    }
}
