// Goal: work posted to a loop runs on the loop's thread, all of it, in order; misuse traps.
// Method: posts from this thread and from eight others at once; traps in child processes whose
// message is read.
import EventLoop
import Synchronization
import Testing

extension EventLoopTests {
    @Suite struct LoopTests {
        @Test("posted work runs on the loop's thread and nowhere else")
        func postedWorkRunsOnLoop() async throws {
            try await withLoop { loop in
                #expect(!loop.isOnLoop)
                let isOnLoop = try await loop.perform { loop.isOnLoop }
                #expect(isOnLoop)
            }
        }

        @Test("a loop on the calling thread runs what was posted before it ran, then stops")
        func loopOnCallingThread() throws {
            let loop = try Loop(label: "calling")
            let seen = Mutex<[Int]>([])
            for number in 0..<3 { loop.post { seen.withLock { $0.append(number) } } }
            loop.stop()
            loop.post { seen.withLock { $0.append(3) } }
            #expect(loop.isOnLoop)
            loop.run()
            #expect(loop.close() == [])
            #expect(seen.withLock { $0 } == [0, 1, 2, 3])
            #expect(!loop.isOnLoop)
        }

        @Test("a stopped loop may run again")
        func runAgain() throws {
            let loop = try Loop(label: "again")
            let turns = Mutex(0)
            for _ in 0..<2 {
                loop.post { turns.withLock { $0 += 1 } }
                loop.stop()
                loop.run()
            }
            #expect(loop.close() == [])
            #expect(turns.withLock { $0 } == 2)
        }

        @Test("eight threads post 100,000 times: nothing is lost and each thread's order is kept")
        func nothingPostedIsLost() async throws {
            let (threadCount, postCount) = (8, 12_500)
            let received = Received(threadCount: threadCount)
            try await withLoop { loop in
                let posters = try (0..<threadCount).map { try LoopThread(label: "poster \($0)") }
                for (thread, poster) in posters.enumerated() {
                    poster.loop.post {
                        for number in 0..<postCount {
                            loop.post { received.note(number, from: thread) }
                        }
                    }
                }
                for poster in posters { #expect(poster.shutdown() == []) }
                // Posted after everything else, so it runs after everything else.
                #expect(
                    try await loop.perform { received.counts }
                        == Array(
                            repeating: postCount, count: threadCount))
                #expect(received.isOrdered)
            }
        }

        @Test("work that posts itself again and again does not keep timers waiting")
        func postingDoesNotStarveTimers() async throws {
            let fired = Reports(of: Int.self)
            try await withLoop { loop in
                let rounds = Mutexed(0)
                try await loop.perform {
                    try loop.after(.milliseconds(5), label: "patient") {
                        fired.add(rounds.update { $0 })
                        rounds.update { $0 = -1 }
                    }
                    spin(on: loop, counting: rounds)
                }
                #expect(try await fired.next() > 0)
            }
        }

        @Test("a closed loop says so, and takes no work")
        func closedLoopTakesNoWork() throws {
            let loop = try Loop(label: "closed")
            #expect(loop.postUnlessClosed {})
            #expect(loop.close() == [])
            #expect(!loop.postUnlessClosed {})
            loop.stop()
        }

        @Test("a thread has the stack that was asked for")
        func stackSize() async {
            // 12 MiB of frames or more: over Linux's usual 8 MiB, so the size must have been used.
            // Frames of a debug build are several times larger than the array they hold.
            await #expect(processExitsWith: .success) {
                let thread = try LoopThread(label: "deep", stackBytes: 128 << 20)
                thread.loop.post { precondition(descend(12 << 10) == 12 << 10) }
                precondition(thread.shutdown() == [])
            }
        }

        @Test("joining twice returns the same list")
        func joinTwice() throws {
            let thread = try LoopThread(label: "twice")
            thread.loop.post { [loop = thread.loop] in
                // Making a timer cannot fail, and leaving it open is what this test is about.
                _ = try? Timer(on: loop, label: "forgotten") { _ in }
            }
            let first = thread.shutdown()
            #expect(first.map(\.label) == ["forgotten"])
            #expect(thread.join() == first)
        }
    }
}

extension EventLoopTests {
    /// A trap in a release build loses the message of a `precondition`, so these use `fatalError`.
    @Suite struct TrapTests {
        @Test("posting to a closed loop traps and names the loop")
        func postAfterClose() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                let loop = try Loop(label: "gone")
                _ = loop.close()
                loop.post {}
            }
            try expectMessage(result, "loop 'gone' is closed and was given more work")
        }

        @Test("a task that prefers a closed loop traps instead of waiting for ever")
        func taskAfterClose() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                let thread = try LoopThread(label: "gone")
                let executor = thread.loop.executor
                _ = thread.shutdown()
                await Task(executorPreference: executor) {}.value
            }
            try expectMessage(result, "loop 'gone' is closed and was given more work")
        }

        @Test("a handle made off the loop's thread traps and names operation and loop")
        func handleOffLoop() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                let thread = try LoopThread(label: "elsewhere")
                _ = try Timer(on: thread.loop, label: "wrong") { _ in }
            }
            try expectMessage(result, "making a handle belongs on the thread of loop 'elsewhere'")
        }

        @Test("a loop that is let go without being closed traps")
        func neverClosed() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = try Loop(label: "dropped") }
            try expectMessage(result, "loop 'dropped' was let go without being closed")
        }

        @Test("a thread that is let go without being joined traps")
        func neverJoined() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = try LoopThread(label: "dropped") }
            try expectMessage(result, "the thread of loop 'dropped' was let go")
        }

        @Test("a stack under 1 MiB traps")
        func smallStack() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = try LoopThread(label: "small", stackBytes: 1 << 16) }
            try expectMessage(result, "a stack of 1 MiB or more, not 65536 bytes")
        }

        @Test("a closed timer traps when it is started")
        func startClosedTimer() async throws {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                let loop = try Loop(label: "loop")
                let timer = try Timer(on: loop, label: "done") { _ in }
                timer.close()
                timer.start(after: .zero)
            }
            try expectMessage(result, "Timer.start was called on the closed timer 'done' made at")
        }

        private func expectMessage(_ result: ExitTest.Result?, _ message: String) throws {
            let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
            #expect(text.contains(message), "the message was: \(text)")
        }
    }
}

/// Counts what arrived per thread and whether it came in order.
private final class Received: Sendable {
    private let state: Mutex<(next: [Int], isOrdered: Bool)>

    init(threadCount: Int) { state = Mutex((Array(repeating: 0, count: threadCount), true)) }

    var counts: [Int] { state.withLock { $0.next } }
    var isOrdered: Bool { state.withLock { $0.isOrdered } }

    func note(_ number: Int, from thread: Int) {
        state.withLock { state in
            state.isOrdered = state.isOrdered && state.next[thread] == number
            state.next[thread] += 1
        }
    }
}

/// A value that several callbacks change.
final class Mutexed<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    @discardableResult
    func update<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}

/// Posts itself until the count is negative.
private func spin(on loop: Loop, counting rounds: Mutexed<Int>) {
    let goesOn = rounds.update { rounds in
        if rounds >= 0 { rounds += 1 }
        return rounds >= 0
    }
    if goesOn { loop.post { spin(on: loop, counting: rounds) } }
}

/// Recurses with a kilobyte or more on the stack in every frame.
@inline(never)
private func descend(_ depth: Int) -> Int {
    let frame = InlineArray<128, Int>(repeating: depth)
    return depth == 0 ? 0 : descend(depth - 1) + (frame[depth % 128] == depth ? 1 : 0)
}
