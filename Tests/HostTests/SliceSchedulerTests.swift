// Goal: a slice that does not end keeps nobody waiting: not the other sessions, not the timers of
// the worker's loop, not those that want to begin.
// Method: hogs that burn a core until the others have gone on; where these had to wait for the hog,
// it would give up after seconds of processor time and say so.
import EventLoop
import Foundation
import Synchronization
import Statistics
import Testing

@testable import Host

@Suite struct SliceSchedulerTests {
    /// A piece of work that is a function of the number of its slice.
    private final class Work: SlicedWork {
        let label: String
        private let count = Atomic<Int>(0)
        private let slice: @Sendable (Int) -> SliceResult

        init(_ label: String, _ slice: @escaping @Sendable (Int) -> SliceResult) {
            self.label = label
            self.slice = slice
        }

        var slices: Int { count.load(ordering: .relaxed) }

        func play(_ quantum: SliceQuantum) -> SliceResult {
            slice(count.wrappingAdd(1, ordering: .relaxed).newValue)
        }
    }

    /// Burns a core until `isOver`; false when it gave up after 10 s of processor time.
    private static func burn(until isOver: () -> Bool) -> Bool {
        func used() -> UInt64 { RunningThread.current.processorNanoseconds ?? 0 }
        let end = used() + 10_000_000_000
        while used() < end {
            if isOver() { return true }
        }
        return false
    }

    /// A slice that leaves the core to the slow lane, to keep the test short.
    private static func rest() { Thread.sleep(forTimeInterval: 0.0002) }

    private static func burn(nanoseconds: UInt64) {
        let end = (RunningThread.current.processorNanoseconds ?? 0) + nanoseconds
        _ = burn { (RunningThread.current.processorNanoseconds ?? .max) >= end }
    }

