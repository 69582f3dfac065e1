// Goal: a paced session waits as its distribution says, always the same, and holds no thread.
// Method: quantiles of many waits against those of the log-normal distribution; a scheduler on
// which many more sessions sleep than there are threads.
import EventLoop
import Foundation
import Play
import Synchronization
import Testing

@testable import Host

@Suite struct PacingTests {
    @Test("waits have the quantiles of the log-normal distribution")
    func quantiles() {
        let pacing = Pacing(median: 3, spread: 0.4, least: 0, most: 1000)
        let waits = (1...20_000).map {
            pacing.milliseconds(seed: 5, episode: 2, round: Int64($0))
        }.sorted()
        // 3 * math.exp(0.4 * statistics.NormalDist().inv_cdf(share)), Python 3.11
        for (share, seconds) in [
            (0.05, 1.5537), (0.25, 2.2906), (0.5, 3.0), (0.75, 3.9291), (0.95, 5.7924),
        ] {
            let found = Double(waits[Int(share * 20_000)]) / 1000
            #expect(abs(found / seconds - 1) < 0.03, "\(share): \(found) s, not \(seconds) s")
        }
    }

    @Test("a wait depends on seed, episode and round alone, and keeps its bounds")
    func determined() {
        let pacing = Pacing(median: 3, spread: 2, least: 1, most: 4)
        let waits = (1...1000).map { pacing.milliseconds(seed: 1, episode: 0, round: $0) }
        #expect(waits == (1...1000).map { pacing.milliseconds(seed: 1, episode: 0, round: $0) })
        #expect(waits.allSatisfy { (1000...4000).contains($0) })
        #expect(waits.contains(1000) && waits.contains(4000))
        #expect(waits != (1...1000).map { pacing.milliseconds(seed: 2, episode: 0, round: $0) })
        #expect(waits != (1...1000).map { pacing.milliseconds(seed: 1, episode: 1, round: $0) })
        let even = Pacing(median: 0.5, spread: 0)
        #expect((1...10).allSatisfy { even.milliseconds(seed: 9, episode: 9, round: $0) == 500 })
    }

    /// Sleeps, then counts, then sleeps again.
    private final class Sleeper: SlicedWork {
        let label = "sleeper"
        let wakes = Atomic<Int>(0)
        let early = Atomic<Int>(0)
        private let due = Mutex<UInt64>(0)
        private let stop: StopFlag
        private let nanoseconds: UInt64

        init(_ stop: StopFlag, nanoseconds: UInt64) {
            self.stop = stop
            self.nanoseconds = nanoseconds
        }

        func play(_ quantum: SliceQuantum) -> SliceResult {
            guard !stop.isSet else { return .done }
            let now = HostClock.system.monotonicNanoseconds()
            return due.withLock { due in
                if now < due { early.wrappingAdd(1, ordering: .relaxed) }
                wakes.wrappingAdd(1, ordering: .relaxed)
                due = now + nanoseconds
                return .sleep(until: due)
            }
        }
    }

    @Test("hundreds sleep on one worker, wake in time, and can be woken")
    func sleepers() async throws {
        let pool = try WorkerPool(count: 1)
        let worker = pool.scheduler(0)
        let stop = StopFlag()
        let short = (0..<200).map { _ in Sleeper(stop, nanoseconds: 20_000_000) }
        let long = Sleeper(stop, nanoseconds: 3_600_000_000_000)
        for sleeper in short + [long] { worker.add(sleeper) }
        for _ in 0..<10_000 {
            if short.allSatisfy({ $0.wakes.load(ordering: .relaxed) >= 10 }) { break }
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(short.allSatisfy { $0.wakes.load(ordering: .relaxed) >= 10 })
        #expect(short.allSatisfy { $0.early.load(ordering: .relaxed) == 0 })
        #expect(long.wakes.load(ordering: .relaxed) == 1)
        stop.set()
        worker.wakeAll()
        for _ in 0..<10_000 where !worker.shares.isEmpty {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(worker.shares.isEmpty)
        let left = await Task.detached { pool.shutdown() }.value
        #expect(left.isEmpty)
    }

    @Test("of sessions that come together, those that begin late catch up")
    func catchingUp() {
        var queue = SliceQueue<Int>()
        for number in 0..<100 { queue.add(number, now: 0) }
        var now: UInt64 = 0
        // One begins for every ten slices that are played.
        for _ in 0..<100 {
            if let entry = queue.take(from: .beginning, now: now) {
                _ = queue.giveBack(entry, used: 1_000_000, now: now)
            }
            for _ in 0..<10 {
                guard let entry = queue.take(from: .playing, now: now) else { break }
                now += 200_000
                _ = queue.giveBack(entry, used: 200_000, now: now)
            }
        }
        for _ in 0..<10_000 {
            guard let entry = queue.take(from: .playing, now: now) else { break }
            now += 200_000
            _ = queue.giveBack(entry, used: 200_000, now: now)
        }
        let used = queue.live.map { Double($0.usedNanoseconds) - 1_000_000 }
        let mean = used.reduce(0, +) / 100
        #expect(used.allSatisfy { $0 > 0.95 * mean && $0 < 1.05 * mean }, "\(used)")
    }
}
