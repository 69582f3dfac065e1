// Goal: a service manager hears what sd_notify(3) says it should.
// Method: a datagram socket plays the manager, with a path and without a file.
import Foundation
import Glibc
import Testing

@testable import EventLoop

@Suite struct ServiceNoticeTests {
    private func received(on descriptor: CInt) -> String? {
        var buffer = [UInt8](repeating: 0, count: 1000)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT))
        }
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    @Test("each notice is one datagram", arguments: [false, true])
    func notices(isAbstract: Bool) throws {
        let name = "sg-\(UUID().uuidString)"
        let path =
            isAbstract ? "@" + name : FileManager.default.temporaryDirectory.path + "/" + name
        let manager = try LocalAddress(path).bound(isDatagram: true)
        defer {
            close(manager)
            try? FileManager.default.removeItem(atPath: path)
        }
        let notice = try #require(
            ServiceNotice(environment: [
                "NOTIFY_SOCKET": path, "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "\(getpid())",
            ]))
        #expect(notice.watchdogPeriod == .milliseconds(1500))
        notice.ready("10 sessions\nof 2 groups")
        notice.alive()
        notice.status("all well")
        notice.stopping()
        #expect(received(on: manager) == "READY=1\nSTATUS=10 sessions of 2 groups")
        #expect(received(on: manager) == "WATCHDOG=1")
        #expect(received(on: manager) == "STATUS=all well")
        #expect(received(on: manager) == "STOPPING=1")
        #expect(received(on: manager) == nil)
    }

    @Test("without a manager, or with one that is gone, nothing happens")
    func nobody() {
        #expect(ServiceNotice(environment: [:]) == nil)
        #expect(ServiceNotice(environment: ["NOTIFY_SOCKET": ""]) == nil)
        let other = ServiceNotice(environment: [
            "NOTIFY_SOCKET": "/nonexistent/notify", "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1",
        ])
        #expect(other?.watchdogPeriod == nil)
        other?.ready("up")
    }
}
