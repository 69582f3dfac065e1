// Goal: a run ends with everything closed, however it ended, and says what was left open.
// Method: runs in processes of their own, which count threads and descriptors before and after.
import EventLoop
import Foundation
import Host
import Synchronization
import Testing

@Suite struct HostRunTests {
    @Test("work that is done ends the run, without a signal")
    func done() throws {
        let visited = Mutex<Set<String>>([])
        let wasStopped = try HostRun().run(workerCount: 3) {
        } start: { context in
            #expect(context.workers.count == 3)
            for number in 0..<3 {
                let loop = context.workers.loop(number)
                loop.post {
                    let count = visited.withLock { visited in
                        visited.insert(loop.label)
                        return visited.count
                    }
                    if count == 3 { context.done() }
                }
            }
        }
        #expect(!wasStopped)
        #expect(visited.withLock { $0.count } == 3)
    }

    @Test("progress is shown while work goes on, on the thread that called run")
    func progress() throws {
        let count = Mutex(0)
        let done = Mutex<HostRun.Context?>(nil)
        let caller = Thread.current.description
        _ = try HostRun(progressPeriod: .milliseconds(5)).run(workerCount: 1) {
            #expect(Thread.current.description == caller)
            let shown = count.withLock { count in
                count += 1
                return count
            }
            if shown == 3 { done.withLock { $0?.done() } }
        } start: { context in
            done.withLock { $0 = context }
        }
        #expect(count.withLock { $0 } >= 3)
    }

    @Test("after a run no thread and no descriptor is left, also when its start throws")
    func closesEverything() async {
        await #expect(processExitsWith: .success) {
            // libuv keeps some things from its first use on.
            try emptyRun(failing: false)
            let (threads, files) = (try entries("/proc/self/task"), try entries("/proc/self/fd"))
            for failing in [false, true, false] {
                do {
                    try emptyRun(failing: failing)
                    precondition(!failing)
                } catch is Refused {
                    precondition(failing)
                }
            }
            let after = (try entries("/proc/self/task"), try entries("/proc/self/fd"))
            precondition(after == (threads, files), "\(after) instead of \((threads, files))")
        }
    }

    @Test("a handle that is left open on a worker ends the program and is named")
    func leftOpen() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = try HostRun().run(workerCount: 1) {
            } start: { context in
                let loop = context.workers.loop(0)
                loop.post {
                    _ = try? Timer(on: loop, label: "forgotten") { _ in }
                    context.done()
                }
            }
        }
        let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(said.contains("left open at the end"))
        #expect(said.contains("forgotten"))
        #expect(said.contains("HostTests/HostRunTests.swift:"))
    }

    @Test("SIGINT sets the stop flag, and the run says so when its work has ended")
    func signal() async {
        await #expect(processExitsWith: .success) {
            let wasStopped = try HostRun().run(workerCount: 1) {
            } start: { context in
                let loop = context.workers.loop(0)
                @Sendable func wait() {
                    if context.stop.isSet { context.done() } else { loop.post { wait() } }
                }
                loop.post { wait() }
                kill(getpid(), SIGINT)
            }
            precondition(wasStopped)
        }
    }

    @Test("a stop flag is seen by other threads, and setting it twice is setting it once")
    func stopFlag() async {
        let flag = StopFlag()
        #expect(!flag.isSet)
        await Task.detached {
            flag.set()
            flag.set()
        }.value
        #expect(flag.isSet)
    }

    @Test("a pool has a thread for each worker, and indexes go round")
    func pool() async throws {
        let pool = try WorkerPool(count: 2)
        #expect(pool.count == 2)
        #expect(pool.loop(0) === pool.loop(2))
        #expect(pool.loop(0) !== pool.loop(1))
        #expect(pool.shutdown().isEmpty)
        #expect(WorkerPool.coreCount >= 1)
        let least = try WorkerPool(count: 0)
        #expect(least.count == 1)
        #expect(least.shutdown().isEmpty)
    }
}

private struct Refused: Error {}

/// A run whose work is done at once, or whose start throws.
private func emptyRun(failing: Bool) throws {
    _ = try HostRun().run(workerCount: 4) {
    } start: { context in
        if failing { throw Refused() }
        context.workers.loop(0).post { context.done() }
    }
}

private func entries(_ folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).count
}