    /// Waits until something is so; the test fails when it is not within a minute.
    private static func wait(_ isSo: () -> Bool) async throws {
        for _ in 0..<60_000 {
            if isSo() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("it did not come about within a minute")
    }

    private static func shutDown(_ pool: WorkerPool) async -> [OpenHandle] {
        await Task.detached { pool.shutdown() }.value
    }

    @Test("while a slice does not end, the others play, timers fire and newcomers begin")
    func hogDelaysNobody() async throws {
        let pool = try WorkerPool(count: 1)
        let worker = pool.scheduler(0)
        let stop = StopFlag()
        let ticks = Atomic<Int>(0)
        let timers = Mutex<[EventLoop.Timer]>([])
        worker.loop.post {
            let timer = try? EventLoop.Timer(on: worker.loop, label: "tick") { _ in
                ticks.wrappingAdd(1, ordering: .relaxed)
            }
            timer?.start(after: .milliseconds(1), every: .milliseconds(1))
            timers.withLock { $0 += [timer].compactMap { $0 } }
        }
        let others = (0..<4).map { number in
            Work("normal \(number)") { _ in
                SliceSchedulerTests.rest()
                return stop.isSet ? .done : .more
            }
        }
        for other in others { worker.add(other) }
        let newcomers = Mutex<[Work]>([])
        let gaveUp = Atomic<Int>(0)
        let hog = Work("hog") { number in
            guard number > 1 else { return .more }
            let newcomer = Work("newcomer") { _ in .done }
            newcomers.withLock { $0.append(newcomer) }
            worker.add(newcomer)
            let before = others.map(\.slices)
            let ticksBefore = ticks.load(ordering: .relaxed)
            let went = SliceSchedulerTests.burn {
                let ticked = ticks.load(ordering: .relaxed) - ticksBefore
                return stop.isSet
                    || ticked >= 20 && newcomer.slices == 1
                        && zip(others, before).allSatisfy { $0.slices >= $1 + 20 }
            }
            if !went { gaveUp.wrappingAdd(1, ordering: .relaxed) }
            // Also when they went on in no time, this slice was too long.
            SliceSchedulerTests.burn(nanoseconds: 2 * SchedulingLimits.overrunNanoseconds)
            return stop.isSet ? .done : .more
        }
        worker.add(hog)
        try await SliceSchedulerTests.wait { hog.slices >= 5 }
        let shares = worker.shares
        #expect(shares.first { $0.label == "hog" }?.lane == .slow)
        #expect(shares.first { $0.label == "hog" }?.demotions == 1)
        #expect(shares.filter { $0.label.hasPrefix("normal") }.allSatisfy { $0.lane == .playing })
        #expect(worker.handovers >= 1)
        stop.set()
        #expect(gaveUp.load(ordering: .relaxed) == 0)
        try await SliceSchedulerTests.wait { worker.shares.isEmpty }
        #expect(newcomers.withLock { $0.count } >= 4)
        worker.loop.post { for timer in timers.withLock({ $0 }) { timer.close() } }
        #expect(await SliceSchedulerTests.shutDown(pool).isEmpty)
    }

    @Test("more sessions that hang at once than there are threads for them: all others go on later")
    func manyHogsAtOnce() async throws {
        let pool = try WorkerPool(count: 1)
        let worker = pool.scheduler(0)
        let stop = StopFlag()
        let hogs = (0..<SchedulingLimits.overrunThreadsMax + 4).map { number in
            Work("hog \(number)") { slice in
                guard slice > 1 else { return .more }
                SliceSchedulerTests.burn(nanoseconds: 20_000_000)
                return stop.isSet ? .done : .more
            }
        }
        let normal = Work("normal") { _ in
            SliceSchedulerTests.rest()
            return stop.isSet ? .done : .more
        }
        for hog in hogs { worker.add(hog) }
        worker.add(normal)
        try await SliceSchedulerTests.wait { hogs.allSatisfy { $0.slices >= 3 } }
        let slices = normal.slices
        try await SliceSchedulerTests.wait { normal.slices > slices + 100 }
        #expect(
            worker.shares.filter { $0.label != "normal" }.allSatisfy { $0.demotions >= 1 })
        stop.set()
        try await SliceSchedulerTests.wait { worker.shares.isEmpty }
        #expect(await SliceSchedulerTests.shutDown(pool).isEmpty)
    }

    @Test("a session that is alone is never put into the slow lane")
    func alone() async throws {
        let pool = try WorkerPool(count: 1)
        let worker = pool.scheduler(0)
        let stop = StopFlag()
        let work = Work("slow thinker") { _ in
            SliceSchedulerTests.burn(nanoseconds: 2 * SchedulingLimits.overrunNanoseconds)
            return stop.isSet ? .done : .more
        }
        worker.add(work)
        try await SliceSchedulerTests.wait { work.slices > 10 }
        let share = try #require(worker.shares.first)
        #expect((share.lane, share.demotions, worker.handovers) == (.playing, 0, 0))
        #expect(share.usedNanoseconds > 9 * 2 * SchedulingLimits.overrunNanoseconds)
        #expect(share.delays.count >= 10)
        stop.set()
        try await SliceSchedulerTests.wait { worker.shares.isEmpty }
        #expect(await SliceSchedulerTests.shutDown(pool).isEmpty)
    }

    @Test("closing drops what waits, ends every thread, and takes nothing more")
    func closing() async throws {
        let pool = try WorkerPool(count: 2)
        let endless = (0..<5).map { Work("endless \($0)") { _ in .more } }
        for (number, work) in endless.enumerated() { pool.scheduler(number).add(work) }
        try await SliceSchedulerTests.wait { endless.allSatisfy { $0.slices > 2 } }
        #expect(await SliceSchedulerTests.shutDown(pool).isEmpty)
        let slices = endless.map(\.slices)
        let late = Work("late") { _ in .done }
        pool.scheduler(0).add(late)
        try await Task.sleep(for: .milliseconds(5))
        #expect(endless.map(\.slices) == slices)
        #expect(late.slices == 0)
    }
}
