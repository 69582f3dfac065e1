// Goal: sessions that share a wallet never spend more of its balance or its day than it has, in any
// state that a commit leaves; what they hold comes back at their end and after a crash.
// Method: sessions without plugins, committed by hand; each wallet number is worked out here, and the
// whole store is checked after each step.

import SimulatedDisk
import Accounts
import GRDB
import Play
import SimulatedDisk
import Testing

@testable import Storage

@Suite struct SharedWalletTests {
    static let day = DayKey(daysSince1970: PlayedSession.day)
    let folder: TemporaryFolder
    let store: JournalStore

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
    }

    private func create(balance: Int64 = 1_000, limit: Int64? = 500) throws {
        try store.createWallet(
            NewWallet(
                name: "house-money", currency: .aud, balance: balance,
                limits: try WalletLimits(dailySpendLimit: limit), day: Self.day))
    }

    private func begin(
        _ session: PlayedSession, wanted: Int64 = 0, day: DayKey = SharedWalletTests.day
    ) throws(StorageError) -> AllowanceGrant {
        var batch = CommitBatch()
        batch.plugins = session.creation.plugins
        return try store.begin(
            NewSession(
                configuration: session.configuration, createdAt: 1, day: day,
                walletName: "house-money"), batch, daySpend: wanted)
    }

    /// Commits a chunk with a request, and returns the answer.
    @discardableResult
    private func play(
        _ session: inout PlayedSession, staked: Int64, paid: Int64 = 0,
        day: Int64 = PlayedSession.day, wanted: Int64 = 0, least: Int64 = 0
    ) throws -> AllowanceGrant {
        var copy = session
        var batch = CommitBatch()
        if staked > 0 {
            batch.chunks = [copy.chunk(rounds: 1, staked: staked, paid: paid, fees: 0, day: day)]
        }
        let request = AllowanceRequest(
            sessionID: session.configuration.id, day: DayKey(daysSince1970: day), wanted: wanted,
            least: least)
        batch.allowances = [request]
        try store.commit(batch)
        session = copy
        return try #require(request.answer.take())
    }

    private func end(_ session: PlayedSession) throws {
        var batch = CommitBatch()
        batch.ends = [
            StoredEnd(
                sessionID: session.configuration.id,
                end: SessionEnd(reason: .interrupted, detail: ""), totals: session.totals)
        ]
        try store.commit(batch)
    }

    private func expect(
        balance: Int64, held: Int64, spent: Int64, granted: Int64,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let wallet = try store.wallet("house-money").wallet
        let found = [wallet.balance, wallet.held, wallet.spentToday, wallet.grantedToday]
        #expect(found == [balance, held, spent, granted], sourceLocation: location)
        #expect(try StoreCheck.findings(in: store) == [], sourceLocation: location)
    }

    @Test("a session takes its bankroll and part of the day, and brings back what it has")
    func life() throws {
        try create()
        try expect(balance: 1_000, held: 0, spent: 0, granted: 0)
        var session = PlayedSession(bankroll: 300)
        let first = try begin(session, wanted: 100)
        #expect(first == AllowanceGrant(day: Self.day, dayLeft: 100, added: 100))
        try expect(balance: 1_000, held: 300, spent: 0, granted: 100)
        let second = try play(&session, staked: 60, paid: 90, wanted: 100)
        #expect((second.dayLeft, second.added, second.refusal) == (100, 60, nil))
        try expect(balance: 1_030, held: 330, spent: 60, granted: 100)
        #expect(try store.wallet("house-money").parts.map(\.balance) == [330])
        try end(session)
        try expect(balance: 1_030, held: 0, spent: 60, granted: 0)
        // To go on it takes the same balance again, whatever the wallet has by now.
        let again = try store.resume(session.configuration.id, day: Self.day, daySpend: 10)
        #expect((again.dayLeft, again.added) == (10, 10))
        try expect(balance: 1_030, held: 330, spent: 60, granted: 10)
        try play(&session, staked: 10)
        try end(session)
        try expect(balance: 1_020, held: 0, spent: 70, granted: 0)
        #expect(try store.session(session.configuration.id).balance == 320)
    }

    @Test("a bankroll is refused by name: nothing is left, or others hold it")
    func refusedBankroll() throws {
        try create()
        let tooMuch = PlayedSession(bankroll: 1_001)
        let first = try #require(error { _ = try begin(tooMuch) })
        #expect(first.code == .walletLimit && first.description.contains("limit_reached"))
        _ = try begin(PlayedSession(bankroll: 400))
        let second = try #require(error { _ = try begin(PlayedSession(bankroll: 601)) })
        #expect(second.description.contains("budget_reserved_elsewhere"))
        try expect(balance: 1_000, held: 400, spent: 0, granted: 0)
        // Exactly what is free, and after it not one unit.
        _ = try begin(PlayedSession(bankroll: 600))
        #expect(code { _ = try begin(PlayedSession(bankroll: 1)) } == .walletLimit)
        #expect(code { try store.fund(wallet: "house-money", by: -1) } == .walletLimit)
        try store.fund(wallet: "house-money", by: 5)
        try store.fund(wallet: "house-money", by: -5)
        try expect(balance: 1_000, held: 1_000, spent: 0, granted: 0)
    }

    @Test("one unit under the limit, at it and over it", arguments: [-1, 0, 1] as [Int64])
    func edges(beside: Int64) throws {
        try create()
        var (one, other) = (PlayedSession(bankroll: 450), PlayedSession(bankroll: 450))
        _ = try begin(one, wanted: 0)
        _ = try begin(other, wanted: 0)
        // Half of what is free, then what a round costs, is the most that one gets.
        #expect(try play(&one, staked: 0, wanted: 400, least: 300).dayLeft == 300)
        let least = 200 + beside
        let answer = try play(&other, staked: 0, wanted: least, least: least)
        if beside > 0 {
            #expect(answer.refusal?.reason == .reservedElsewhere)
            #expect(answer.refusal?.left == 200)
            #expect(answer.dayLeft == 0)
        } else {
            #expect(answer.refusal == nil && answer.dayLeft == least)
        }
        // What it spends beyond what it holds is not written, whatever the wallet has.
        let holds = try #require(answer.dayLeft)
        #expect(code { try play(&other, staked: holds + 1) } == .limitBroken)
        try play(&other, staked: holds)
        try play(&one, staked: 300 + min(0, beside))
        let spent = holds + 300 + min(0, beside)
        try expect(
            balance: 1_000 - spent, held: 900 - spent, spent: spent, granted: max(0, -beside))
        // With it spent, the limit is reached and not only reserved.
        let over = try play(&one, staked: 0, wanted: 501 - spent, least: 501 - spent)
        #expect(over.refusal?.reason == .limitReached)
    }

    @Test("near the limit parts halve, down to one round")
    func halving() throws {
        try create(balance: 100_000, limit: 1_000)
        var parts: [Int64] = []
        for _ in 0..<12 {
            var session = PlayedSession(bankroll: 100)
            _ = try begin(session)
            parts.append(try play(&session, staked: 0, wanted: 400, least: 3).added)
        }
        #expect(parts == [400, 300, 150, 75, 37, 19, 9, 5, 3, 0, 0, 0])
        let wallet = try store.wallet("house-money").wallet
        #expect(wallet.dayFree == 2 && wallet.grantedToday == 998)
    }

    @Test("a day that one session begins ends the others' parts; an earlier day never opens again")
    func days() throws {
        try create()
        var (one, other) = (PlayedSession(bankroll: 500), PlayedSession(bankroll: 500))
        _ = try begin(one, wanted: 200)
        _ = try begin(other, wanted: 200)
        try play(&one, staked: 100)
        let tomorrow = PlayedSession.day + 1
        #expect(try play(&one, staked: 0, day: tomorrow, wanted: 400).dayLeft == 250)
        try expect(balance: 900, held: 900, spent: 0, granted: 250)
        // Rounds of the day before were promised on it, and count on it.
        let late = try play(&other, staked: 150, wanted: 200)
        #expect(late.day.daysSince1970 == tomorrow && late.added == 0)
        try expect(balance: 750, held: 750, spent: 0, granted: 250)
        #expect(code { try play(&other, staked: 51) } == .limitBroken)
        #expect(code { try play(&other, staked: 1, day: tomorrow) } == .limitBroken)
        #expect(try play(&other, staked: 0, day: tomorrow, wanted: 200).dayLeft == 125)
        // The clock is set back: a session that begins or goes on then is on the wallet's day.
        try end(one)
        let back = DayKey(daysSince1970: tomorrow - 9)
        let again = try store.resume(one.configuration.id, day: back, daySpend: 1)
        #expect(again.day.daysSince1970 == tomorrow && again.dayLeft == 1)
        #expect(code { try play(&one, staked: 1, day: tomorrow - 9) } == .limitBroken)
        try play(&one, staked: 1, day: tomorrow)
        try expect(balance: 749, held: 749, spent: 1, granted: 125)
    }

    @Test(
        "what dead sessions hold comes back when the store is opened again; reading changes nothing"
    )
    func crash() throws {
        try create()
        var session = PlayedSession(bankroll: 300)
        _ = try begin(session, wanted: 100)
        try play(&session, staked: 60, paid: 10)
        store.close()
        let beside = try JournalStore(directory: folder.store, mode: .readOnly)
        #expect(try beside.wallet("house-money").wallet.held == 250)
        beside.close()
        let opened = try JournalStore(directory: folder.store, mode: .readWrite)
        let wallet = try opened.wallet("house-money")
        #expect([wallet.wallet.balance, wallet.wallet.held] == [950, 0])
        #expect([wallet.wallet.spentToday, wallet.wallet.grantedToday] == [60, 0])
        #expect(wallet.parts.isEmpty && wallet.sessions == 1)
        #expect(try StoreCheck.findings(in: opened) == [])
        _ = try opened.resume(session.configuration.id, day: Self.day, daySpend: 40)
        var batch = CommitBatch(chunks: [session.chunk(rounds: 1, staked: 40, paid: 0, fees: 0)])
        try opened.commit(batch)
        try opened.giveBack(session.configuration.id)
        try opened.giveBack(session.configuration.id)
        batch = CommitBatch(chunks: [session.chunk(rounds: 1, staked: 1, paid: 0, fees: 0)])
        #expect(code { try opened.commit(batch) } == .limitBroken)
        #expect(try StoreCheck.findings(in: opened) == [])
    }

    static let wrongs: [(String, StorageError.Code)] = [
        ("", .invalid), ("Upper", .invalid), ("1st", .invalid), ("a b", .invalid),
        (String(repeating: "a", count: 65), .invalid),
        ("abcdef00-0000-0000-0000-000000000000", .invalid), ("house-money", .walletExists),
    ]

    @Test("names and numbers that can not be are refused", arguments: wrongs)
    func wrong(name: String, expected: StorageError.Code) throws {
        try create()
        let new = NewWallet(
            name: name, currency: .eur, balance: 1, limits: .none, day: Self.day)
        #expect(code { try store.createWallet(new) } == expected)
        var negative = new
        (negative.name, negative.balance) = ("other", -1)
        #expect(code { try store.createWallet(negative) } == .invalid)
        #expect(code { _ = try store.wallet("other") } == .walletNotFound)
        #expect(code { try store.fund(wallet: "other", by: 1) } == .walletNotFound)
        #expect(code { try store.fund(wallet: "house-money", by: .max) } == .invalid)
        #expect(code { try store.fund(wallet: "house-money", by: .min) } == .walletLimit)
        // Limits and fees are the wallet's.
        let own = PlayedSession(bankroll: 10, dailyLimit: 5)
        #expect(code { _ = try begin(own) } == .invalid)
        #expect(try store.wallets().map(\.name) == ["house-money"])
        #expect(try store.sessions().isEmpty)
    }

    static let edits = [
        "UPDATE wallet SET held = held - 1 WHERE shared = 1",
        "UPDATE wallet SET granted = granted - 1 WHERE shared = 1",
        "UPDATE wallet SET spent = spent - 1 WHERE shared = 1",
        "UPDATE wallet SET balance = balance + 1 WHERE shared = 1",
        "UPDATE wallet SET daily_limit = 1 WHERE shared = 1",
        "UPDATE allowance SET day_left = day_left + 1",
        "UPDATE allowance SET day_left = NULL",
        "UPDATE allowance SET is_live = 0",
        "UPDATE allowance SET day = day + 1",
        "UPDATE allowance SET wallet = 2",
        "DELETE FROM allowance",
    ]

    @Test("an edit by hand of a wallet or a part of it is found", arguments: edits)
    func tampering(sql: String) throws {
        try create()
        var session = PlayedSession(bankroll: 300)
        _ = try begin(session, wanted: 100)
        try play(&session, staked: 60)
        try expect(balance: 940, held: 240, spent: 60, granted: 40)
        try store.writer?.write { database in
            try database.execute(sql: sql)
            #expect(database.changesCount > 0)
        }
        let found = try StoreCheck.findings(in: store)
        #expect(Set(found.map(\.kind)) == [.wallet], "\(found)")
    }
}

/// The error that a closure throws; `nil` when it throws none.
private func error(_ body: () throws -> Void) -> StorageError? {
    do {
        try body()
        return nil
    } catch {
        return error as? StorageError
    }
}
