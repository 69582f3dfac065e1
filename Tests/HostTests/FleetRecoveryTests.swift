// Goal: after any stop sessions play on from a place that is near, with the rounds that they would
// have had; and figures tell what this host does, not what stands in the store.
// Method: tasks with short ways between places, and fleets one after the other on a store.
import Foundation
import Play
import Reports
import Storage
import Testing

@testable import Host

@Suite struct FleetRecoveryTests {
    private var tempo: SessionTask.Tempo {
        var tempo = SessionTask.Tempo(sealMilliseconds: 1)
        tempo.placeRounds = 300
        return tempo
    }

    @Test(
        "a session that goes on from its place plays what an uninterrupted one plays",
        arguments: ["", "calls = (calls or 0) + 1"])
    func places(hidden: String) throws {
        let folder = try TemporaryFolder()
        let blueprint = try HostPlugins.blueprint(
            game: HostPlugins.coin, strategy: HostPlugins.steady(hidden))
        let store = try JournalStore(directory: folder.path + "/a", mode: .readWrite)
        defer { store.close() }
        _ = try SessionTask.played(blueprint, rounds: 20_000, in: store, tempo: tempo)
        let stored = try store.session(blueprint.configuration.id)
        let place = try store.place(of: stored)
        if hidden.isEmpty {
            // One is stored at the end, too: nothing has to be played again.
            #expect(place?.round == 20_000)
        } else {
            #expect(place == nil)
        }
        let again = try SessionTask.played(
            blueprint, .resumed(stored, in: store, today: HostClock.system.day), rounds: 40_000,
            in: store, tempo: tempo)
        let other = try JournalStore(directory: folder.path + "/b", mode: .readWrite)
        defer { other.close() }
        let whole = try SessionTask.played(blueprint, rounds: 40_000, in: other)
        #expect(again.digest == whole.digest)
        #expect(again.totals == whole.totals)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("a place that leads to other rounds is passed over, and the checkpoint before it serves")
    func badPlace() throws {
        let folder = try TemporaryFolder()
        let blueprint = try HostPlugins.blueprint(game: HostPlugins.coin)
        let store = try JournalStore(directory: folder.path, mode: .readWrite)
        defer { store.close() }
        let first = try SessionTask.played(blueprint, rounds: 5_000, in: store, tempo: tempo)
        let stored = try store.session(blueprint.configuration.id)
        var place = try #require(try store.place(of: stored))
        place.carry = [0xFF]
        let again = try SessionTask.played(
            blueprint,
            .resumed(
                checkpoint: nil,
                head: SessionHead(
                    rounds: 5_000, digest: first.digest, balance: first.balance, dayLeft: nil),
                day: HostClock.system.day, place: place), rounds: 6_000, in: store)
        #expect(again.end.reason == .rounds && again.played == 1_000)
    }

    @Test("how often places are stored hangs on how many sessions there are")
    func rounds() {
        #expect(SessionTask.Tempo.placeRounds(sessions: 1) == nil)
        #expect(SessionTask.Tempo.placeRounds(sessions: 61) == nil)
        #expect(SessionTask.Tempo.placeRounds(sessions: 1_000) == 4_000)
        #expect(SessionTask.Tempo.placeRounds(sessions: 100_000) == 256)
    }

    @Test(
        "a host says how many sessions are left to take up, and counts no stored round as its own")
    func figures() throws {
        let folder = try TemporaryFolder()
        let file =
            "sessions:\n" + FleetTests.group("calm", "bankroll: 10000000.00\ncount: 5")
        let first = try FleetTests.Bed(file, in: folder)
        first.fleet.begin()
        #expect(first.fleet.status(all: false, isTick: false).recovery == nil)
        try first.turn { first.fleet.members.allSatisfy { $0.totals.rounds > 20_000 } }
        try first.close()

        let second = try FleetTests.Bed(file, in: folder)
        let before = try second.fleet.members.reduce(0) {
            $0 + (try second.store.session($1.item.identity.id).headRound)
        }
        #expect(before > 100_000)
        second.fleet.begin()
        let recovery = FleetStatus.Recovery(left: 5, of: 5)
        var status = second.fleet.status(all: false, isTick: true)
        #expect(status.recovery == recovery)
        #expect(status.text.contains("5 sessions: recovering 5 of 5; "))
        #expect(status.rounds == before)
        second.clock.leap(seconds: 1)
        status = second.fleet.status(all: false, isTick: true)
        // In a second at least: those that were there before would make far more.
        #expect(status.roundsPerSecond <= Double(status.rounds - before))
        try second.turn { second.fleet.members.allSatisfy { $0.state == .playing } }
        #expect(second.fleet.status(all: false, isTick: false).recovery == nil)
        try second.close()
    }

    @Test("a look that comes before the first tick measures nothing, and spoils no rate")
    func earlyLook() throws {
        let folder = try TemporaryFolder()
        let bed = try FleetTests.Bed(
            "sessions:\n" + FleetTests.group("calm", "bankroll: 10000000.00"), in: folder)
        bed.fleet.begin()
        _ = bed.fleet.status(all: false, isTick: true)
        try bed.turn { bed.fleet.members[0].totals.rounds > 1_000 }
        bed.clock.leap(seconds: 100)
        // As after a new run file: rates of other groups are gone.
        bed.fleet.rates = []
        #expect(bed.fleet.status(all: false, isTick: false).roundsPerSecond == 0)
        let status = bed.fleet.status(all: false, isTick: true)
        #expect(status.roundsPerSecond > 0)
        #expect(status.roundsPerSecond <= Double(status.rounds) / 100)
        try bed.close()
    }
}
