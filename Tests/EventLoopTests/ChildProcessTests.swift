// Goal: children are started, read, limited, killed and waited for.
// Method: real programs of the system, most of them a line for /bin/sh.
import EventLoop
import Foundation
import Testing

extension EventLoopTests {
    @Suite struct ChildProcessTests {
        @Test("both outputs and the exit status come back, on the loop's thread")
        func outputAndStatus() async throws {
            let done = Reports(of: (result: ChildResult, isOnLoop: Bool).self)
            try await withLoop { loop in
                try await loop.perform {
                    let command = shell("printf out; printf err >&2; exit 7")
                    let child = try ChildProcess(on: loop, command, label: "child") {
                        done.add(($0, loop.isOnLoop))
                    }
                    #expect(child.processIdentifier > 0)
                }
                let (result, isOnLoop) = try await done.next()
                #expect(isOnLoop)
                #expect(result.ending == .exited(7))
                #expect(String(decoding: result.output, as: UTF8.self) == "out")
                #expect(String(decoding: result.errorOutput, as: UTF8.self) == "err")
                #expect(!result.isCut)
            }
        }

        @Test("a child gets the descriptor it was given as its third, and it works both ways")
        func inherited() async throws {
            try await withLoop { loop in
                var pair = try SocketPair()
                let ours = FileHandle(fileDescriptor: pair.takeOurs(), closeOnDealloc: true)
                try ours.write(contentsOf: Data("question\n".utf8))
                var command = shell("read line <&3; echo \"answer to $line\" >&3")
                command.inherited = pair.theirs
                let result = try await ChildProcess.run(command, on: loop, label: "child")
                #expect(result.ending == .exited(0))
                #expect(
                    String(decoding: ours.availableData, as: UTF8.self) == "answer to question\n")
            }
        }

