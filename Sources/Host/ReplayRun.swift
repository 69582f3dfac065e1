// Checking a stored session against its journal, a few chunks at a time.
public import Accounts
public import Play
public import Reports
public import Storage

/// Replays a stored session. One thread.
public struct ReplayRun {
    private let journal: JournalStore
    private let stored: StoredSession
    private let catalogue: Catalogue
    /// Rounds whose chunks are read at a time.
    private static let roundsRead: Int64 = 1_000_000

    public init(
        journal: JournalStore, stored: StoredSession, catalogue: Catalogue = Catalogue()
    ) {
        self.journal = journal
        self.stored = stored
        self.catalogue = catalogue
    }

    /// Regenerates from the checkpoint before `first` to the end of `printing`, and keeps the
    /// rounds of `printing`.
    ///
    /// Throws `PlayError` with `replay_incompatible` when anything differs, and `StorageError`.
    ///
    /// - Parameter progress: called after each chunk with the last round that was checked.
    public func replay(
        checkingFrom first: Int64, printing: ClosedRange<Int64>,
        progress: (_ round: Int64) -> Void = { _ in }
    ) throws -> ReplayReport {
        let currency: Currency = try Currency(code: stored.configuration.currency)
        let last = min(printing.upperBound, stored.headRound)
        let checkpoint =
            first > 1 ? try journal.checkpoint(of: stored.id, atOrBefore: first - 1) : nil
        let blueprint = try StoredBlueprint.blueprint(
            of: stored, in: journal, catalogue: catalogue, reloadsThrough: checkpoint?.round)
        var reloads = try journal.reloads(of: stored.id).map(\.reload)
            .dropFirst(blueprint.reloadCount)
        let replay = try Replay(blueprint, from: checkpoint)
        let begin = (checkpoint?.round ?? 0) + 1
        var kept: [(round: Int64, record: RoundRecord)] = []
        var chunkCount = 0
        var retiredCount = 0
        var digest = checkpoint?.digest ?? ""
        while replay.round < last {
            let next = replay.round + 1
            let chunks = try journal.chunks(
                of: stored.id, from: next, through: min(last, next + ReplayRun.roundsRead))
            guard !chunks.isEmpty else { break }
            for chunk in chunks {
                // No chunk goes past a reload; several may come after the same round.
                while let reload = reloads.first, reload.round < chunk.firstRound {
                    let plugin = try StoredBlueprint.replacement(
                        reload, in: journal, catalogue: catalogue)
                    try replay.reload(plugin, as: reload)
                    reloads.removeFirst()
                }
                for (offset, record) in try replay.rounds(of: chunk).enumerated() {
                    let round = chunk.firstRound + Int64(offset)
                    if printing.contains(round) { kept.append((round, record)) }
                }
                chunkCount += 1
                if chunk.isBodyRetired { retiredCount += 1 }
                digest = chunk.digestAfter
                progress(replay.round)
            }
        }
        return ReplayReport(
            configuration: stored.configuration, checkedFrom: begin, checkedTo: replay.round,
            chunks: chunkCount, retiredChunks: retiredCount, digest: digest,
            humanLikeness: replay.humanLikeness, records: kept, currency: currency)
    }
}

extension StoredSession {
    /// Where it is continued: what is left of the day's limit counts only on the same day.
    public func head(today: DayKey) -> SessionHead {
        var left = configuration.dailyLimit
        if today <= wallet.dayKey, let limit = left {
            left = max(0, limit - wallet.spentToday)
        }
        return SessionHead(
            rounds: headRound, digest: headDigest, balance: balance, dayLeft: left)
    }
}
