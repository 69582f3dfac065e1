// Goal: the host starts, restarts and ends sessions by their policies and conditions.
// Method: fleets on real workers and stores, with a monotonic clock that the test puts forward.
import EventLoop
import Foundation
import Play
import Reports
import Storage
import Synchronization
import Testing

@testable import Host

@Suite struct FleetTests {
    /// Time that passes as it does, and by leaps.
    final class LeapingClock: Sendable {
        private let leaps = Mutex<UInt64>(0)

        func leap(seconds: Double) { leaps.withLock { $0 += UInt64(seconds * 1e9) } }

        var clock: HostClock {
            HostClock(
                wallMilliseconds: HostClock.system.wallMilliseconds,
                monotonicNanoseconds: {
                    HostClock.system.monotonicNanoseconds() + self.leaps.withLock { $0 }
                })
        }
    }

    /// Any thread.
    final class TierList: Sendable {
        let all = Mutex<[IsolationRules.Tier?]>([])
    }

    /// Who is offered edits, by tier. Any thread.
    final class Followers: FleetEdits {
        let tiers = Mutex<[String: IsolationRules.Tier?]>([:])

        func follow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
            tiers.withLock { $0[task.label] = .some(tier) }
        }

        func unfollow(_ task: SessionTask, _ tier: IsolationRules.Tier?) {
            tiers.withLock { if $0[task.label] == .some(tier) { $0[task.label] = nil } }
        }

