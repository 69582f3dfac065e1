// Goal: know what a hop onto a loop costs.
// Method: measured and printed, not asserted: the machine that runs the tests is anybody's. Only
// the counts are checked. Release builds give the figures that matter.
import EventLoop
import Testing

extension EventLoopTests {
    @Suite struct HopCostTests {
        private let clock = ContinuousClock()

        @Test("the cost of a post and of a job hop is printed")
        func printCosts() async throws {
            try await withLoop("measured") { loop in
                try await burst(of: 200_000, on: loop)
                try await pingPong(times: 5_000, on: loop)
                try await actorCalls(times: 20_000, on: loop)
            }
        }

        private func burst(of count: Int, on loop: Loop) async throws {
            let received = Mutexed(0)
            let begin = clock.now
            for _ in 0..<count { loop.post { received.update { $0 += 1 } } }
            let posted = clock.now - begin
            #expect(try await loop.perform { received.update { $0 } } == count)
            show("post from another thread, in a burst", posted, count)
            show("the same, until the last one has run", clock.now - begin, count)
            let onLoop = try await loop.perform { [clock] in
                let begin = clock.now
                for _ in 0..<count { loop.post {} }
                return clock.now - begin
            }
            show("post from the loop itself", onLoop, count)
        }

        private func pingPong(times count: Int, on loop: Loop) async throws {
            try await withLoop("other") { other in
                let done = Reports(of: Duration.self)
                let begin = clock.now
                pass(count, from: loop, to: other) { [clock] in done.add(clock.now - begin) }
                show("post that wakes a sleeping loop", try await done.next(), count)
            }
        }

        private func actorCalls(times count: Int, on loop: Loop) async throws {
            let tally = Tally(on: loop)
            var begin = clock.now
            for _ in 0..<count { await tally.add() }
            show("actor call from the global pool, there and back", clock.now - begin, count)
            begin = clock.now
            await Task(executorPreference: loop.executor) {
                for _ in 0..<count { await tally.add() }
            }.value
            show("actor call from a task on the same loop", clock.now - begin, count)
            begin = clock.now
            await Task(executorPreference: loop.executor) {
                for _ in 0..<count { await Task.yield() }
            }.value
            show("job hop on the loop (Task.yield)", clock.now - begin, count)
            #expect(await tally.count == 2 * count)
        }

        private func show(_ what: String, _ total: Duration, _ count: Int) {
            let parts = total.components
            let nanoseconds = Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
            print("hop cost: \(what): \(Int(nanoseconds / Double(count))) ns")
        }
    }
}

/// Passes a count back and forth until it is used up.
private func pass(
    _ count: Int, from loop: Loop, to other: Loop, done: @escaping @Sendable () -> Void
) {
    guard count > 0 else { return done() }
    other.post { pass(count - 1, from: other, to: loop, done: done) }
}

private actor Tally {
    private let executor: LoopExecutor
    private(set) var count = 0

    init(on loop: Loop) { executor = loop.executor }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func add() { count += 1 }
}
