// Goal: nothing that was left open goes unnamed, and nothing that was accepted gets lost.
// Method: one of each kind is left open; the list must say what, and the line of this file.
import EventLoop
import Testing

extension EventLoopTests {
    @Suite struct ShutdownTests {
        @Test("a handle left open is named with the line that made it")
        func namesTheLine() throws {
            let loop = try Loop(label: "careless")
            let line = #line + 1
            let timer = try Timer(on: loop, label: "autosave") { _ in }
            let closed = try Timer(on: loop, label: "careful") { _ in }
            closed.close()
            let leftOpen = loop.close()
            #expect(leftOpen == [timer.origin])
            #expect(
                leftOpen.map(\.description) == [
                    "timer 'autosave' made at EventLoopTests/ShutdownTests.swift:\(line)"
                ])
        }

        @Test("every kind is named once, in the order it was made, without its inner parts")
        func namesEveryKind() throws {
            let loop = try Loop(label: "careless")
            _ = try SignalSource(on: loop, .user2, label: "a") { _ in }
            _ = try FileWatch(on: loop, .folder("/"), label: "b") { _ in }
            let timer = try Timer(on: loop, label: "c") { _ in }
            timer.start(after: .seconds(1_000), every: .seconds(1))
            loop.inBackground(label: "d") {
            } completion: {
            }
            #expect(
                loop.close().map { "\($0.kind.rawValue) \($0.label)" } == [
                    "signal source a", "file watch b", "timer c", "background work d",
                ])
        }

        @Test("a child left running is named, killed and waited for, and its result delivered")
        func killsChildren() async throws {
            let done = Reports(of: ChildResult.self)
            let loop = try Loop(label: "careless")
            let command = ChildCommand("sleep", ["1000"])
            _ = try ChildProcess(on: loop, command, label: "sandbox") { done.add($0) }
            // A stop that comes late must not cut the shutdown short.
            loop.stop()
            #expect(loop.close().map(\.kind) == [.childProcess])
            #expect(try await done.next().ending == .killed(.kill))
        }

        @Test("background work under way is waited for and its result delivered")
        func awaitsBackgroundWork() throws {
            let loop = try Loop(label: "busy")
            let result = Mutexed(0)
            loop.inBackground(label: "slow") {
                let end = ContinuousClock.now + .milliseconds(30)
                while ContinuousClock.now < end {}
                return 42
            } completion: { value in
                result.update { $0 = value }
                // Work that a completion posts belongs to what was accepted.
                loop.post { result.update { $0 += 1 } }
            }
            #expect(loop.close().map(\.label) == ["slow"])
            #expect(result.update { $0 } == 43)
        }

        @Test("a handle that work makes during the shutdown is named too")
        func namesLateHandles() throws {
            let loop = try Loop(label: "late")
            loop.post {
                loop.post { _ = try? Timer(on: loop, label: "late") { _ in } }
            }
            #expect(loop.close().map(\.label) == ["late"])
        }

        @Test("a handle ends once libuv is done with it, not before and not later")
        func handleIsReleased() throws {
            let loop = try Loop(label: "tidy")
            weak var handle: SignalSource?
            do {
                let source = try SignalSource(on: loop, .user2, label: "kept by libuv") { _ in }
                handle = source
            }
            #expect(handle != nil)
            handle?.close()
            // The close callback comes in the next turn.
            #expect(handle != nil)
            #expect(loop.close() == [])
            #expect(handle == nil)
        }

        @Test("a closed handle lets go of its callback and of what the callback holds")
        func callbackIsReleased() throws {
            let loop = try Loop(label: "tidy")
            weak var held: Mutexed<Int>?
            do {
                let owned = Mutexed(0)
                held = owned
                let timer = try Timer(on: loop, label: "holder") { timer in
                    owned.update { $0 += 1 }
                    timer.cancel()
                }
                #expect(held != nil)
                timer.close()
            }
            #expect(held == nil)
            #expect(loop.close() == [])
        }

        @Test("an error says operation, cause, code and advice in one sentence")
        func errorText() async throws {
            let loop = try Loop(label: "error")
            let error = #expect(throws: LoopError.self) {
                try FileWatch(on: loop, .file("/no/such/folder/file.lua"), label: "x") { _ in }
            }
            let text = try #require(error).description
            #expect(text.hasPrefix("cannot watch the folder '/no/such/folder' for the file watch"))
            #expect(
                text.hasSuffix(
                    ": no such file or directory (ENOENT); "
                        + "check that the path exists and is spelt right"))
            #expect(loop.close() == [])
        }
    }
}
