// Goal: every chunk whose commit returned is there after a kill -9, and nothing is half there.
// Method: a child process commits in a loop and writes each acknowledged round to a file; another of
// its threads kills it with SIGKILL after a random time. The parent opens the store and compares.
//
// The page cache survives the process, so this shows that transactions are whole, not that syncs
// happen; a power-cut test of the file system layer has to show that.

import Foundation
import Play
import Testing

@testable import Storage

@Suite(.serialized) struct CrashTests {
    @Test(
        "what was acknowledged before a kill -9 is there, whole, and can be continued",
        arguments: [3, 8, 15, 25, 40, 60, 90, 130])
    func kill(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let session = PlayedSession()
        let (path, acks, id) = (folder.store, folder.path + "/acks", session.configuration.id)
        // Opening and migrating take a few milliseconds; some kills are to hit them.
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [
                path = path as String, acks = acks as String, id = id as String,
                milliseconds = milliseconds as Int
            ] in
            Thread {
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                Foundation.kill(getpid(), SIGKILL)
            }.start()
            try commitForever(path: path, acks: acks, id: id)
        }

        let acknowledged = try lastAcknowledged(acks)
        let store = try JournalStore(directory: path, mode: .readWrite)
        #expect(try StoreCheck.findings(in: store) == [])
        guard let head = try? store.session(id) else {
            #expect(acknowledged == nil)
            return
        }
        #expect(head.headRound >= acknowledged ?? 0)
        #expect(head.headRound <= (acknowledged ?? 0) + 20)
    }
}

/// Commits a chunk of ten rounds after the other until it is killed.
private func commitForever(path: String, acks: String, id: String) throws {
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
    }
}

/// The last whole line of the acknowledgements; `nil` when there is none.
private func lastAcknowledged(_ path: String) throws -> Int64? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let lines = String(decoding: data, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast().last.flatMap { Int64($0) }
}