        @Test("a child gets the arguments, environment and folder it was given, and no others")
        func surroundings() async throws {
            try await withLoop { loop in
                let environment = try await ChildProcess.run(
                    ChildCommand("env", environment: ["GAME": "slots/one=two", "EMPTY": ""]),
                    on: loop, label: "env")
                #expect(
                    text(environment).split(separator: "\n").sorted() == [
                        "EMPTY=", "GAME=slots/one=two",
                    ])
                let folder = try await ChildProcess.run(
                    ChildCommand("pwd", environment: [:], folder: "/usr"), on: loop, label: "pwd")
                #expect(text(folder) == "/usr\n")
                let arguments = try await ChildProcess.run(
                    ChildCommand("printf", ["%s|", "a b", "", "$HOME", "ü"]), on: loop,
                    label: "args")
                #expect(text(arguments) == "a b||$HOME|ü|")
                let input = try await ChildProcess.run(ChildCommand("cat"), on: loop, label: "cat")
                #expect(input.ending == .exited(0))
                #expect(input.output.isEmpty)
            }
        }

        @Test("a child inherits no descriptor but its input and its two outputs")
        func descriptors() async throws {
            // The shell lists the folder through a descriptor of its own, gone when it is tested.
            let script = "for n in /proc/$$/fd/*; do [ -L $n ] && printf '%s ' ${n##*/}; done"
            // dup(2) leaves the copy inheritable.
            let inheritable = dup(0)
            defer { close(inheritable) }
            try await withLoop { loop in
                let result = try await ChildProcess.run(
                    shell(script), on: loop, label: "descriptors")
                #expect(text(result) == "0 1 2 ")
            }
        }

        @Test("output is kept up to the limit; the rest is read and thrown away")
        func outputLimit() async throws {
            try await withLoop { loop in
                let script = "head -c 300000 /dev/zero; printf done >&2"
                var command = shell(script)
                command.outputBytesMax = 1_000
                let cut = try await ChildProcess.run(command, on: loop, label: "cut")
                #expect(cut.ending == .exited(0))
                #expect(cut.output.count == 1_000 && cut.output.allSatisfy { $0 == 0 })
                #expect(String(decoding: cut.errorOutput, as: UTF8.self) == "done")
                #expect(cut.isCut)
                let whole = try await ChildProcess.run(shell(script), on: loop, label: "whole")
                #expect(whole.output.count == 300_000)
                #expect(!whole.isCut)
            }
        }

        @Test("kill ends the child")
        func killEndsChild() async throws {
            let done = Reports(of: ChildResult.self)
            try await withLoop { loop in
                let child = try await loop.perform {
                    try ChildProcess(on: loop, ChildCommand("sleep", ["1000"]), label: "sleeper") {
                        done.add($0)
                    }
                }
                try await loop.perform { try child.kill(.terminate) }
                #expect(try await done.next().ending == .killed(.terminate))
                try await loop.perform { try child.kill() }
            }
        }

        @Test("a signal reaches what the child has started")
        func signalReachesGroup() async throws {
            let done = Reports(of: ChildResult.self)
            let marker = FileManager.default.temporaryDirectory
                .appendingPathComponent("EventLoopTests-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: marker) }
            try await withLoop { loop in
                let timer = try await loop.perform {
                    // The shell survives the signal, its sleep does not: only then is there a 5.
                    let command = ChildCommand(
                        "/bin/sh", ["-c", "trap : USR1; : > \"$0\"; sleep 1000; exit 5", marker])
                    let child = try ChildProcess(on: loop, command, label: "group") { done.add($0) }
                    // The first signals may come before the sleep does, so they go on.
                    let timer = try Timer(on: loop, label: "signals") { _ in
                        guard FileManager.default.fileExists(atPath: marker) else { return }
                        do { try child.kill(.user1) } catch { Issue.record(error) }
                    }
                    timer.start(after: .milliseconds(20), every: .milliseconds(20))
                    return timer
                }
                #expect(try await done.next().ending == .exited(5))
                try await loop.perform { timer.close() }
            }
        }

        @Test("what a child leaves running in its group is killed when it ends")
        func leftoversAreKilled() async throws {
            try await withLoop { loop in
                let command = shell("sleep 1000 >/dev/null 2>&1 & printf $!")
                let result = try await ChildProcess.run(command, on: loop, label: "parent")
                #expect(result.ending == .exited(0))
                let leftover = try #require(Int(text(result)))
                // The signal was sent; until it has taken effect a moment may pass.
                while isRunning(leftover) { try await Task.sleep(for: .milliseconds(5)) }
            }
        }

        @Test("an output held open by what escaped from the group is not awaited for ever")
        func escapedOutputIsNotAwaited() async throws {
            try await withLoop { loop in
                let begin = ContinuousClock.now
                let command = shell("setsid sleep 20 & sleep 0.1; printf hi")
                let result = try await ChildProcess.run(command, on: loop, label: "parent")
                #expect(result.ending == .exited(0))
                #expect(text(result) == "hi")
                #expect(ContinuousClock.now - begin < .seconds(15))
            }
        }

        @Test("a program that is missing or not a program is a typed error that names it")
        func cannotStart() async throws {
            try await withLoop { loop in
                let missing = await #expect(throws: LoopError.self) {
                    try await ChildProcess.run(
                        ChildCommand("/no/such/program"), on: loop, label: "vain")
                }
                #expect(missing?.code == "ENOENT")
                let line = "cannot run '/no/such/program' as the child process 'vain' made at"
                #expect(missing?.description.hasPrefix(line) == true)
                #expect(missing?.description.contains("check that the path exists") == true)
                let notProgram = await #expect(throws: LoopError.self) {
                    try await ChildProcess.run(ChildCommand("/etc/passwd"), on: loop, label: "vain")
                }
                #expect(notProgram?.code == "EACCES")
                let noFolder = await #expect(throws: LoopError.self) {
                    try await ChildProcess.run(
                        ChildCommand("pwd", folder: "/no/such"), on: loop, label: "vain")
                }
                #expect(noFolder?.code == "ENOENT")
            }
        }

        @Test(
            "what C would cut short or an environment cannot hold is refused",
            arguments: [
                ChildCommand("/bin/echo\0"), ChildCommand("echo", ["a\0b"]),
                ChildCommand("env", environment: ["A": "\0"]),
                ChildCommand("env", environment: ["A=B": "C"]),
                ChildCommand("env", environment: ["": "C"]), ChildCommand("pwd", folder: "/\0"),
            ])
        func refusedTexts(command: ChildCommand) async throws {
            try await withLoop { loop in
                let error = await #expect(throws: LoopError.self) {
                    try await ChildProcess.run(command, on: loop, label: "refused")
                }
                #expect(error?.code == "EINVAL")
            }
        }

        @Test("cancelling the task kills the child, or keeps it from starting")
        func cancellation() async throws {
            try await withLoop { loop in
                let running = Task {
                    try await ChildProcess.run(
                        ChildCommand("sleep", ["1000"]), on: loop, label: "sleeper")
                }
                try await Task.sleep(for: .milliseconds(100))
                running.cancel()
                #expect(try await running.value.ending == .killed(.kill))
                let early = Task { () async throws -> ChildResult in
                    while !Task.isCancelled { await Task.yield() }
                    return try await ChildProcess.run(
                        ChildCommand("sleep", ["1000"]), on: loop, label: "sleeper")
                }
                early.cancel()
                let error = await #expect(throws: LoopError.self) { try await early.value }
                #expect(error?.code == "ECANCELED")
            }
        }

        @Test("fifty children at once all report their own status")
        func manyChildren() async throws {
            try await withLoop { loop in
                try await withThrowingTaskGroup(of: (Int, ChildResult).self) { group in
                    for number in 0..<50 {
                        group.addTask {
                            let command = shell("printf \(number); exit \(number)")
                            return (
                                number,
                                try await ChildProcess.run(command, on: loop, label: "\(number)")
                            )
                        }
                    }
                    for try await (number, result) in group {
                        #expect(result.ending == .exited(number))
                        #expect(text(result) == "\(number)")
                    }
                }
            }
        }
    }
}

private func shell(_ script: String) -> ChildCommand { ChildCommand("/bin/sh", ["-c", script]) }

/// Whether a process runs; one that has ended and was not waited for ("Z") does not.
private func isRunning(_ identifier: Int) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
        let name = text.lastIndex(of: ")")
    else { return false }
    return !text[name...].hasPrefix(") Z")
}

private func text(_ result: ChildResult) -> String {
    String(decoding: result.output, as: UTF8.self)
}
