// Goal: sessions of a run file that share a wallet spend what it has and no more, wait for what others
// hold, end for what is used up, and go on when money comes in.
// Method: fleets on real workers and stores, with games whose outcome is known; the store is checked
// after each.
import Accounts
import Foundation
import Play
import Reports
import Storage
import Testing

@testable import Host

@Suite struct FleetWalletTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func makeWallet(_ balance: Int64, limit: Int64? = nil) throws {
        let store = try JournalStore(directory: folder.path + "/store", mode: .readWrite)
        defer { store.close() }
        try store.createWallet(
            NewWallet(
                name: "shared", currency: .aud, balance: balance,
                limits: try WalletLimits(dailySpendLimit: limit), day: HostClock.system.day))
    }

    private func bed(_ game: String, _ rest: String) throws -> FleetTests.Bed {
        try FleetTests.Bed(
            "sessions:\n" + FleetTests.group("team", game: game, "wallet: shared\n" + rest),
            in: folder)
    }

    /// Turns, and looks as the service does once a second.
    private func turn(_ bed: FleetTests.Bed, until isSo: () -> Bool) throws {
        try bed.turn {
            bed.fleet.look()
            return isSo()
        }
    }

    @Test("64 sessions spend a day's limit together, to less than a round each, and all are done")
    func limit() throws {
        try makeWallet(100_000_000, limit: 500_000)
        let bed = try bed(
            "test/sink",
            "count: 64\nbankroll: 10000.00\nrestart: { backoff_min: 10ms, backoff_max: 50ms, policy: never }"
        )
        bed.fleet.begin()
        try turn(bed) { bed.fleet.members.allSatisfy { $0.state == .done } }
        let rounds = bed.fleet.members.reduce(0) { $0 + $1.totals.rounds }
        #expect(rounds == 5_000)
        #expect(bed.fleet.members.allSatisfy { $0.detail.contains("limit_reached: ") })
        let wallet = try #require(bed.fleet.status(all: false, isTick: false).wallets.first)
        #expect(wallet.spentToday == "5000.00" && wallet.grantedToday == "0.00")
        #expect(wallet.balance == "995000.00" && wallet.free == wallet.balance)
        #expect(wallet.sessions == 64 && wallet.playing == 0 && wallet.waiting == 0)
        try bed.close()
    }

    @Test("who finds the money in other hands waits, and begins when it comes back")
    func reserved() throws {
        try makeWallet(10_000)
        let bed = try bed("test/sink", "count: 3\nbankroll: 60.00\nstop: { rounds: 10 }")
        bed.fleet.begin()
        let waiting = bed.fleet.members.filter { $0.state == .resting }
        // The second may have brought the money back before the third asked.
        #expect((1...2).contains(waiting.count))
        #expect(waiting.allSatisfy { $0.detail.contains("budget_reserved_elsewhere") })
        let status = bed.fleet.status(all: false, isTick: false)
        #expect(status.wallets.first?.waiting == waiting.count)
        #expect(status.text.contains("wallet"))
        try turn(bed) { bed.fleet.members.allSatisfy { $0.state == .done } }
        for member in bed.fleet.members {
            let stored = try bed.store.session(member.item.identity.id)
            #expect(stored.end?.reason == .rounds && stored.headRound == 10)
        }
        #expect(try bed.store.wallet("shared").wallet.balance == 7_000)
        try bed.close()
    }

    @Test(
        "a wallet that is too small ends a session, or has it wait for money where its policy says so"
    )
    func funded() throws {
        try makeWallet(5_000)
        let done = try bed("test/sink", "bankroll: 60.00")
        done.fleet.begin()
        #expect(done.fleet.members[0].state == .done)
        #expect(done.fleet.members[0].detail.contains("limit_reached"))
        try done.close()
        let bed = try bed(
            "test/sink",
            "bankroll: 60.00\nstop: { rounds: 20 }\nrestart: { policy: always, backoff_min: 1h }")
        bed.fleet.begin()
        let member = bed.fleet.members[0]
        #expect(member.state == .resting)
        #expect(bed.fleet.answer(ControlRequest(.fund, wallet: "other", units: 5)).error != nil)
        #expect(bed.fleet.answer(ControlRequest(.fund, wallet: "shared")).error != nil)
        #expect(
            bed.fleet.answer(ControlRequest(.fund, wallet: "shared", units: -9_000)).error != nil)
        let answer = bed.fleet.answer(ControlRequest(.fund, wallet: "shared", units: 1_000))
        #expect(answer.error == nil)
        try turn(bed) { member.state == .done }
        #expect(try bed.store.session(member.item.identity.id).headRound == 20)
        #expect(try bed.store.wallet("shared").wallet.balance == 4_000)
        try bed.close()
    }

    @Test("sessions that share a wallet play the rounds that they play alone, paused and resumed")
    func sameRounds() throws {
        let alone = try FleetTests.Bed(
            "sessions:\n"
                + FleetTests.group(
                    "team", game: "test/coin", "count: 2\nbankroll: 900.00\nstop: { rounds: 6000 }"),
            in: TemporaryFolder())
        alone.fleet.begin()
        try turn(alone) { alone.fleet.members.allSatisfy { $0.state == .done } }
        let expected = try alone.fleet.members.map {
            try alone.store.session($0.item.identity.id).headDigest
        }
        try alone.close()
        try makeWallet(1_000_000, limit: 100_000_000)
        let bed = try bed("test/coin", "count: 2\nbankroll: 900.00\nstop: { rounds: 6000 }")
        bed.fleet.begin()
        try bed.turn {
            bed.fleet.members[0].totals.rounds > 0 || bed.fleet.members[0].state == .done
        }
        _ = bed.fleet.answer(ControlRequest(.pause, session: "team/1"))
        try bed.turn { bed.fleet.members[0].state.isAtRest }
        #expect(try bed.store.wallet("shared").parts.count < 2, "one at rest holds nothing")
        _ = bed.fleet.answer(ControlRequest(.resume, session: "team/1"))
        try turn(bed) { bed.fleet.members.allSatisfy { $0.state == .done } }
        let found = try bed.fleet.members.map {
            try bed.store.session($0.item.identity.id).headDigest
        }
        #expect(found == expected)
        #expect(try bed.store.wallet("shared").wallet.held == 0)
        try bed.close()
    }

    @Test(
        "a host that ends before its sessions begin, or between grant and begin, leaves nothing held"
    )
    func unbegun() throws {
        try makeWallet(100_000_000, limit: 10_000_000)
        let file = "count: 20\nbankroll: 100.00\nstop: { rounds: 50 }"
        let bed = try bed("test/sink", file)
        bed.fleet.begin()
        bed.fleet.drain("at once")
        try bed.turn { !bed.fleet.members.contains { $0.state.isOnWorker } }
        #expect(try bed.store.wallet("shared").wallet.held == 0)
        try bed.close()
        // As after a kill between the grant and the first commit.
        let granted = try self.bed("test/sink", file)
        let blueprint = granted.fleet.members[7].item.blueprint
        if !granted.fleet.members[7].item.isStored {
            _ = try WalletSession.begin(blueprint, wallet: "shared", in: granted.store)
        }
        try granted.close()
        let again = try self.bed("test/sink", file)
        again.fleet.begin()
        try turn(again) { again.fleet.members.allSatisfy { $0.state == .done } }
        for member in again.fleet.members {
            #expect(try again.store.session(member.item.identity.id).headRound == 50)
        }
        try again.close()
    }

    @Test("a run file that does not fit the wallet is refused with what to write")
    func refusals() throws {
        try makeWallet(5_000)
        let store = try JournalStore(directory: folder.path + "/store", mode: .readOnly)
        defer { store.close() }
        try folder.write("games/test/sink/game.lua", HostPlugins.sink)
        try folder.write("strategies/steady.lua", HostPlugins.steady())
        func refusal(_ rest: String, _ store: JournalStore?) -> String {
            let text = "sessions:\n" + FleetTests.group("team", game: "test/sink", rest)
            do {
                _ = try FleetPlan(try RunFile.parse(text, file: "run.yaml"), store: store) { _ in
                    Catalogue(folder: folder.path)
                }
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(refusal("wallet: shared", store).isEmpty)
        #expect(refusal("wallet: shared", nil).contains("stratagem wallet create shared"))
        #expect(refusal("wallet: sharde", store).contains("run.yaml:2: team: "))
        #expect(refusal("wallet: sharde", store).contains("stratagem wallet create"))
        #expect(
            refusal("wallet: shared\ncurrency: EUR", store).contains("write currency: AUD"))
        #expect(
            refusal("wallet: shared\nlimits: { max_bet: 5.00 }", store).contains("leave limits out")
        )
    }
}
