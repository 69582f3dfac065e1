// Goal: what is committed is read back as it was, and what does not continue a session is refused
// with nothing written. Method: round trips, and one wrong field at a time.

import SimulatedDisk
import Accounts
import Encoding
import Foundation
import Play
import Testing

@testable import Storage

@Suite struct CommitTests {
    let folder: TemporaryFolder
    let store: JournalStore
    var session = PlayedSession()

    var id: String { session.configuration.id }

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite, engine: "test 1")
        try store.commit(session.creation)
    }

    @Test("a session is read back as it was stored, its 64-bit seed and its parameters included")
    func sessionRoundTrip() throws {
        let stored = try store.session(id)
        #expect(stored.configuration == session.configuration)
        #expect(stored.state == .idle && stored.headRound == 0 && stored.isResumable)
        #expect(stored.headDigest == SHA256Digest(of: []).hex)
        #expect(stored.balance == 1_000_000 && stored.wallet.held == 1_000_000)
        #expect(stored.createdAt == 1_700_000_000_000 && stored.end == nil)
        #expect(try store.plugin(PlayedSession.strategy.hash) == PlayedSession.strategy)
        #expect(try store.plugin(SHA256Digest(of: [9]).hex) == nil)
        #expect(try store.plugin("not a hash") == nil)
    }

    @Test("chunks, checkpoints, transitions, faults and ends are read back as they were stored")
    mutating func batchRoundTrip() throws {
        var batch = CommitBatch()
        let first = session.chunk(rounds: 100, withCheckpoint: true)
        let second = session.chunk(rounds: 50, staked: 0, paid: 0, fees: 0, day: 20_001)
        batch.chunks = [first, second]
        batch.checkpoints = [StoredCheckpoint(sessionID: id, checkpoint: session.checkpoint)]
        batch.transitions = [
            transition(.idle, .start, .initialized), transition(.initialized, .probe, .probing),
            transition(.probing, .probeComplete, .playing),
        ]
        batch.faults = [
            StoredFault(
                sessionID: id, round: 151, role: "strategy", kind: "lua_error", file: "a.lua",
                line: 7, call: "decide", message: "no", traceback: "a\nb", fuelUsed: 12,
                fuelBudget: 1000, at: 5)
        ]
        var totals = session.totals
        totals.faults += 1
        let end = SessionEnd(reason: .fault, detail: "a.lua:7: no")
        batch.ends = [StoredEnd(sessionID: id, end: end, totals: totals)]
        try store.commit(batch)

        var stored = second
        stored.checkpoint = session.checkpoint
        #expect(try store.chunks(of: id) == [first, stored])
        #expect(try store.chunks(of: id, from: 100, through: 100) == [first])
        #expect(try store.chunks(of: id, from: 101, through: 900) == [stored])
        #expect(try store.chunks(of: id, from: 151).isEmpty)
        #expect(try store.checkpoint(of: id, atOrBefore: 149) == first.checkpoint)
        #expect(try store.checkpoint(of: id, atOrBefore: 150) == session.checkpoint)
        #expect(try store.checkpoint(of: id, atOrBefore: 99) == nil)
        #expect(try store.transitions(of: id) == batch.transitions)
        #expect(try store.faults(of: id) == batch.faults)
        let head = try store.session(id)
        #expect(head.headRound == 150 && head.headDigest == second.digestAfter)
        #expect(head.totals == totals && head.balance == session.balance)
        #expect(head.state == .playing && head.end == end && head.isResumable)
        #expect(head.wallet.held == 0 && head.wallet.dayKey.daysSince1970 == 20_001)
        let summary = try #require(try store.sessions().first)
        #expect(summary.game == "slots/test" && summary.strategy == "flat")
        #expect(summary.net == -1_100 && summary.rounds == 150 && summary.currency == "AUD")
        #expect(summary.end == end && summary.state == .playing)
        try expectSound(store)
    }

    @Test("a session that was interrupted plays on, and one that cashed out does not")
    mutating func ends() throws {
        let interrupted = SessionEnd(reason: .interrupted, detail: "")
        try commit(session.chunk())
        try end(interrupted)
        #expect(try store.session(id).wallet.held == 0)
        try commit(session.chunk())
        #expect(try store.session(id).end == nil)
        #expect(try store.session(id).wallet.held == session.balance)
        try complete()
        try end(SessionEnd(reason: .cashOut, detail: ""))
        #expect(try !store.session(id).isResumable)
        let late = session.chunk()
        #expect(code { try commit(late) } == .sessionEnded)
        try expectSound(store)
    }

    /// Takes the session through all its states.
    private func complete() throws {
        var batch = CommitBatch()
        var state = SessionState.idle
        for input in [
            SessionInput.start, .probe, .probeComplete, .lastSpinResult, .evaluateDone,
        ] {
            let next = try SessionStateMachine.next(state, input)
            batch.transitions.append(
                StoredTransition(
                    sessionID: id,
                    transition: SessionTransition(
                        from: state, input: input, to: next, rounds: session.totals.rounds), at: 1))
            state = next
        }
        try store.commit(batch)
    }

    @Test("sessions are listed with the newest first, as many as asked for")
    func sessionsAreListed() throws {
        let others = (0..<3).map { _ in PlayedSession() }
        for other in others { try store.createSession(other.creation.sessions[0]) }
        let expected = others.reversed().map(\.configuration.id) + [id]
        #expect(try store.sessions().map(\.id) == expected)
        #expect(try store.sessions(limit: 2).map(\.id) == Array(expected.prefix(2)))
        #expect(try store.sessions(limit: 0).isEmpty)
    }

    /// One wrong field of an otherwise right chunk, and the refusal.
    static let wrongs: [(String, StorageError.Code, @Sendable (inout Chunk) -> Void)] = [
        ("gap", .chunkOutOfOrder, { $0.firstRound += 1 }),
        ("overlap", .chunkOutOfOrder, { $0.firstRound -= 1 }),
        ("last number", .chunkOutOfOrder, { $0.firstRound = .max }),
        ("no rounds", .chunkMalformed, { $0.roundCount = 0 }),
        ("past a checkpoint", .chunkMalformed, { $0.roundCount = 65_536 }),
        ("digest before", .digestMismatch, { $0.digestBefore = SHA256Digest(of: [1]).hex }),
        ("digest after", .digestMismatch, { $0.digestAfter = "" }),
        ("balance before", .balanceMismatch, { $0.balanceBefore += 1 }),
        (
            "both balances", .balanceMismatch,
            {
                $0.balanceBefore += 1
                $0.balanceAfter += 1
            }
        ),
        ("balance after", .balanceMismatch, { $0.balanceAfter += 1 }),
        ("stakes", .balanceMismatch, { $0.staked += 1 }),
        ("negative fees", .balanceMismatch, { ($0.fees, $0.staked) = (-100, 10_200) }),
        ("huge payout", .balanceMismatch, { $0.paid = .max }),
        (
            "overdrawn", .balanceMismatch,
            { ($0.staked, $0.balanceAfter, $0.totals.staked) = (2_000_000, -992_200, 2_010_000) }
        ),
        ("totals", .chunkMalformed, { $0.totals.staked += 1 }),
        ("fewer hits", .chunkMalformed, { $0.totals.hits = 0 }),
        ("total rounds", .chunkMalformed, { $0.totals.rounds += 1 }),
        ("day before", .limitBroken, { $0.day -= 1 }),
        ("session", .sessionNotFound, { $0.sessionID = "none" }),
        ("plugin", .pluginUnknown, { $0.gameHash = SHA256Digest(of: [2]).hex }),
        ("checkpoint round", .chunkMalformed, { $0.checkpoint?.round -= 1 }),
        ("checkpoint balance", .chunkMalformed, { $0.checkpoint?.balance -= 1 }),
        ("checkpoint stream", .chunkMalformed, { $0.checkpoint?.digestStream[0] ^= 1 }),
        (
            "checkpoint plugin", .pluginUnknown,
            { $0.checkpoint?.strategyHash = SHA256Digest(of: [2]).hex }
        ),
    ]

    @Test("a chunk with one wrong field is refused, and nothing of its batch is written")
    mutating func wrongChunks() throws {
        try commit(session.chunk())
        let before = try dump()
        let other = PlayedSession()
        let right = session.chunk(withCheckpoint: true)
        for (name, expected, change) in Self.wrongs {
            var wrong = right
            change(&wrong)
            #expect(wrong != right, "\(name)")
            var batch = other.creation
            batch.chunks = [wrong]
            #expect(code { try store.commit(batch) } == expected, "\(name)")
            #expect(try dump() == before, "\(name)")
        }
        // The one that is right in every field goes through afterwards.
        try commit(right)
        try expectSound(store)
    }

    @Test("a refused batch takes those committed with it along, and the store works on")
    mutating func groupIsOneTransaction() throws {
        var other = PlayedSession()
        try store.commit(other.creation)
        let right = CommitBatch(chunks: [other.chunk()])
        var wrong = CommitBatch(chunks: [session.chunk()])
        wrong.chunks[0].balanceAfter += 1
        #expect(code { try store.commit([right, wrong]) } == .balanceMismatch)
        #expect(try store.session(other.configuration.id).headRound == 0)
        try store.commit([right])
        #expect(try store.session(other.configuration.id).headRound == 100)
    }

    @Test("transitions that the state machine does not know are refused; a new run begins idle")
    func transitions() throws {
        var batch = CommitBatch()
        batch.transitions = [transition(.idle, .start, .initialized)]
        try store.commit(batch)
        for wrong in [
            transition(.initialized, .start, .probing), transition(.playing, .spinResult, .playing),
            transition(.initialized, .probe, .playing),
        ] {
            batch.transitions = [wrong]
            #expect(code { try store.commit(batch) } == .transitionRefused)
        }
        batch.transitions = [transition(.idle, .start, .initialized)]
        try store.commit(batch)
        #expect(try store.transitions(of: id).count == 2)
        #expect(try store.session(id).state == .initialized)
    }

    @Test("sessions and plugins that can not be stored are refused")
    func wrongSessions() throws {
        let again = session.creation
        #expect(code { try store.commit(again) } == .sessionExists)
        let wrongs: [(StorageError.Code, (inout SessionConfiguration) -> Void)] = [
            (.invalid, { $0.id = "not-a-uuid" }), (.invalid, { $0.id = $0.id.uppercased() }),
            (.invalid, { $0.currency = "XXX" }), (.invalid, { $0.bankroll = -1 }),
            (.invalid, { $0.game.name = "with blank" }), (.invalid, { $0.maxBet = -1 }),
            (.invalid, { $0.parameters["x"] = .number(.nan) }),
            (.pluginUnknown, { $0.strategy.hash = SHA256Digest(of: [3]).hex }),
            (.pluginUnknown, { $0.fallback = PluginReference(name: "f", version: "1", hash: "") }),
        ]
        for (expected, change) in wrongs {
            var new = PlayedSession().creation.sessions[0]
            change(&new.configuration)
            #expect(code { try store.createSession(new) } == expected)
        }
        var plugin = PlayedSession.plugin(.game, "g", "return {}")
        plugin.text += " "
        #expect(code { try store.savePlugin(plugin) } == .invalid)
        #expect(try store.sessions().count == 1)
        try expectSound(store)
    }

    @Test("an end whose totals are not those of the stored rounds is refused")
    mutating func wrongEnd() throws {
        let unsent = session
        _ = session.chunk()
        #expect(code { try end(SessionEnd(reason: .rounds, detail: "")) } == .chunkMalformed)
        session = unsent
        try end(SessionEnd(reason: .rounds, detail: ""))
    }

    @Test("a session without money is stored, and plays rounds without stakes")
    func emptyWallet() throws {
        var poor = PlayedSession(bankroll: 0)
        try store.commit(poor.creation)
        try store.commit(CommitBatch(chunks: [poor.chunk(staked: 0, paid: 0, fees: 0)]))
        try store.commit(CommitBatch(chunks: [poor.chunk(staked: 0, paid: 5, fees: 0)]))
        #expect(try store.session(poor.configuration.id).balance == 5)
        try expectSound(store)
    }

    @Test("no day spends more than the daily limit, and a new day starts at zero")
    func dailyLimit() throws {
        var limited = PlayedSession(dailyLimit: 10_100)
        let id = limited.configuration.id
        try store.commit(limited.creation)
        try store.commit(CommitBatch(chunks: [limited.chunk(staked: 10_000, fees: 99)]))
        #expect(try store.session(id).wallet.grantedToday == 1)
        let (yesterday, today) = (DayKey(daysSince1970: 19_999), DayKey(daysSince1970: 20_000))
        let tomorrow = DayKey(daysSince1970: 20_001)
        let stored = try store.session(id)
        #expect(stored.day(today: yesterday) == today && stored.day(today: tomorrow) == tomorrow)
        #expect(stored.dayLeft(on: today) == 1 && stored.dayLeft(on: tomorrow) == 10_100)
        var over = limited
        let tooMuch = over.chunk(staked: 2, fees: 0)
        #expect(code { try store.commit(CommitBatch(chunks: [tooMuch])) } == .limitBroken)
        try store.commit(CommitBatch(chunks: [limited.chunk(staked: 1, fees: 0)]))
        try store.commit(
            CommitBatch(chunks: [limited.chunk(staked: 10_100, fees: 0, day: 20_001)]))
        let wallet = try store.session(id).wallet
        #expect(wallet.spentToday == 10_100 && wallet.dayKey.daysSince1970 == 20_001)
        try expectSound(store)
    }

    private func commit(_ chunk: Chunk) throws {
        try store.commit(CommitBatch(chunks: [chunk]))
    }

    private func end(_ end: SessionEnd) throws {
        var batch = CommitBatch()
        batch.ends = [StoredEnd(sessionID: id, end: end, totals: session.totals)]
        try store.commit(batch)
    }

    private func transition(
        _ from: SessionState, _ input: SessionInput, _ to: SessionState
    ) -> StoredTransition {
        StoredTransition(
            sessionID: id,
            transition: SessionTransition(from: from, input: input, to: to, rounds: 0), at: 7)
    }

    /// Everything in the store, as text.
    private func dump() throws -> [String] {
        try StoreDump.lines(of: store)
    }
}
