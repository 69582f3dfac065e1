// Goal: a real signal arrives as a callback on the loop's thread.
// Method: the process sends signals to itself.
import EventLoop
import Glibc
import Testing

extension EventLoopTests {
    @Suite struct SignalSourceTests {
        @Test("a signal sent to the process arrives on the loop's thread, each time")
        func signalArrives() async throws {
            let received = Reports(of: (signal: Signal, isOnLoop: Bool).self)
            try await withLoop { loop in
                let source = try await loop.perform {
                    try SignalSource(on: loop, .user1, label: "drain") {
                        received.add(($0, loop.isOnLoop))
                    }
                }
                for _ in 0..<3 {
                    kill(getpid(), SIGUSR1)
                    let report = try await received.next()
                    #expect(report.signal == .user1)
                    #expect(report.isOnLoop)
                }
                try await loop.perform { source.close() }
            }
        }

        @Test("two loops that watch one signal both hear it, and another signal is not mistaken")
        func twoLoops() async throws {
            let received = Reports(of: String.self)
            try await withLoop("first") { first in
                try await withLoop("second") { second in
                    var sources: [(Loop, SignalSource)] = []
                    for loop in [first, second] {
                        sources.append(
                            (
                                loop,
                                try await loop.perform {
                                    try SignalSource(on: loop, .windowChanged, label: "size") { _ in
                                        received.add(loop.label)
                                    }
                                }
                            ))
                    }
                    kill(getpid(), SIGCONT)
                    kill(getpid(), SIGWINCH)
                    #expect(await received.next(2).sorted() == ["first", "second"])
                    for (loop, source) in sources { try await loop.perform { source.close() } }
                }
            }
        }

        @Test("closing the last source brings the signal's default effect back")
        func defaultEffectReturns() async {
            await #expect(processExitsWith: .signal(SIGUSR2)) {
                let loop = try Loop(label: "signals")
                let source = try SignalSource(on: loop, .user2, label: "once") { _ in loop.stop() }
                kill(getpid(), SIGUSR2)
                loop.run()
                source.close()
                precondition(loop.close() == [])
                kill(getpid(), SIGUSR2)
            }
        }

        @Test("a signal that cannot be watched is a typed error that names it")
        func killCannotBeWatched() async throws {
            try await withLoop { loop in
                let error = await #expect(throws: LoopError.self) {
                    _ = try await loop.perform {
                        try SignalSource(on: loop, .kill, label: "vain") { _ in }
                    }
                }
                #expect(error?.code == "EINVAL")
                #expect(
                    error?.operation.contains("watch SIGKILL for the signal source 'vain'") == true)
            }
        }
    }
}
