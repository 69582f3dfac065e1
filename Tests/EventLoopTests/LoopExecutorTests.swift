// Goal: actors and tasks can live on a loop: on its thread, one at a time, in order.
// Method: an actor counts without any lock while many tasks call it; every step asks `isOnLoop`.
import EventLoop
import Testing

extension EventLoopTests {
    @Suite struct LoopExecutorTests {
        @Test("an actor with the loop's executor runs on the loop's thread, one call at a time")
        func actorRunsOnLoop() async throws {
            try await withLoop { loop in
                let counter = Counter(on: loop)
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<100 {
                        group.addTask { for _ in 0..<100 { await counter.add() } }
                    }
                }
                #expect(await counter.count == 10_000)
                #expect(await counter.callsOffLoop == 0)
            }
        }

        @Test(
            "a call of an actor waits for what was posted before it, and later posts for the call")
        func orderIsKept() async throws {
            let order = Reports(of: Int.self)
            try await withLoop { loop in
                let counter = Counter(on: loop)
                for number in stride(from: 0, to: 100, by: 2) {
                    loop.post { order.add(number) }
                    await counter.report(number + 1, to: order)
                }
                #expect(await order.next(100) == Array(0..<100))
            }
        }

        @Test("tasks that prefer the loop begin in the order they were made")
        func tasksBeginInOrder() async throws {
            let order = Reports(of: Int.self)
            try await withLoop { loop in
                try await loop.perform {
                    for number in 0..<100 {
                        Task(executorPreference: loop.executor) { order.add(number) }
                    }
                }
                #expect(await order.next(100) == Array(0..<100))
            }
        }

        @Test("a task that prefers the loop runs there, also after it slept and in its children")
        func taskRunsOnLoop() async throws {
            try await withLoop { loop in
                let places = try await Task(executorPreference: loop.executor) {
                    var places = [loop.isOnLoop]
                    try await Task.sleep(for: .milliseconds(2))
                    places.append(loop.isOnLoop)
                    places.append(await isOnLoop(loop))
                    async let child = isOnLoop(loop)
                    places.append(await child)
                    let ordinary = Ordinary()
                    places.append(await ordinary.isOnLoop(loop))
                    return places
                }.value
                #expect(places == [true, true, true, true, true])
                #expect(await isOnLoop(loop) == false)
            }
        }

        @Test("an actor on one loop and a task on another each stay on their own")
        func twoLoops() async throws {
            try await withLoop("first") { first in
                try await withLoop("second") { second in
                    let counter = Counter(on: first)
                    let stayed = await Task(executorPreference: second.executor) {
                        var stayed = true
                        for _ in 0..<100 {
                            await counter.add()
                            stayed = stayed && second.isOnLoop && !first.isOnLoop
                        }
                        return stayed
                    }.value
                    #expect(stayed)
                    #expect(await counter.callsOffLoop == 0)
                }
            }
        }

        @Test("a callback of a handle may enter an actor of its loop without awaiting it")
        func callbackEntersActor() async throws {
            let done = Reports(of: Int.self)
            try await withLoop { loop in
                let counter = Counter(on: loop)
                await counter.add()
                try await loop.perform {
                    try loop.after(.milliseconds(1), label: "enter") {
                        done.add(
                            counter.assumeIsolated { counter in
                                counter.add()
                                return counter.count
                            })
                    }
                }
                #expect(try await done.next() == 2)
            }
        }

        @Test("entering an actor of the loop from another thread traps")
        func otherThreadMayNotEnter() async {
            await #expect(processExitsWith: .failure) {
                let thread = try LoopThread(label: "owner")
                let counter = Counter(on: thread.loop)
                enter(counter)
            }
        }

        @Test("jobs enqueued after the loop was stopped are run by its close")
        func jobsAfterStop() async throws {
            let thread = try LoopThread(label: "stopped")
            let loop = thread.loop
            let counter = Counter(on: loop)
            let begun = Reports(of: Void.self)
            let task = Task {
                // Every hop onto the loop comes after the stop: it was posted before.
                for number in 0..<1_000 {
                    await counter.add()
                    if number == 0 { begun.add(()) }
                }
                return await counter.callsOffLoop
            }
            try await begun.next()
            loop.post { loop.stop() }
            // The close takes work until nothing waits; this work, until the task is done.
            loop.post { waitFor(task, on: loop) }
            #expect(thread.shutdown() == [])
            #expect(await task.value == 0)
        }
    }
}

/// Keeps a closing loop at work until a task has ended.
private func waitFor(_ task: Task<Int, Never>, on loop: Loop) {
    let isDone = Mutexed(false)
    Task {
        _ = await task.value
        isDone.update { $0 = true }
    }
    @Sendable func again() { if !isDone.update({ $0 }) { loop.post(again) } }
    again()
}

private func enter(_ counter: Counter) { counter.assumeIsolated { $0.add() } }

private actor Counter {
    nonisolated let executor: LoopExecutor
    private let loop: Loop
    private(set) var count = 0
    private(set) var callsOffLoop = 0

    init(on loop: Loop) {
        self.loop = loop
        executor = loop.executor
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func add() {
        count += 1
        callsOffLoop += loop.isOnLoop ? 0 : 1
    }

    func report(_ number: Int, to order: Reports<Int>) { order.add(number) }
}

private actor Ordinary {
    func isOnLoop(_ loop: Loop) -> Bool { loop.isOnLoop }
}

private func isOnLoop(_ loop: Loop) async -> Bool { loop.isOnLoop }
