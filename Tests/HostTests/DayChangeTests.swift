// Goal: a daily limit opens again on the next day, in play and on resume, and never because a clock
// was set back.
// Method: a game that always loses 1.00, a limit of 5000.00 a day, and a clock that tests set.
import Accounts
import Foundation
import Host
import Play
import Storage
import Synchronization
import Testing

@Suite struct DayChangeTests {
    private static let limit: Int64 = 500_000

    private let folder: TemporaryFolder
    private let store: JournalStore
    private let blueprint: SessionBlueprint

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        blueprint = try HostPlugins.blueprint(dailyLimit: Self.limit)
    }

    private func resumed(today: Int64) throws -> SessionTask.Beginning {
        let stored = try store.session(blueprint.configuration.id)
        return try .resumed(stored, in: store, today: DayKey(daysSince1970: today))
    }

    @Test("within one day the limit ends the session, and a resume changes nothing")
    func oneDay() throws {
        let clock = SettableClock(day: 20_000)
        let first = try SessionTask.played(
            blueprint, rounds: 9000, in: store, clock: clock.clock)
        #expect(first.end.reason == .limit)
        #expect(first.end.detail.contains("daily_limit"))
        #expect(first.totals.rounds == 5000)
        let again = try SessionTask.played(
            blueprint, try resumed(today: 20_000), rounds: 9000, in: store, clock: clock.clock)
        #expect(again.end.reason == .limit)
        #expect(again.totals.rounds == 5000)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test("on the next day a resumed session has the whole limit again")
    func nextDay() throws {
        let clock = SettableClock(day: 20_000)
        _ = try SessionTask.played(blueprint, rounds: 9000, in: store, clock: clock.clock)
        clock.day = 20_001
        let second = try SessionTask.played(
            blueprint, try resumed(today: 20_001), rounds: 99_999, in: store, clock: clock.clock)
        #expect(second.end.reason == .limit)
        #expect(second.totals.rounds == 10_000)
        #expect(try store.session(blueprint.configuration.id).wallet.dayKey.daysSince1970 == 20_001)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test(
        "a clock that was set back opens nothing on resume, and the session can still be continued")
    func clockBack() throws {
        let clock = SettableClock(day: 20_001)
        let first = try SessionTask.played(
            blueprint, rounds: 4000, in: store, clock: clock.clock)
        #expect(first.end.reason == .rounds)
        clock.day = 19_990
        let back = try SessionTask.played(
            blueprint, try resumed(today: 19_990), rounds: 9000, in: store, clock: clock.clock)
        #expect(back.end.reason == .limit)
        #expect(back.totals.rounds == 5000)
        let days = try store.chunks(of: blueprint.configuration.id).map(\.day)
        #expect(Set(days) == [20_001])
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }

    @Test(
        "midnight between two slices opens the limit and cuts the chunk; a step back does neither")
    func midnight() throws {
        let limit: Int64 = 900_000
        let blueprint = try HostPlugins.blueprint(dailyLimit: limit)
        let task = Mutex<SessionTask?>(nil)
        // Slices have at most 4096 rounds: the first is on the first day, the next ones have the
        // clock set back, those after round 4096 are on the next day.
        let opened = Mutex<Int64?>(nil)
        let clock = HostClock(
            wallMilliseconds: {
                let played = task.withLock { $0?.progress.played ?? 0 }
                let day: Int64 = played == 0 ? 20_000 : played <= 4096 ? 19_999 : 20_001
                if day == 20_001 { opened.withLock { $0 = $0 ?? played } }
                return day * 86_400_000
            }, monotonicNanoseconds: HostClock.system.monotonicNanoseconds)
        let outcome = try SessionTask.played(blueprint, rounds: 12_000, in: store, clock: clock) {
            began in task.withLock { $0 = began }
        }
        #expect(outcome.end.reason == .rounds, "\(outcome.end)")
        #expect(outcome.totals.rounds == 12_000)
        let chunks = try store.chunks(of: blueprint.configuration.id)
        #expect(Set(chunks.map(\.day)) == [20_000, 20_001])
        let spent = chunks.filter { $0.day == 20_000 }.reduce(0) { $0 + $1.staked }
        #expect(spent == (opened.withLock { $0 } ?? 0) * 100)
        #expect(try StoreCheck.findings(in: store).isEmpty)
    }
}
