// A seeded course of operations on one shared wallet, with sums that are kept beside it.

import SimulatedDisk
import Accounts
import Play
import SeededRandom
import SimulatedDisk
import Testing

@testable import Storage

/// Drives a store and knows what its wallet has to say. Its sums are Int128 over what happened.
struct WalletCourse {
    static let operationNames = [
        "begin", "begin refused", "chunk", "chunk over", "chunk all", "ask", "ask refused", "end",
        "resume", "resume refused", "crash", "day", "clock back", "fund",
    ]

    /// What a session did and holds.
    private struct Player {
        var session: PlayedSession
        var isLive = true
        var day: Int64
        var left: Int128
    }

    private let folder: TemporaryFolder
    private(set) var store: JournalStore
    private var generator: SeededGenerator
    private var players: [Player] = []
    private let limit: Int64 = 3_000
    /// Where the clock stands, and the latest day that the wallet was told of.
    private var clock = PlayedSession.day
    private var latestDay = PlayedSession.day
    private var funded: Int128 = 5_000
    private var spent: [Int64: Int128] = [:]
    private(set) var met: [String: Int] = [:]
    private(set) var latest = ""

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.createWallet(
            NewWallet(
                name: "w", currency: .aud, balance: 5_000,
                limits: try WalletLimits(dailySpendLimit: limit),
                day: DayKey(daysSince1970: clock)))
    }

    /// All numbers of the wallet against sums of what happened, and both inequalities.
    func compare(_ place: String) throws {
        let wallet = try store.wallet("w").wallet
        let live = players.filter(\.isLive)
        let won = players.reduce(0) {
            $0 + Int128($1.session.totals.paid) - Int128($1.session.totals.staked)
        }
        let granted = live.filter { $0.day == latestDay }.reduce(Int128(0)) { $0 + $1.left }
        let expected = [
            funded + won, live.reduce(0) { $0 + Int128($1.session.balance) },
            Int128(latestDay), spent[latestDay, default: 0], granted,
        ]
        let found = [
            wallet.balance, wallet.held, wallet.dayKey.daysSince1970, wallet.spentToday,
            wallet.grantedToday,
        ].map { Int128($0) }
        try #require(found == expected, "\(place)")
        try #require(found[1] <= found[0] && found[3] + found[4] <= Int128(limit), "\(place)")
        try #require(spent.values.allSatisfy { $0 <= Int128(limit) }, "\(place)")
    }

    mutating func step() throws {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<14 where players.count < 64: try begin()
        case 14..<50: try play()
        case 50..<64: try ask()
        case 64..<74: try end()
        case 74..<86: try resume()
        case 86..<88: try crash()
        case 88..<91:
            clock += 1
            note("day")
        case 91..<93:
            clock -= 2
            note("clock back")
        case 93..<95: try fund()
        default: try play()
        }
    }

    private mutating func note(_ name: String) {
        latest = name
        met[name, default: 0] += 1
    }

    private mutating func index(live: Bool) -> Int? {
        players.indices.filter { players[$0].isLive == live }.randomElement(using: &generator)
    }

    private mutating func begin() throws {
        let bankroll = Int64.random(in: 0...400, using: &generator)
        let session = PlayedSession(bankroll: bankroll)
        var batch = CommitBatch()
        batch.plugins = session.creation.plugins
        let free = try free()
        do {
            let grant = try store.begin(
                NewSession(
                    configuration: session.configuration, createdAt: 1,
                    day: DayKey(daysSince1970: clock), walletName: "w"), batch,
                daySpend: Int64.random(in: 0...300, using: &generator))
            #expect(Int128(bankroll) <= free)
            latestDay = max(latestDay, clock)
            #expect(grant.day.daysSince1970 == latestDay)
            players.append(
                Player(
                    session: session, day: latestDay,
                    left: Int128(try #require(grant.dayLeft))))
            note("begin")
        } catch let error as StorageError {
            #expect(error.code == .walletLimit && Int128(bankroll) > free, "\(error)")
            note("begin refused")
        }
    }

    private func free() throws -> Int128 {
        let won = players.reduce(0) {
            $0 + Int128($1.session.totals.paid) - Int128($1.session.totals.staked)
        }
        return players.filter(\.isLive).reduce(funded + won) { $0 - Int128($1.session.balance) }
    }

    private mutating func play() throws {
        guard let at = index(live: true) else { return }
        let most = min(players[at].left, Int128(players[at].session.balance))
        var staked = Int64.random(in: 0...max(0, Int64(most)), using: &generator)
        if generator.chance(30) { staked = Int64(most) }
        let isOver = generator.chance(20) && players[at].left < Int128(players[at].session.balance)
        if isOver { staked = Int64(players[at].left) + 1 }
        var copy = players[at].session
        let chunk = copy.chunk(
            rounds: 1, staked: staked, paid: Int64.random(in: 0...200, using: &generator), fees: 0,
            day: players[at].day)
        do {
            try store.commit(CommitBatch(chunks: [chunk]))
            #expect(!isOver)
            players[at].session = copy
            players[at].left -= Int128(staked)
            spent[players[at].day, default: 0] += Int128(staked)
            note(Int128(staked) == most ? "chunk all" : "chunk")
        } catch {
            #expect(error.code == .limitBroken && isOver, "\(error)")
            note("chunk over")
        }
    }

    private mutating func ask() throws {
        guard let at = index(live: true) else { return }
        // A session's own day never goes back.
        let day = max(clock, players[at].day)
        let least = Int64.random(in: 0...50, using: &generator)
        let request = AllowanceRequest(
            sessionID: players[at].session.configuration.id, day: DayKey(daysSince1970: day),
            wanted: Int64.random(in: 0...600, using: &generator), least: least)
        var batch = CommitBatch()
        batch.allowances = [request]
        try store.commit(batch)
        let grant = try #require(request.answer.take())
        latestDay = max(latestDay, day)
        #expect(grant.day.daysSince1970 == latestDay)
        guard day == latestDay else { return note("ask") }
        let own = players[at].day == day ? players[at].left : 0
        #expect(Int128(grant.added) + own == Int128(try #require(grant.dayLeft)))
        (players[at].day, players[at].left) = (day, own + Int128(grant.added))
        #expect((grant.refusal == nil) == (players[at].left >= Int128(least)))
        note(grant.refusal == nil ? "ask" : "ask refused")
    }

    private mutating func end() throws {
        guard let at = index(live: true) else { return }
        var batch = CommitBatch()
        batch.ends = [
            StoredEnd(
                sessionID: players[at].session.configuration.id,
                end: SessionEnd(reason: .interrupted, detail: ""),
                totals: players[at].session.totals)
        ]
        try store.commit(batch)
        players[at].isLive = false
        note("end")
    }

    private mutating func resume() throws {
        guard let at = index(live: false) else { return }
        let free = try free()
        do {
            let grant = try store.resume(
                players[at].session.configuration.id,
                day: DayKey(daysSince1970: max(clock, players[at].day)),
                daySpend: Int64.random(in: 0...200, using: &generator))
            #expect(Int128(players[at].session.balance) <= free)
            latestDay = max(latestDay, clock)
            #expect(grant.day.daysSince1970 == latestDay)
            players[at].isLive = true
            (players[at].day, players[at].left) = (
                latestDay, Int128(try #require(grant.dayLeft))
            )
            note("resume")
        } catch let error as StorageError {
            #expect(error.code == .walletLimit, "\(error)")
            #expect(Int128(players[at].session.balance) > free)
            note("resume refused")
        }
    }

    /// All that lives dies; the next process gives back what it held.
    private mutating func crash() throws {
        store.close()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        for at in players.indices { players[at].isLive = false }
        note("crash")
    }

    private mutating func fund() throws {
        let free = try free()
        let units = Int64.random(in: -Int64(free)...500, using: &generator)
        try store.fund(wallet: "w", by: units)
        funded += Int128(units)
        note("fund")
    }
}
