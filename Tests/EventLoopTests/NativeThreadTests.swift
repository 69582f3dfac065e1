// Goal: a thread has the stack it was given, and others can see what it uses and lower its priority.
// Method: threads that work or wait, watched from outside.
import EventLoop
import Foundation
import Synchronization
import Testing

extension EventLoopTests {
    @Suite struct NativeThreadTests {
        /// A thread that ends when it is told to.
        private final class Held: Sendable {
            let running = Mutex<RunningThread?>(nil)
            let isBusy = Atomic<Bool>(false)
            let isOver = Atomic<Bool>(false)

            func body() {
                running.withLock { $0 = .current }
                while !isOver.load(ordering: .relaxed) {
                    if !isBusy.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.001) }
                }
            }

            func begun() -> RunningThread {
                while true {
                    if let thread = running.withLock({ $0 }) { return thread }
                    Thread.sleep(forTimeInterval: 0.001)
                }
            }
        }

        @Test("processor time grows while a thread works, and is unknown when it has ended")
        func processorTime() throws {
            let held = Held()
            let thread = try NativeThread(label: "held") { held.body() }
            let running = held.begun()
            let before = try #require(running.processorNanoseconds)
            held.isBusy.store(true, ordering: .relaxed)
            // Ends when the clock of the other thread has gone on by 20 ms.
            var used = before
            while used < before + 20_000_000 {
                used = try #require(running.processorNanoseconds)
            }
            held.isOver.store(true, ordering: .relaxed)
            #expect(!thread.isJoined)
            thread.join()
            thread.join()
            #expect(thread.isJoined)
            // Joined is when the kernel lets go of the thread's memory; its number goes a little later.
            for _ in 0..<1000 where running.processorNanoseconds != nil {
                Thread.sleep(forTimeInterval: 0.001)
            }
            #expect(running.processorNanoseconds == nil)
            #expect(!running.setNice(19))
        }

        @Test("waiting is no processor time")
        func waiting() throws {
            let before = try #require(RunningThread.current.processorNanoseconds)
            Thread.sleep(forTimeInterval: 0.2)
            let after = try #require(RunningThread.current.processorNanoseconds)
            #expect(after - before < 100_000_000)
        }

        @Test("a thread's priority can be lowered from outside, and no other thread's is")
        func priority() throws {
            let held = Held()
            let thread = try NativeThread(label: "held") { held.body() }
            let running = held.begun()
            let own = RunningThread.current.nice
            #expect(running.nice == own)
            #expect(running.setNice(19))
            #expect(running.nice == 19)
            #expect(RunningThread.current.nice == own)
            held.isOver.store(true, ordering: .relaxed)
            thread.join()
        }
    }
}
