// Sessions that play at random, and all that a store must hold after each of their commits.

import SeededRandom
import Encoding
import Foundation
import GRDB
import Play

@testable import Storage

/// What was committed burst by burst; a burst is what the committer puts into one transaction.
struct StoreHistory {
    struct Session {
        var played: PlayedSession
        var state = SessionState.idle
        var day = PlayedSession.day
        var transitions = 0
        var checkpoints = 0
        var faults = 0
        var isCheckpointed = true
        var isStored = false
        var end: SessionEnd?
        var reloads = 0
        var refusals = 0
        /// The round of its place; 0 without one.
        var place: Int64 = 0
        /// It plays on the shared wallet, and what it holds of the day while it does.
        var sharesWallet = false
        var dayLeft: Int64?
        var asked: AllowanceRequest.Answer?

        var id: String { played.configuration.id }

        var line: String {
            "\(id) \(played.totals.rounds) \(played.balance) \(state.rawValue) \(transitions) "
                + "\(checkpoints) \(faults) \(reloads) \(refusals) \(place) "
                + "\(end?.reason.rawValue ?? "-")"
        }
    }

    private let bodyBytesMax: [Int]
    /// What was committed of the kinds that only `isWide` brings; see StoreHistory+Wide.swift.
    var met: [String: Int] = [:]
    /// Whether there are reloads, places and a shared wallet.
    let isWide: Bool
    var generator: SeededGenerator
    var sessions: [Session]
    /// The sessions after each burst; the first entry is the store with nothing in it.
    var past: [[Session]]
    private var chunks: [String: [Chunk]] = [:]
    /// Sessions whose bodies may not be retired; `nil`: nobody's may.
    var kept: Set<String>?

    /// `bodyBytesMax` are bounds of a body's size, one of which each chunk draws.
    init(seed: UInt64, bodyBytesMax: [Int] = [10, 1_000, 9_000], isWide: Bool = false) {
        self.bodyBytesMax = bodyBytesMax
        self.isWide = isWide
        var generator = SeededGenerator(seed: seed)
        sessions = (0..<Int.random(in: 2...5, using: &generator)).map { number in
            let half = String(generator.next(), radix: 16).leftPadded(to: 16)
            let (first, second) = (half.prefix(8), half.dropFirst(8).prefix(4))
            let id = "\(first)-\(second)-4000-8000-00000000000\(number)"
            return Session(
                played: PlayedSession(
                    id: id, bankroll: 1_000_000_000,
                    dailyLimit: number % 2 == 0 ? 500_000_000 : nil))
        }
        self.generator = generator
        if isWide { sessions += Self.sharing() }
        past = [sessions]
    }

    /// Bursts so far, those that may be lost included.
    var bursts: Int { past.count - 1 }

    /// Ids of the sessions that are stored after the last burst.
    var storedIDs: [String] { sessions.filter(\.isStored).map(\.id) }

    /// Rounds that are stored after a burst.
    func rounds(after burst: Int) -> Int64 {
        past[burst].reduce(0) { $0 + $1.played.totals.rounds }
    }

