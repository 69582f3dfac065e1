// Goal: lines go in and out over a socket that only its own user can reach, within limits.
// Method: a server on a loop of its own, and clients that block; peers of another user are played
// by a program that gives its rights up, where this process has any to give.
import Foundation
import Synchronization
import Testing

@testable import EventLoop

@Suite struct LocalServerTests {
    /// A server that answers each line with itself in brackets.
    private final class Echo: Sendable {
        let thread: LoopThread
        let path: String
        let server = Mutex<LocalServer?>(nil)

        init(
            connectionsMax: Int = 4, patience: Duration = .seconds(30),
            in folder: String = FileManager.default.temporaryDirectory.path
        ) throws {
            let thread = try LoopThread(label: "echo")
            let path = folder + "/s-\(UUID().uuidString)"
            self.thread = thread
            self.path = path
            let ready = DispatchSemaphore(value: 0)
            thread.loop.post { [self] in
                let made = try? LocalServer(
                    on: thread.loop, path: path, connectionsMax: connectionsMax, label: "echo"
                ) { connection in
                    try? connection.readLines(
                        bytesMax: 100, patience: patience,
                        whenTooLong: { $0.send(Array("too long\n".utf8), thenClose: true) },
                        whenLine: { $0.send(Array("[".utf8) + $1 + Array("]\n".utf8)) })
                }
                server.withLock { $0 = made }
                ready.signal()
            }
            ready.wait()
            try #require(server.withLock { $0 } != nil)
        }

        func close() -> [OpenHandle] {
            thread.loop.post { [self] in server.withLock { $0?.close() } }
            return thread.shutdown()
        }
    }

    private func ask(_ call: LocalCall, _ text: String) throws -> String {
        String(decoding: try call.ask(Array(text.utf8), bytesMax: 1000), as: UTF8.self)
    }

    @Test("every line is answered, several on one connection, and the file is the user's alone")
    func lines() throws {
        let echo = try Echo()
        let attributes = try FileManager.default.attributesOfItem(atPath: echo.path)
        #expect(attributes[.posixPermissions] as? NSNumber == 0o600)
        let call = try LocalCall(path: echo.path)
        for text in ["one", "", "three"] { #expect(try ask(call, text) == "[\(text)]") }
        #expect(try ask(LocalCall(path: echo.path), "other") == "[other]")
        #expect(echo.close().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: echo.path))
    }

    @Test("a line over the limit is answered once, and the connection closed")
    func tooLong() throws {
        let echo = try Echo()
        let call = try LocalCall(path: echo.path)
        #expect(try ask(call, String(repeating: "x", count: 100)).count == 102)
        #expect(try ask(call, String(repeating: "x", count: 101)) == "too long")
        #expect(throws: LoopError.self) { try ask(call, "more") }
        #expect(try ask(LocalCall(path: echo.path), "next") == "[next]")
        #expect(echo.close().isEmpty)
    }

    @Test("connections over the limit are closed, and there is room again later")
    func tooMany() throws {
        let echo = try Echo(connectionsMax: 2)
        var calls = [try LocalCall(path: echo.path), try LocalCall(path: echo.path)]
        for call in calls { #expect(try ask(call, "a") == "[a]") }
        let third = try LocalCall(path: echo.path)
        #expect(throws: LoopError.self) { try ask(third, "b") }
        calls = []
        var answer: String?
        for _ in 0..<200 where answer == nil {
            answer = try? ask(LocalCall(path: echo.path), "c")
            if answer == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        #expect(answer == "[c]")
        #expect(echo.close().isEmpty)
    }

    @Test("a peer that says nothing is not waited for")
    func silent() throws {
        let echo = try Echo(patience: .milliseconds(50))
        let call = try LocalCall(path: echo.path)
        try call.waitForEnd()
        #expect(echo.close().isEmpty)
    }

    @Test("the socket of a process that is gone is replaced; where nobody listens it says so")
    func stale() throws {
        let echo = try Echo()
        let path = echo.path
        let old = try LocalAddress(path).bound()
        Glibc.close(old)
        do throws(LoopError) {
            _ = try LocalCall(path: path)
            Issue.record("somebody listens on a dead socket")
        } catch {
            #expect(error.code == "ECONNREFUSED")
        }
        #expect(echo.close().isEmpty)
        #expect(throws: LoopError.self) { try LocalCall(path: path + "-none") }
        #expect(throws: LoopError.self) {
            try LocalCall(path: "/tmp/" + String(repeating: "x", count: 120))
        }
    }

    @Test(
        "a peer of another user is refused, even where the file's mode would let it in",
        .enabled(if: geteuid() == 0, "only root can run something as another user"))
    func otherUser() throws {
        // The system's folder for temporary files may be one that only its owner can enter.
        let folder = "/tmp/stratagem-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let echo = try Echo(in: folder)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o666], ofItemAtPath: echo.path)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "perl", "-MIO::Socket::UNIX", "-e",
            """
            $> = 65534; $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "no: $!";
            $SIG{PIPE} = "IGNORE"; print $s "hello\\n"; $s->flush(); print "got:", scalar(<$s>);
            """, echo.path,
        ]
        process.standardOutput = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(output == "got:")
        #expect(try ask(LocalCall(path: echo.path), "mine") == "[mine]")
        #expect(echo.close().isEmpty)
        #expect(echo.server.withLock { $0 } != nil)
    }
}