        func tell(_ event: ReloadEvent) {}
        func look(at plugin: String?) {}
    }

    /// A fleet and what it works with, in a folder with plugins.
    final class Bed {
        let store: JournalStore
        let committer: Committer
        let core: Loop
        let pool: WorkerPool
        let fleet: Fleet
        let clock = LeapingClock()
        /// What stored texts were loaded for, in this order.
        let tiers = TierList()
        let followers = Followers()

        init(
            _ runFile: String, in folder: TemporaryFolder, failing: String = "",
            strategy: String = HostPlugins.steady()
        ) throws {
            try folder.write("games/test/coin/game.lua", HostPlugins.coin)
            try folder.write("games/test/sink/game.lua", HostPlugins.sink)
            try folder.write("strategies/steady.lua", strategy)
            try folder.write("strategies/failing.lua", HostPlugins.steady(failing, name: "failing"))
            store = try JournalStore(directory: folder.path + "/store", mode: .readWrite)
            committer = Committer(store: store)
            core = try Loop(label: "core")
            pool = try WorkerPool(count: 2)
            let catalogue = Catalogue(folder: folder.path)
            let plan = try FleetPlan(try RunFile.parse(runFile, file: "run.yaml"), store: store) {
                _ in catalogue
            }
            fleet = Fleet(
                plan,
                Fleet.Means(
                    store: store, committer: committer, workers: pool,
                    post: { [core] in core.post($0) }, clock: clock.clock,
                    catalogue: { [tiers] tier in
                        tiers.all.withLock { $0.append(tier) }
                        return catalogue
                    }, watch: followers)
            ) { _ in }
        }

        func member(_ name: String) throws -> FleetMember { try #require(fleet.byName[name]) }

        /// Turns the core loop until something is so, for 20 s at most.
        func turn(until isSo: () -> Bool) throws {
            for _ in 0..<10_000 where !isSo() {
                try core.after(.milliseconds(2), label: "turn") { [core] in core.stop() }
                core.run()
            }
            try #require(isSo(), "\(fleet.members.map { "\($0.name) \($0.state) \($0.detail)" })")
        }

        /// Ends it in order, and checks the store.
        func close() throws {
            fleet.drain("the test is over")
            try turn { !fleet.members.contains { $0.state.isOnWorker } }
            fleet.remember()
            #expect(pool.shutdown().isEmpty)
            #expect(core.close().isEmpty)
            try committer.close()
            #expect(try StoreCheck.findings(in: store).isEmpty)
            store.close()
        }
    }

    static func group(
        _ name: String, game: String = "test/coin", strategy: String = "steady",
        _ rest: String = ""
    ) -> String {
        "  - name: \(name)\n    game: \(game)\n    strategy: \(strategy)\n"
            + rest.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    @Test("every stop condition ends a session after the round in which it came true")
    func conditions() throws {
        let folder = try TemporaryFolder()
        let file =
            "sessions:\n" + Self.group("rounds", "stop: { rounds: 700 }")
            + Self.group("profit", "bankroll: 100000.00\nstop: { profit: 20.00 }")
            + Self.group("loss", game: "test/sink", "stop: { loss: 123.00 }")
            + Self.group("ruin", game: "test/sink", "bankroll: 50.50")
            + Self.group("limit", game: "test/sink", "limits: { daily: 77.00 }")
            + Self.group("time", "bankroll: 1000000.00\nstop: { time: 300ms }")
        let bed = try Bed(file, in: folder)
        bed.fleet.begin()
        try bed.turn { bed.fleet.members.allSatisfy { $0.state == .done } }
        func end(_ name: String) throws -> StoredSession {
            try bed.store.session(FleetIdentity(group: name, index: 1).id)
        }
        #expect(try end("rounds").end?.reason == .rounds)
        #expect(try end("rounds").headRound == 700)
        #expect(try end("profit").end?.reason == .profit)
        #expect(try end("profit").totals.net == 2000)
        #expect(try end("loss").end?.reason == .loss)
        #expect(try end("loss").headRound == 123)
        #expect(try end("ruin").end?.reason == .ruin)
        #expect(try end("ruin").headRound == 50)
        #expect(try end("limit").end?.reason == .limit)
        #expect(try end("limit").headRound == 77)
        #expect(try end("time").end?.reason == .time)
        let detail = try #require(try end("loss").end?.detail)
        #expect(detail == "lost 123.00 AUD by round 123: at least the 123.00 AUD allowed")
        try bed.close()
    }

    @Test("a session that fails is started again after its waits, and then has failed")
    func restarts() throws {
        let folder = try TemporaryFolder()
        let policy =
            "restart: { policy: on-fault, backoff_min: 100s, backoff_max: 200s, max_restarts: 3 }"
        let bed = try Bed(
            "sessions:\n" + Self.group("bad", strategy: "failing", policy) + Self.group("good"),
            in: folder, failing: "if seen.round == 5 then error('no luck') end")
        bed.fleet.begin()
        let bad = try bed.member("bad/1")
        for (restart, plain) in [(1, 100.0), (2, 200), (3, 200)] {
            try bed.turn { bad.state == .resting }
            #expect(bad.restartsInRow == restart)
            bed.fleet.look()
            #expect(bad.state == .resting)
            bed.clock.leap(seconds: 0.79 * plain)
            bed.fleet.look()
            #expect(bad.state == .resting, "it came back too early")
            bed.clock.leap(seconds: 0.42 * plain)
            bed.fleet.look()
            #expect(bad.state == .starting)
        }
        try bed.turn { bad.state == .failed }
        #expect(bad.detail.hasPrefix("restarted 3 times in a row; the last end: "))
        #expect(bad.detail.contains("no luck"))
        #expect(bad.restarts == 3)
        #expect(try bed.store.session(bad.item.identity.id).headRound == 4)
        #expect(try bed.member("good/1").state == .playing)
        // Asked for, it is tried again.
        #expect(bed.fleet.answer(ControlRequest(.resume, session: "bad/1")).error == nil)
        try bed.turn { bad.state == .resting }
        #expect(bad.restartsInRow == 1)
        try bed.close()
    }

    @Test("a daily limit with the policy always is tried again")
    func limitAgain() throws {
        let folder = try TemporaryFolder()
        let bed = try Bed(
            "sessions:\n"
                + Self.group(
                    "day", game: "test/sink",
                    "limits: { daily: 10.00 }\nrestart: { policy: always, backoff_min: 50s }"),
            in: folder)
        bed.fleet.begin()
        let day = try bed.member("day/1")
        try bed.turn { day.state == .resting }
        #expect(day.detail.hasPrefix("daily_limit"))
        bed.clock.leap(seconds: 61)
        bed.fleet.look()
        try bed.turn { day.state == .resting && day.restartsInRow == 2 }
        #expect(try bed.store.session(day.item.identity.id).headRound == 10)
        try bed.close()
    }

    @Test("who was paused, stopped or resting is so again when the host comes back")
    func remembered() throws {
        let folder = try TemporaryFolder()
        let endless = "bankroll: 10000000.00\ncount: 3"
        let file =
            "sessions:\n" + Self.group("calm", endless)
            + Self.group(
                "bad", strategy: "failing",
                "restart: { policy: on-fault, backoff_min: 1h, backoff_max: 1h }")
        let failing = "if seen.round == 5 then error('no luck') end"
        let first = try Bed(file, in: folder, failing: failing)
        first.fleet.begin()
        let bad = try first.member("bad/1")
        try first.turn { bad.state == .resting }
        try first.turn { first.fleet.members.prefix(3).allSatisfy { $0.state == .playing } }
        #expect(first.fleet.answer(ControlRequest(.pause, session: "calm/1")).error == nil)
        let id = FleetIdentity(group: "calm", index: 2).id
        let stopped = first.fleet.answer(ControlRequest(.stop, session: String(id.prefix(8))))
        #expect(stopped.message == "calm/2 is stopping")
        // Whoever kills the host now does not undo what was asked.
        let asked = FleetMemory.read(store: first.store.directory).sessions
        #expect(asked["calm/1"]?.state == .pausing && asked["calm/2"]?.state == .stopping)
        let (one, two) = (try first.member("calm/1"), try first.member("calm/2"))
        try first.turn { one.state == .paused && two.state == .stopped }
        try first.close()

        let second = try Bed(file, in: folder, failing: failing)
        second.fleet.begin()
        try second.turn { second.fleet.members[2].state == .playing }
        #expect(
            second.fleet.members.map(\.state) == [.paused, .stopped, .playing, .resting])
        let due = try #require(second.fleet.members[3].dueAt)
        let left = Double(due - second.clock.clock.monotonicNanoseconds()) / 1e9
        #expect(left > 2800 && left < 4400, "\(left)")
        #expect(second.fleet.members[3].restartsInRow == 1)
        // A session plays on from where it was paused.
        let before = second.fleet.members[0].totals.rounds
        #expect(before > 0)
        #expect(second.fleet.answer(ControlRequest(.resume, session: "calm/1")).error == nil)
        try second.turn { second.fleet.members[0].totals.rounds > before }
        #expect(
            second.fleet.answer(ControlRequest(.pause, session: "clam/1")).error?.message
                == "no session \"clam/1\" runs here; did you mean calm/1?")
        #expect(
            second.fleet.answer(ControlRequest(.pause, session: "calm")).error?.code
                == "INVALID_INPUT")
        try second.close()
    }

    @Test("a stored text that is not the file's any more plays in its group's tier all the same")
    func tierOfStoredTexts() throws {
        let folder = try TemporaryFolder()
        let text = "sessions:\n" + Self.group("calm", "bankroll: 10000000.00\nisolation: process")
        var bed = try Bed(text, in: folder)
        bed.fleet.begin()
        try bed.turn { bed.fleet.members.allSatisfy { $0.totals.rounds > 0 } }
        try bed.close()
        #expect(bed.tiers.all.withLock { $0 }.isEmpty)
        bed = try Bed(text, in: folder, strategy: HostPlugins.steady("local n = 1"))
        bed.fleet.begin()
        try bed.turn { bed.fleet.members.allSatisfy { $0.state == .playing } }
        #expect(bed.tiers.all.withLock { $0 } == [.process])
        try bed.close()
    }

    @Test("a changed run file adds and drops, and what can not be changed is refused")
    func changed() throws {
        let folder = try TemporaryFolder()
        let endless = "bankroll: 10000000.00\ncount: 2\nseed: 4"
        let bed = try Bed("sessions:\n" + Self.group("calm", endless), in: folder)
        bed.fleet.begin()
        try bed.turn { bed.fleet.members.allSatisfy { $0.state == .playing } }
        let catalogue = Catalogue(folder: folder.path)
        func plan(_ text: String) throws -> FleetPlan {
            try FleetPlan(
                try RunFile.parse("sessions:\n" + text, file: "run.yaml"), store: bed.store
            ) { _ in catalogue }
        }
        let one = "bankroll: 10000000.00\ncount: 1\nseed: 4"
        bed.fleet.apply(try plan(Self.group("calm", one) + Self.group("new", endless)))
        try bed.turn { bed.fleet.members.count { $0.state == .playing } == 3 }
        let dropped = try bed.member("calm/2")
        try bed.turn { dropped.state == .stopped }
        #expect(bed.fleet.status(all: true, isTick: false).sessions.count == 3)
        // It is still there, and comes back with its rounds.
        let rounds = dropped.totals.rounds
        bed.fleet.apply(try plan(Self.group("calm", endless)))
        try bed.turn { dropped.state == .playing && dropped.totals.rounds > rounds }
        // Also where it has not stopped yet.
        bed.fleet.apply(try plan(Self.group("calm", one)))
        #expect(dropped.state == .stopping)
        bed.fleet.apply(try plan(Self.group("calm", endless)))
        #expect(dropped.state == .stopping)
        let later = dropped.totals.rounds
        try bed.turn { dropped.state == .playing && dropped.totals.rounds > later + 1000 }
        let error = #expect(throws: PlayError.self) {
            try plan(Self.group("calm", "bankroll: 10000000.00\nseed: 5"))
        }
        #expect(
            error?.description.hasPrefix(
                "run.yaml:2: session calm/1 is in the store and was begun with other settings: "
                    + "seed was 4 and is now 5. ") == true, "\(error?.description ?? "")")
        // A session may be paced later, but not scored by it: that decides rounds.
        let paced = endless + "\npacing: { kind: human }"
        _ = try plan(Self.group("calm", paced))
        let scored = #expect(throws: PlayError.self) {
            try plan(Self.group("calm", paced + "\nhuman_likeness: { weight: 0.05 }"))
        }
        #expect(
            scored?.description.contains("human_likeness was none and is now weight 5, ") == true,
            "\(scored?.description ?? "")")
        try bed.close()
    }

    @Test("who left the run file and is in it again at the next start plays")
    func back() throws {
        let folder = try TemporaryFolder()
        let endless = "bankroll: 10000000.00\n"
        let both =
            "sessions:\n" + Self.group("calm", endless)
            + Self.group("bold", endless + "isolation: process\n")
        let first = try Bed(both, in: folder)
        first.fleet.begin()
        try first.turn { first.fleet.members.allSatisfy { $0.state == .playing } }
        let (store, catalogue) = (first.store, Catalogue(folder: folder.path))
        let calm = try RunFile.parse("sessions:\n" + Self.group("calm", endless), file: "run.yaml")
        first.fleet.apply(try FleetPlan(calm, store: store) { _ in catalogue })
        let dropped = try first.member("bold/1")
        try first.turn { dropped.state == .stopped }
        // Edits of its plugins, which play in processes, are not for it any more.
        let following = first.followers.tiers.withLock { $0 }
        #expect(following == [FleetIdentity(group: "calm", index: 1).id: nil])
        #expect(first.fleet.answer(ControlRequest(.stop, session: "calm/1")).error == nil)
        try first.close()

        let second = try Bed(both, in: folder)
        second.fleet.begin()
        try second.turn { second.fleet.members[1].state == .playing }
        #expect(second.fleet.members[0].state == .stopped)
        try second.close()
    }
}