    /// Makes the next burst: some batches, each with changes of some sessions.
    mutating func next() -> [CommitBatch] {
        takeAnswers()
        var batches: [CommitBatch] = []
        while batches.isEmpty {
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                var batch = CommitBatch()
                for index in sessions.indices where generator.chance(50) {
                    change(index, &batch)
                }
                if !batch.isEmpty { batches.append(batch) }
            }
        }
        past.append(sessions)
        return batches
    }

    /// Takes the sessions back to where they stood after a burst.
    mutating func goBack(to burst: Int) {
        past.removeSubrange((burst + 1)...)
        sessions = past[burst]
        for session in sessions {
            chunks[session.id]?.removeAll { $0.lastRound > session.played.totals.rounds }
        }
    }

    private mutating func change(_ index: Int, _ batch: inout CommitBatch) {
        if isWide, changeWidely(index, &batch) { return }
        guard sessions[index].isStored else {
            let creation = sessions[index].played.creation
            batch.plugins += creation.plugins
            batch.sessions += creation.sessions
            sessions[index].isStored = true
            sessions[index].isCheckpointed = false
            return
        }
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<8 where !sessions[index].isCheckpointed:
            sessions[index].isCheckpointed = true
            sessions[index].checkpoints += 1
            batch.checkpoints.append(
                StoredCheckpoint(
                    sessionID: sessions[index].id, checkpoint: sessions[index].played.checkpoint))
        case 8..<16: fault(index, &batch)
        case 16..<26: transit(index, &batch)
        case 26..<32 where sessions[index].end == nil:
            let end = SessionEnd(reason: .interrupted, detail: "The test stopped it.")
            sessions[index].end = end
            batch.ends.append(
                StoredEnd(
                    sessionID: sessions[index].id, end: end, totals: sessions[index].played.totals)
            )
        default: play(index, &batch)
        }
    }

    private mutating func play(_ index: Int, _ batch: inout CommitBatch) {
        if generator.chance(5), !sessions[index].sharesWallet { sessions[index].day += 1 }
        let checkpoints = generator.chance(15)
        let size = Int.random(in: 0...generator.pick(bodyBytesMax), using: &generator)
        let chunk = sessions[index].played.chunk(
            rounds: Int.random(in: 1...200, using: &generator),
            staked: Int64.random(in: 0...10_000, using: &generator),
            paid: Int64.random(in: 0...10_000, using: &generator),
            fees: Int64.random(in: 0...100, using: &generator), day: sessions[index].day,
            // [2] alone is the body of a chunk without rounds.
            body: size == 1 ? [1] : noise(size), withCheckpoint: checkpoints)
        sessions[index].end = nil
        if let left = sessions[index].dayLeft {
            sessions[index].dayLeft = left - chunk.staked - chunk.fees
        }
        sessions[index].isCheckpointed = checkpoints
        if checkpoints { sessions[index].checkpoints += 1 }
        batch.chunks.append(chunk)
        chunks[sessions[index].id, default: []].append(chunk)
    }

    /// Random bytes, cut from a supply of them, because drawing each takes a test's time.
    private mutating func noise(_ count: Int) -> [UInt8] {
        let first = Int.random(in: 0..<Self.supply.count - count, using: &generator)
        return Array(Self.supply[first..<first + count])
    }

    private static let supply: [UInt8] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }()

    private mutating func fault(_ index: Int, _ batch: inout CommitBatch) {
        sessions[index].faults += 1
        let session = sessions[index]
        batch.faults.append(
            StoredFault(
                sessionID: session.id, round: session.played.totals.rounds + 1, role: "strategy",
                kind: "fuel_exhausted", file: "flat.lua", line: 7, call: "decide",
                message: "it ran out", traceback: "here", fuelUsed: 5, fuelBudget: 4, at: 9))
    }

    private mutating func transit(_ index: Int, _ batch: inout CommitBatch) {
        let state = sessions[index].state
        let inputs = SessionInput.allCases.filter {
            (try? SessionStateMachine.next(state, $0)) != nil
        }
        // A session that is over begins anew, with a machine that is idle.
        let from = inputs.isEmpty ? .idle : state
        let input = inputs.isEmpty ? .start : generator.pick(inputs)
        guard let to = try? SessionStateMachine.next(from, input) else { return }
        sessions[index].state = to
        sessions[index].transitions += 1
        batch.transitions.append(
            StoredTransition(
                sessionID: sessions[index].id,
                transition: SessionTransition(
                    from: from, input: input, to: to, rounds: sessions[index].played.totals.rounds),
                at: 3))
    }

    /// The burst after which a store stands, and what contradicts that. `nil` when it stands after
    /// none of them, which means that a transaction is half there.
    func burst(of store: JournalStore) throws -> (burst: Int?, problems: [String]) {
        var problems = try StoreCheck.findings(in: store).map(\.description)
        let lines = try store.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT concat || coalesce(end_reason, '-') FROM (
                        SELECT id, end_reason,
                            id || ' ' || head_round || ' ' || balance || ' ' || state || ' ' ||
                            (SELECT count(*) FROM transition WHERE session = key) || ' ' ||
                            (SELECT count(*) FROM checkpoint WHERE session = session.key) || ' ' ||
                            (SELECT count(*) FROM fault WHERE session = session.key) || ' ' ||
                            (SELECT count(*) FROM reload WHERE session = session.key) || ' ' ||
                            (SELECT coalesce(sum(times), 0) FROM reload_refusal
                                WHERE session = session.key) || ' ' ||
                            coalesce((SELECT round FROM place WHERE session = session.key), 0)
                                || ' ' AS concat
                        FROM session) ORDER BY id
                    """)
        }
        let burst = past.lastIndex { $0.filter(\.isStored).map(\.line).sorted() == lines }
        guard let burst else {
            problems.append("the store stands after none of the bursts: \(lines)")
            return (nil, problems)
        }
        problems += try walletProblems(past[burst], store)
        for session in past[burst] where session.isStored {
            let stored = try store.chunks(of: session.id).map(Self.withoutCheckpoint)
            let expected = (chunks[session.id] ?? [])
                .prefix { $0.lastRound <= session.played.totals.rounds }
            let mayRetire = kept.map { !$0.contains(session.id) } ?? false
            let fitting = zip(expected.map(Self.withoutCheckpoint), stored).map { chunk, found in
                var chunk = chunk
                if mayRetire, found.isBodyRetired { (chunk.body, chunk.isBodyRetired) = ([], true) }
                return chunk
            }
            if stored != fitting || stored.count != expected.count {
                problems.append("session \(session.id) has other chunks than were committed")
            }
        }
        return (burst, problems)
    }

    private static func withoutCheckpoint(_ chunk: Chunk) -> Chunk {
        var chunk = chunk
        chunk.checkpoint = nil
        return chunk
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
