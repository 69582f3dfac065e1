// Goal: every session of a worker gets the same time, whatever its rounds cost, and one that runs
// over its time leaves the others alone.
// Method: the rule itself on a clock of its own: sessions are costs in nanoseconds, and "playing" a
// slice is playing rounds of that cost until the quantum is over, as a session does.
import Statistics
import Testing

@testable import Host

@Suite struct SliceQueueTests {
    /// Plays one lane for a while; returns how long the longest wait was.
    private func play(
        _ queue: inout SliceQueue<UInt64>, lane: PlayLane, now: inout UInt64, until end: UInt64
    ) {
        while now < end {
            guard let entry = queue.take(from: lane, now: now) else { return }
            let quantum = queue.quantum(in: lane)
            // At least one round, and the round that is running when the quantum ends is finished.
            var used: UInt64 = 0
            repeat { used += entry.work } while used < quantum
            now += used
            _ = queue.giveBack(entry, used: used, now: now)
        }
    }

    private func queue(of costs: [UInt64]) -> SliceQueue<UInt64> {
        var queue = SliceQueue<UInt64>()
        for cost in costs { queue.add(cost, now: 0) }
        for _ in costs {
            guard let entry = queue.take(from: .beginning, now: 0) else { break }
            _ = queue.giveBack(entry, used: 0, now: 0)
        }
        return queue
    }

    @Test("sessions whose rounds cost from 1 us to 5 ms get the same time")
    func equalShares() {
        let costs: [UInt64] = [1000, 7000, 90_000, 300_000, 1_100_000, 2_300_000, 4_900_000]
        var queue = queue(of: costs + costs)
        var now: UInt64 = 0
        play(&queue, lane: .playing, now: &now, until: 20_000_000_000)
        let mean = now / UInt64(queue.live.count)
        for entry in queue.live {
            let share = Double(entry.usedNanoseconds) / Double(mean)
            #expect(share > 0.99 && share < 1.01, "\(entry.work) ns a round got \(share)")
            #expect(entry.conduct.lane == .playing)
        }
    }

    @Test("a thousand sessions get the same time, and each waits for one cycle")
    func manySessions() {
        var queue = queue(of: (0..<1000).map { 1000 + 97 * UInt64($0) })
        var now: UInt64 = 0
        play(&queue, lane: .playing, now: &now, until: 20_000_000_000)
        let mean = Double(now) / 1000
        #expect(queue.live.allSatisfy { Double($0.usedNanoseconds) > 0.9 * mean })
        let longest = queue.live.map(\.delays.nanosecondsMax).max() ?? 0
        // The shortest quantum and one round for each of the others, and once more for a session
        // that had got ahead.
        #expect(longest < 2 * 1000 * (SchedulingLimits.quantumNanosecondsMin + 100_000))
    }

    @Test("as long as they fit, all sessions have their turn within a cycle")
    func cycle() {
        var queue = queue(of: [UInt64](repeating: 10_000, count: 25))
        var now: UInt64 = 0
        play(&queue, lane: .playing, now: &now, until: 2_000_000_000)
        for entry in queue.live {
            #expect(entry.delays.nanoseconds(atShare: 0.99) < 6_000_000)
        }
    }

    @Test("a session that comes late neither catches up nor pays")
    func lateComer() {
        var queue = queue(of: [10_000, 10_000])
        var now: UInt64 = 0
        play(&queue, lane: .playing, now: &now, until: 1_000_000_000)
        queue.add(10_000, now: now)
        if let entry = queue.take(from: .beginning, now: now) {
            _ = queue.giveBack(entry, used: 50_000_000, now: now)
        }
        let before = queue.live.map(\.usedNanoseconds)
        play(&queue, lane: .playing, now: &now, until: now + 300_000_000)
        for (entry, used) in zip(queue.live, before) {
            let got = entry.usedNanoseconds - used
            #expect(got > 90_000_000 && got < 110_000_000, "\(got)")
        }
    }

    @Test("a hog plays once, then only in the slow lane")
    func hog() {
        var queue = queue(of: [10_000, 10_000, 20_000_000])
        var now: UInt64 = 0
        play(&queue, lane: .playing, now: &now, until: 1_000_000_000)
        #expect(queue.live.map(\.conduct.lane) == [.playing, .playing, .slow])
        #expect(queue.live[2].slices == 2)
        #expect(queue.live[2].usedNanoseconds == 20_000_000)
        #expect(queue.live[0].usedNanoseconds > 480_000_000)
    }

    @Test("a finished session is let go, and what it was given is not shared any more")
    func finished() {
        var queue = queue(of: [10_000, 20_000])
        guard let entry = queue.take(from: .playing, now: 0) else {
            Issue.record("nobody waits")
            return
        }
        #expect(queue.waiting(in: .playing) == 1)
        queue.finish(entry, used: 5)
        #expect(queue.live.map(\.work) == [20_000])
        #expect(queue.quantum(in: .playing) == SchedulingLimits.cycleNanoseconds / 2)
        _ = queue.take(from: .playing, now: 0)
        #expect(queue.quantum(in: .playing) == SchedulingLimits.quantumNanosecondsMax)
        #expect(queue.take(from: .slow, now: 0) == nil)
    }
}
