// Goal: children are started, read, limited, killed and waited for.
// Method: real programs of the system, most of them a line for /bin/sh.
import EventLoop
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

        @Test("output is kept up to the limit; the rest is read and thrown away")
        func outputLimit() async throws {
            try await withLoop { loop in
                let script = "head -c 300000 /dev/zero; printf done >&2"
                var command = shell(script)
                command.outputBytesMax = 1_000
                let cut = try await ChildProcess.run(command, on: loop, label: "cut")
                #expect(cut.ending == .exited(0))
                #expect(cut.output == Array(repeating: 0, count: 1_000))
                #expect(String(decoding: cut.errorOutput, as: UTF8.self) == "done")
                #expect(cut.isCut)
                let whole = try await ChildProcess.run(shell(script), on: loop, label: "whole")
                #expect(whole.output.count == 300_000)
                #expect(!whole.isCut)
            }
        }

        @Test("kill ends the child and what it has started")
        func killReachesGroup() async throws {
            let done = Reports(of: ChildResult.self)
            try await withLoop { loop in
                let child = try await loop.perform {
                    // The shell's child holds the pipes open: alive, it would hold up the result.
                    try ChildProcess(on: loop, shell("sleep 1000 & wait"), label: "sleeper") {
                        done.add($0)
                    }
                }
                try await loop.perform { try child.kill(.terminate) }
                #expect(try await done.next().ending == .killed(.terminate))
                try await loop.perform { try child.kill() }
            }
        }

        @Test("a child that ends leaves nothing running, and output that escaped is not awaited")
        func leftoversDoNotHoldUp() async throws {
            try await withLoop { loop in
                let clock = ContinuousClock()
                for script in ["sleep 100 & printf hi", "setsid sleep 100 & sleep 0.1; printf hi"] {
                    let begin = clock.now
                    let result = try await ChildProcess.run(
                        shell(script), on: loop, label: "parent")
                    #expect(result.ending == .exited(0))
                    #expect(text(result) == "hi")
                    #expect(clock.now - begin < .seconds(60))
                }
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

private func text(_ result: ChildResult) -> String {
    String(decoding: result.output, as: UTF8.self)
}
