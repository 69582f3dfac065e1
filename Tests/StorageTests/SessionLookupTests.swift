// Goal: a session is found by what a person types, or the person is told what is near.
// Method: sessions with chosen ids.

import SimulatedDisk
import Testing

@testable import Storage

@Suite struct SessionLookupTests {
    let folder: TemporaryFolder
    let store: JournalStore
    static let ids = [
        "aaaaaaaa-0000-4000-8000-000000000001", "aaaabbbb-0000-4000-8000-000000000002",
        "cccccccc-0000-4000-8000-000000000003",
    ]

    init() throws {
        folder = try TemporaryFolder()
        store = try JournalStore(directory: folder.store, mode: .readWrite)
        for id in Self.ids { try store.commit(PlayedSession(id: id).creation) }
    }

    @Test(
        "an id, its beginning and its capitals find the session",
        arguments: [
            ("cccccccc-0000-4000-8000-000000000003", 2), ("c", 2), ("AAAAB", 1), ("aaaaaaaa-", 0),
        ])
    func found(typed: String, index: Int) throws {
        #expect(try store.sessionID(typed) == Self.ids[index])
        #expect(try store.session(typed).id == Self.ids[index])
    }

    @Test("a beginning that several share is refused, and some of them are named")
    func ambiguous() throws {
        let error = #expect(throws: StorageError.self) { try store.sessionID("aaaa") }
        #expect(error?.code == .sessionAmbiguous)
        #expect(error?.description.contains(Self.ids[0]) == true)
        #expect(error?.description.contains(Self.ids[1]) == true)
        #expect(error?.description.contains("and more") == false)
        try store.commit(PlayedSession(id: "aaaacccc-0000-4000-8000-000000000004").creation)
        try store.commit(PlayedSession(id: "aaaadddd-0000-4000-8000-000000000005").creation)
        let more = #expect(throws: StorageError.self) { try store.sessionID("a") }
        #expect(more?.description.contains("and more") == true)
    }

    @Test(
        "an unknown id is refused, and the nearest is named first", arguments: ["aaaabb0", "", "%"])
    func unknown(typed: String) throws {
        let error = #expect(throws: StorageError.self) { try store.sessionID(typed) }
        #expect(error?.code == .sessionNotFound)
        let nearest = typed.hasPrefix("a") ? Self.ids[1] : Self.ids[2]
        #expect(error?.description.contains("nearest are \(nearest)") == true)
    }

    @Test("an empty store says that it is empty, and other questions want a full id")
    func emptyStore() throws {
        let other = try TemporaryFolder()
        let empty = try JournalStore(directory: other.store, mode: .readWrite)
        let error = #expect(throws: StorageError.self) { try empty.sessionID("abc") }
        #expect(error?.description.contains("is empty") == true)
        #expect(code { _ = try store.chunks(of: "c") } == .sessionNotFound)
        #expect(code { _ = try store.faults(of: "c") } == .sessionNotFound)
        #expect(code { _ = try store.checkpoint(of: "c", atOrBefore: 1) } == .sessionNotFound)
    }
}
