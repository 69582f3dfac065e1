// Goal: every chunk whose commit returned is there after a kill -9, and nothing is half there.
// Method: a child process commits in a loop and writes each acknowledged round to a file; another
// of its threads kills it with SIGKILL after a while. The parent opens the store and compares.
//
// The page cache survives the process, so this shows that transactions are whole, not that syncs
// happen; a power-cut test of the file system layer has to show that.

import SimulatedDisk
import Foundation
import Play
import Testing

@testable import Storage

@Suite(.serialized) struct CrashTests {
    @Test(
        "what was acknowledged before a kill -9 is there, whole, and can be continued",
        arguments: Array(1...12) + [25, 40, 60, 90])
    func kill(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let session = PlayedSession()
        let (path, acks, id) = (folder.store, folder.path + "/acks", session.configuration.id)
        // The short times count from the start, to hit opening and migrating; the long ones from
        // the first acknowledgement, so that there is something to lose.
        let fromStart = milliseconds < 20
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [
                path = path as String, acks = acks as String, id = id as String,
                milliseconds = milliseconds as Int, fromStart = fromStart as Bool
            ] in
            let killer = Thread {
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                Foundation.kill(getpid(), SIGKILL)
            }
            if fromStart { killer.start() }
            try commitForever(path: path, acks: acks, id: id) {
                if !fromStart { killer.start() }
            }
        }

        let acknowledged = try lastAcknowledged(acks)
        #expect(fromStart || acknowledged ?? 0 >= 10)
        let store = try JournalStore(directory: path, mode: .readWrite)
        try expectSound(store)
        guard let head = try? store.session(id) else {
            #expect(acknowledged == nil)
            return
        }
        // One chunk may have been committed and not yet acknowledged.
        let last = acknowledged ?? 0
        #expect(head.headRound == last || head.headRound == last + 10)
        #expect(try store.chunks(of: id).count == Int(head.headRound) / 10)

        var next = PlayedSession(id: id, bankroll: 1_000_000_000)
        while next.totals.rounds < head.headRound { _ = next.chunk(rounds: 10) }
        try store.commit(CommitBatch(chunks: [next.chunk(rounds: 10)]))
        try expectSound(store)
    }
}

/// Commits a chunk of ten rounds after the other until it is killed.
private func commitForever(
    path: String, acks: String, id: String, afterFirst: () -> Void
) throws {
    _ = FileManager.default.createFile(atPath: acks, contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: acks))
    let store = try JournalStore(directory: path, mode: .readWrite)
    var session = PlayedSession(id: id, bankroll: 1_000_000_000)
    try store.commit(session.creation)
    let committer = Committer(store: store)
    while true {
        let chunk = session.chunk(rounds: 10, body: [UInt8](repeating: 9, count: 5_000))
        try committer.wait(for: committer.submit(CommitBatch(chunks: [chunk])))
        try file.write(contentsOf: Data("\(chunk.lastRound)\n".utf8))
        if chunk.firstRound == 1 { afterFirst() }
    }
}

/// The last whole line of the acknowledgements; `nil` when there is none.
private func lastAcknowledged(_ path: String) throws -> Int64? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let lines = String(decoding: data, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast().last.flatMap { Int64($0) }
}
