// Goal: percentiles of delays are never too low, and at most an eighth too high.
// Method: compared with the sorted list of the same delays.
import Testing

@testable import Statistics

@Suite struct LatencyHistogramTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test("percentiles against the sorted list, for delays from 1 us to 30 s")
    func percentiles() {
        var generator = Generator(state: 7)
        var delays = LatencyHistogram()
        var all: [UInt64] = []
        for _ in 0..<20_000 {
            let exponent = UInt64.random(in: 10...34, using: &generator)
            let delay = UInt64.random(in: (1 << exponent)...(2 << exponent), using: &generator)
            delays.record(delay)
            all.append(delay)
        }
        all.sort()
        for share in [0.001, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999] {
            let exact = all[Int((Double(all.count) * share).rounded(.up)) - 1]
            let shown = delays.nanoseconds(atShare: share)
            #expect(shown >= exact && Double(shown) <= Double(exact) * 1.13, "p\(share)")
        }
        #expect(delays.count == 20_000)
        #expect(delays.nanosecondsMax == all.last)
        #expect(delays.nanoseconds(atShare: 1) == all.last)
    }

    @Test("the edges: nothing, no delay, and longer than the last bucket")
    func edges() {
        var delays = LatencyHistogram()
        #expect(delays.nanoseconds(atShare: 0.99) == 0)
        delays.record(0)
        #expect(delays.nanoseconds(atShare: 0.99) == 0)
        delays.record(.max)
        #expect(delays.nanoseconds(atShare: 0.5) <= 1152)
        #expect(delays.nanosecondsMax == .max)
    }

    @Test("what came since an earlier look is what a new one would have recorded")
    func since() {
        var (all, late) = (LatencyHistogram(), LatencyHistogram())
        for delay in stride(from: UInt64(1), to: 9_000_000, by: 1013) { all.record(delay) }
        let early = all
        for delay in stride(from: UInt64(5), to: 2_000_000, by: 997) {
            all.record(delay)
            late.record(delay)
        }
        let since = all.since(early)
        #expect(since.count == late.count)
        for share in [0.01, 0.5, 0.9, 0.99] {
            let (shown, kept) = (
                since.nanoseconds(atShare: share), late.nanoseconds(atShare: share)
            )
            // The longest is known to a bucket's width only.
            #expect(shown >= kept && Double(shown) <= 1.13 * Double(kept), "p\(share)")
        }
        #expect(since.nanosecondsMax >= late.nanosecondsMax)
        #expect(all.since(all).nanoseconds(atShare: 0.99) == 0)
    }

    @Test("what two recorded is what one would have recorded")
    func adding() {
        var (a, b, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for delay in stride(from: UInt64(1), to: 3_000_000, by: 1009) {
            if delay % 2 == 0 { a.record(delay) } else { b.record(delay) }
            both.record(delay)
        }
        a.add(b)
        #expect(a == both)
    }
}
