// Checking a whole store: what contradicts itself, and, when asked for, whether its rounds come out
// again.
private import Foundation
private import Play
public import Reports
public import Storage

/// Looks through a store; changes nothing. One thread.
public struct VerifyRun {
    private let journal: JournalStore
    private let catalogue: Catalogue

    /// - Parameter catalogue: says which plugins get a process of their own when they are replayed.
    public init(journal: JournalStore, catalogue: Catalogue = Catalogue()) {
        self.journal = journal
        self.catalogue = catalogue
    }

    /// Checks the store, or what is chosen of it.
    ///
    /// Throws `StorageError` when it can not be read at all; all else is a finding.
    ///
    /// - Parameters:
    ///   - chosen: ids of sessions, comparisons or tournaments, or beginnings of them; empty for all.
    ///   - replays: whether rounds are played again, too.
    ///   - progress: called with how far it is.
    public func verify(
        _ chosen: [String] = [], replays: Bool = false,
        progress: @escaping (String) -> Void = { _ in }
    ) throws -> VerifyReport {
        let writer = journal.writingProcess
        let records = try chosen.map { try journal.recordID($0) }
        let all = records.isEmpty ? nil : Set(records.map(\.id))
        var result = try StoreCheck.result(in: journal, only: all) { at in
            progress(
                "\(Figures.grouped(at.chunks)) of \(Figures.grouped(at.chunksAll)) chunks looked at"
            )
        }
        var skipped: [VerifyReport.Skipped] = []
        if replays {
            result.looked[.replay] = 0
            for record in records.isEmpty ? try journal.recordIDs() : records {
                try replay(record, &result, &skipped, progress)
            }
        }
        return VerifyReport(
            result, store: journal.directory, writer: writer, isPartial: all != nil,
            skipped: skipped)
    }

    private func replay(
        _ record: (kind: StoredKind, id: String), _ result: inout StoreCheckResult,
        _ skipped: inout [VerifyReport.Skipped], _ progress: @escaping (String) -> Void
    ) throws {
        let engines = try journal.engines(of: record)
        if let other = engines.first(where: { $0 != Engine.version }) {
            skipped.append(
                VerifyReport.Skipped(
                    id: record.id,
                    reason: "played by \(other), which alone can play it again; this is "
                        + Engine.version))
            return
        }
        do {
            let rounds =
                switch record.kind {
                case .session: try replaySession(record.id, progress)
                case .comparison: try replayComparison(record.id, progress)
                case .tournament: try replayTournament(record.id, progress)
                }
            result.looked[.replay, default: 0] += rounds
        } catch let error as PlayError {
            result.findings.append(
                StoreFinding(kind: .replay, sessionID: record.id, text: error.description))
        } catch let error as StorageError {
            let isDamage = [.corrupt, .segmentMissing, .segmentDamaged].contains(error.code)
            guard isDamage else { throw error }
            result.findings.append(
                StoreFinding(kind: .replay, sessionID: record.id, text: error.description))
        }
    }

    private func replaySession(
        _ id: String, _ progress: @escaping (String) -> Void
    ) throws -> Int64 {
        let stored = try journal.session(id)
        guard stored.headRound > 0 else { return 0 }
        let last = Figures.grouped(stored.headRound)
        let report = try ReplayRun(journal: journal, stored: stored, catalogue: catalogue).replay(
            checkingFrom: 1, printing: stored.headRound...stored.headRound
        ) { round in
            progress("\(id.prefix(8)): \(Figures.grouped(round)) of \(last) rounds played again")
        }
        guard report.checkedTo == stored.headRound, report.digest == stored.headDigest else {
            throw PlayError(
                .replayIncompatible,
                "round \(report.checkedTo) was reached with the digest \(report.digest); the head "
                    + "is round \(stored.headRound) with \(stored.headDigest)")
        }
        return stored.headRound
    }

    private func replayComparison(
        _ id: String, _ progress: @escaping (String) -> Void
    ) throws -> Int64 {
        let stored = try journal.comparison(id)
        guard stored.headPairs > 0 else { return 0 }
        let last = Figures.grouped(stored.headPairs)
        let report = try ComparisonReplay(journal: journal, stored: stored, catalogue: catalogue)
            .replay(pairs: 1...stored.headPairs, shown: 1) { pair, _ in
                progress("\(id.prefix(8)): \(Figures.grouped(pair)) of \(last) pairs played again")
            }
        return report.checked.roundsChecked
    }

    private func replayTournament(
        _ id: String, _ progress: @escaping (String) -> Void
    ) throws -> Int64 {
        let stored = try journal.tournament(id)
        guard stored.headEpisodes > 0 else { return 0 }
        let last = Figures.grouped(stored.headEpisodes)
        let report = try TournamentReplay(journal: journal, stored: stored, catalogue: catalogue)
            .replay(episodes: 1...stored.headEpisodes, shown: 1) { episode, _ in
                progress(
                    "\(id.prefix(8)): \(Figures.grouped(episode)) of \(last) episodes played again")
            }
        return report.checked.roundsChecked
    }
}
