// Goal: timers fire in order, never early, keep to their grid, and can be cancelled.
// Method: every callback reads the monotonic clock; only lower bounds are asserted, because a busy
// machine may make any timer late.
import EventLoop
import Testing

extension EventLoopTests {
    @Suite struct TimerTests {
        private let clock = SuspendingClock()

        @Test("timers fire in the order of their deadlines and not before them")
        func inOrderAndNotEarly() async throws {
            let delays: [Duration] = [
                .milliseconds(31), .microseconds(10_700), .milliseconds(21), .microseconds(300),
            ]
            let fired = Reports(of: (delay: Duration, elapsed: Duration).self)
            try await withLoop { [clock] loop in
                try await loop.perform {
                    for delay in delays {
                        let begin = clock.now
                        try loop.after(delay, label: "\(delay)") {
                            fired.add((delay, clock.now - begin))
                        }
                    }
                }
                let all = await fired.next(delays.count)
                #expect(all.map(\.delay) == delays.sorted())
                for (delay, elapsed) in all { #expect(elapsed >= delay) }
            }
        }

        @Test("a timer started after a long callback is not early by the length of the callback")
        func notEarlyAfterLongCallback() async throws {
            let fired = Reports(of: Duration.self)
            try await withLoop { [clock] loop in
                try await loop.perform {
                    let busyUntil = clock.now + .milliseconds(40)
                    while clock.now < busyUntil {}
                    let begin = clock.now
                    try loop.after(.milliseconds(15), label: "late") {
                        fired.add(clock.now - begin)
                    }
                }
                #expect(try await fired.next() >= .milliseconds(15))
            }
        }

        @Test("timers due in the same millisecond fire in the order they were started")
        func sameMillisecond() async throws {
            let fired = Reports(of: Int.self)
            try await withLoop { loop in
                try await loop.perform {
                    for number in 0..<100 {
                        try loop.after(.zero, label: "\(number)") { fired.add(number) }
                    }
                }
                #expect(await fired.next(100) == Array(0..<100))
            }
        }

        @Test("a repeating timer never runs ahead of its grid")
        func repeatKeepsToGrid() async throws {
            let fired = Reports(of: Duration.self)
            try await withLoop { [clock] loop in
                let timer = try await loop.perform {
                    let begin = clock.now
                    let timer = try Timer(on: loop, label: "tick") { _ in
                        fired.add(clock.now - begin)
                    }
                    timer.start(after: .milliseconds(3), every: .milliseconds(5))
                    return timer
                }
                for (tick, elapsed) in await fired.next(10).enumerated() {
                    #expect(elapsed >= .milliseconds(3 + 5 * tick))
                }
                try await loop.perform { timer.close() }
            }
        }

        @Test("ticks that a busy loop missed are skipped, not made up")
        func missedTicksAreSkipped() async throws {
            let fired = Reports(of: Duration.self)
            try await withLoop { [clock] loop in
                let timer = try await loop.perform {
                    let begin = clock.now
                    let timer = try Timer(on: loop, label: "tick") { timer in
                        fired.add(clock.now - begin)
                        // From the first tick at 20 ms to 70 ms: 40 comes late and 60 not at all.
                        while clock.now - begin < .milliseconds(70) {}
                    }
                    timer.start(after: .milliseconds(20), every: .milliseconds(20))
                    return timer
                }
                let ticks = await fired.next(4)
                #expect(ticks[2] >= .milliseconds(80))
                #expect(ticks[3] >= .milliseconds(100))
                try await loop.perform { timer.close() }
            }
        }

        @Test("a long callback does not make the next timer late")
        func notLateAfterLongCallback() async throws {
            // A machine that stands still for a moment makes any timer late, but hardly three.
            var times: [Duration] = []
            while times.count < 3, (times.last ?? .seconds(2)) >= .milliseconds(1_900) {
                times.append(try await secondOfTwo())
            }
            // Waiting from a stale clock, as libuv does, would make each 2,100 ms.
            #expect(times.contains { $0 < .milliseconds(1_900) }, "\(times)")
        }

        /// When a timer for 1,100 ms fires while a callback takes from 1 ms to 1,001 ms.
        private func secondOfTwo() async throws -> Duration {
            let fired = Reports(of: Duration.self)
            return try await withLoop { [clock] loop in
                let long = try await loop.perform {
                    let begin = clock.now
                    let long = try Timer(on: loop, label: "long") { _ in
                        while clock.now - begin < .milliseconds(1_000) {}
                    }
                    long.start(after: .milliseconds(1))
                    try loop.after(.milliseconds(1_100), label: "next") {
                        fired.add(clock.now - begin)
                    }
                    return long
                }
                let time = try await fired.next()
                try await loop.perform { long.close() }
                return time
            }
        }

        @Test("a cancelled timer does not fire and may be started again")
        func cancel() async throws {
            let fired = Reports(of: String.self)
            try await withLoop { loop in
                let timer = try await loop.perform {
                    let timer = try Timer(on: loop, label: "cancelled") { _ in fired.add("timer") }
                    timer.start(after: .milliseconds(5))
                    #expect(timer.isStarted)
                    timer.cancel()
                    #expect(!timer.isStarted)
                    try loop.after(.milliseconds(20), label: "later") { fired.add("later") }
                    return timer
                }
                #expect(await fired.next(1) == ["later"])
                try await loop.perform { timer.start(after: .milliseconds(1)) }
                #expect(await fired.next(1) == ["timer"])
                try await loop.perform { timer.close() }
            }
        }

        @Test("a timer may cancel, restart and close itself in its callback")
        func changesItself() async throws {
            let fired = Reports(of: Int.self)
            try await withLoop { loop in
                let count = Mutexed(0)
                try await loop.perform {
                    let timer = try Timer(on: loop, label: "self") { timer in
                        let number = count.update { count in
                            count += 1
                            return count
                        }
                        fired.add(number)
                        switch number {
                        case 2:
                            timer.cancel()
                            timer.start(after: .milliseconds(2))
                        case 3: timer.close()
                        default: break
                        }
                    }
                    timer.start(after: .milliseconds(1), every: .milliseconds(1))
                }
                #expect(await fired.next(3) == [1, 2, 3])
            }
        }

        @Test("delays beyond every clock are taken, and less than zero means now")
        func extremeDelays() async throws {
            let fired = Reports(of: String.self)
            try await withLoop { loop in
                let never = try await loop.perform {
                    let never = try Timer(on: loop, label: "never") { _ in fired.add("never") }
                    never.start(after: .seconds(Int64.max), every: .seconds(Int64.max))
                    #expect(never.isStarted)
                    try loop.after(.seconds(Int64.min), label: "now") { fired.add("now") }
                    return never
                }
                #expect(await fired.next(1) == ["now"])
                try await loop.perform { never.close() }
            }
        }

        @Test("5,000 timers fire in the order of their milliseconds")
        func manyTimers() async throws {
            let count = 5_000
            let fired = Reports(of: Int.self)
            try await withLoop { [clock] loop in
                let begin = clock.now
                try await loop.perform {
                    // 61 is prime to 50, so deadlines come in no order.
                    for number in 0..<count {
                        let delay = 100 + number * 61 % 50
                        try loop.after(.milliseconds(delay), label: "\(number)") {
                            fired.add(delay)
                        }
                    }
                }
                let starting = clock.now - begin
                let all = await fired.next(count)
                // A millisecond may pass while they are started, so neighbours may change places.
                let setBacks = zip(all, all.dropFirst()).map { $0 - $1 }.max() ?? 0
                #expect(all.count == count)
                #expect(.milliseconds(setBacks) <= starting + .milliseconds(1))
                print("5,000 timers: started in \(starting), \(starting / count) each")
            }
        }
    }
}
