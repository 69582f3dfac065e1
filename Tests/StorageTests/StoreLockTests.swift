// Goal: one writer a store, readers beside it. Method: a second handle, and a second process.

import SimulatedDisk
import Foundation
import Play
import Testing

@testable import Storage

@Suite struct StoreLockTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("a second writer in the same process is refused until the first one closes")
    func secondHandle() throws {
        let first = try JournalStore(directory: folder.store, mode: .readWrite)
        let error = #expect(throws: StorageError.self) {
            _ = try JournalStore(directory: folder.store, mode: .readWrite)
        }
        #expect(error?.code == .storeInUse)
        #expect(error?.description.contains("this process (\(getpid()))") == true)
        first.close()
        try JournalStore(directory: folder.store, mode: .readWrite).close()
    }

    @Test("a writer in another process is refused and told which process is writing")
    func otherProcess() async throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        try store.commit(PlayedSession().creation)
        let (path, writer) = (folder.store, "process \(getpid())")
        await #expect(processExitsWith: .success) {
            [path = path as String, writer = writer as String] in
            do {
                _ = try JournalStore(directory: path, mode: .readWrite)
                exit(2)
            } catch {
                let refusal = error as? StorageError
                guard refusal?.code == .storeInUse,
                    refusal?.description.contains(writer) == true
                else { exit(3) }
            }
            // Reading is not hindered.
            let reader = try JournalStore(directory: path, mode: .readOnly)
            guard try reader.sessions().count == 1 else { exit(4) }
            exit(0)
        }
        withExtendedLifetime(store) {}
    }

    @Test("a reader sees what is committed after it was opened, and a closed writer's store")
    func readingWhileWriting() throws {
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        let reader = try JournalStore(directory: folder.store, mode: .readOnly)
        #expect(try reader.sessions().isEmpty)
        var session = PlayedSession()
        try store.commit(session.creation)
        #expect(try reader.sessions().count == 1)
        try store.commit(CommitBatch(chunks: [session.chunk()]))
        #expect(try reader.session(session.configuration.id).headRound == 100)
        store.close()
        #expect(try reader.chunks(of: session.configuration.id).count == 1)
    }

    @Test("a lock that a dead process left behind is no hindrance")
    func staleLock() throws {
        try FileManager.default.createDirectory(
            atPath: folder.store, withIntermediateDirectories: true)
        try Data("1\n".utf8).write(to: URL(fileURLWithPath: folder.store + "/journal.lock"))
        try JournalStore(directory: folder.store, mode: .readWrite).close()
    }
}
