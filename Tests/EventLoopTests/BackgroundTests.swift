// Goal: blocking work leaves the loop's thread and its result comes back to it.
// Method: the work and the completion each say whether they are on the loop.
import EventLoop
import Testing

extension EventLoopTests {
    @Suite struct BackgroundTests {
        @Test("background work runs off the loop and its result arrives on the loop")
        func offLoopAndBack() async throws {
            let done = Reports(of: (workOnLoop: Bool, completionOnLoop: Bool).self)
            try await withLoop { loop in
                try await loop.perform {
                    loop.inBackground(label: "where") {
                        loop.isOnLoop
                    } completion: { workOnLoop in
                        done.add((workOnLoop, loop.isOnLoop))
                    }
                }
                let (workOnLoop, completionOnLoop) = try await done.next()
                #expect(!workOnLoop)
                #expect(completionOnLoop)
            }
        }

        @Test("the loop turns while background work blocks")
        func loopTurnsMeanwhile() async throws {
            let order = Reports(of: String.self)
            try await withLoop { loop in
                let isReleased = Mutexed(false)
                try await loop.perform {
                    loop.inBackground(label: "blocked") {
                        while !isReleased.update({ $0 }) {}
                    } completion: {
                        order.add("background")
                    }
                    try loop.after(.milliseconds(5), label: "release") {
                        order.add("timer")
                        isReleased.update { $0 = true }
                    }
                }
                #expect(await order.next(2) == ["timer", "background"])
            }
        }

        @Test("awaited work returns its value or throws its own typed error")
        func awaited() async throws {
            try await withLoop { loop in
                #expect(await loop.background(label: "sum") { (1...100).reduce(0, +) } == 5_050)
                let work: @Sendable () throws(LoopFailure) -> Int = { () throws(LoopFailure) in
                    throw LoopFailure(number: 3)
                }
                do throws(LoopFailure) {
                    _ = try await loop.background(label: "failure", work)
                    Issue.record("the error got lost")
                } catch {
                    #expect(error == LoopFailure(number: 3))
                }
            }
        }

        @Test("a thousand requests at once are all answered, each with its own result")
        func manyRequests() async throws {
            try await withLoop { loop in
                await withTaskGroup(of: (Int, Int).self) { group in
                    for number in 0..<1_000 {
                        group.addTask {
                            (number, await loop.background(label: "square") { number * number })
                        }
                    }
                    for await (number, square) in group { #expect(square == number * number) }
                }
            }
        }
    }
}

private struct LoopFailure: Error, Equatable { let number: Int }
