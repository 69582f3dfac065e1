// Goal: a file watch sees every way in which editors save, and outlives its folder.
// Method: real files in a folder of their own, saved in place, by renaming, twice, and removed.
import EventLoop
import Foundation
import Testing

extension EventLoopTests {
    @Suite struct FileWatchTests {
        @Test("a file written in place is reported")
        func writtenInPlace() async throws {
            try await withWatch { folder in
                .file(folder.path("plugin.lua"))
            } body: { folder, seen in
                try folder.write("one", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
                try folder.write("two", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a file renamed over the watched one is reported, and so is every later save")
        func renamedOver() async throws {
            try await withWatch { folder in
                .file(folder.path("plugin.lua"))
            } body: { folder, seen in
                for round in 0..<3 {
                    try folder.save("round \(round)", over: "plugin.lua")
                    #expect(try await seen.next() == .changed(["plugin.lua"]))
                }
                try folder.write("in place after all", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a file saved twice in a row is one report")
        func savedTwice() async throws {
            // The quiet time is long enough that a busy machine cannot part the two saves.
            try await withWatch(quietTime: .milliseconds(500)) { folder in
                .file(folder.path("plugin.lua"))
            } body: { folder, seen in
                try folder.write("one", to: "plugin.lua")
                try folder.write("two", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
                try folder.remove("plugin.lua")
                // Had the second save been a report of its own, two would be waiting now.
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a file that is removed, or not there yet, is reported; its neighbours are not")
        func removedAndMade() async throws {
            try await withWatch { folder in
                .file(folder.path("late.lua"))
            } body: { folder, seen in
                try folder.write("neighbour", to: "plugin.lua")
                try folder.write("made", to: "late.lua")
                #expect(try await seen.next() == .changed(["late.lua"]))
                try folder.remove("late.lua")
                #expect(try await seen.next() == .changed(["late.lua"]))
            }
        }

        @Test("a folder reports the names that changed, sorted, in one report")
        func folderNames() async throws {
            try await withWatch(quietTime: .milliseconds(500)) { folder in
                .folder(folder.path)
            } body: { folder, seen in
                for name in ["c.lua", "a.lua", "b.lua", "a.lua"] { try folder.write("", to: name) }
                #expect(try await seen.next() == .changed(["a.lua", "b.lua", "c.lua"]))
            }
        }

        @Test("more names than a report holds become the advice to look at the whole folder")
        func tooManyNames() async throws {
            try await withWatch(quietTime: .milliseconds(500)) { folder in
                .folder(folder.path)
            } body: { folder, seen in
                for number in 0...1_024 { try folder.write("", to: "\(number)") }
                #expect(try await seen.next() == .changed([]))
                try folder.write("", to: "one more")
                #expect(try await seen.next() == .changed(["one more"]))
            }
        }

        @Test("a folder that never is quiet is reported all the same")
        func neverQuiet() async throws {
            try await withWatch(quietTime: .milliseconds(100)) { folder in
                .folder(folder.path)
            } body: { folder, seen in
                let writer = Task {
                    while !Task.isCancelled {
                        try folder.write("again", to: "busy.lua")
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                let event = try await seen.next()
                #expect(event == .changed(["busy.lua"]))
                writer.cancel()
                _ = await writer.result
            }
        }

        @Test("a watched folder that disappears is reported lost, then found when it is back")
        func folderLostAndFound() async throws {
            try await withWatch { folder in
                .folder(folder.path)
            } body: { folder, seen in
                try FileManager.default.removeItem(atPath: folder.path)
                #expect(try await seen.next() == .lost)
                try FileManager.default.createDirectory(
                    atPath: folder.path, withIntermediateDirectories: false)
                #expect(try await seen.next() == .found)
                try folder.write("back", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a watched folder that is replaced by another is found at once")
        func folderReplaced() async throws {
            try await withWatch { folder in
                .file(folder.path("plugin.lua"))
            } body: { folder, seen in
                let other = try TemporaryFolder()
                defer { other.erase() }
                try FileManager.default.moveItem(
                    atPath: folder.path, toPath: other.path("moved away"))
                try FileManager.default.createDirectory(
                    atPath: folder.path, withIntermediateDirectories: false)
                #expect(try await seen.next() == .found)
                try folder.write("new", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a watched folder that is removed and made again at once is found")
        func folderMadeAgain() async throws {
            // A file system may give the new folder the old one's inode; ext4 does.
            try await withWatch { folder in
                .folder(folder.path)
            } body: { folder, seen in
                try FileManager.default.removeItem(atPath: folder.path)
                try FileManager.default.createDirectory(
                    atPath: folder.path, withIntermediateDirectories: false)
                #expect(try await seen.next() == .found)
                try folder.write("new", to: "plugin.lua")
                #expect(try await seen.next() == .changed(["plugin.lua"]))
            }
        }

        @Test("a folder that does not exist is a typed error that names it")
        func missingFolder() async throws {
            try await withLoop { loop in
                let error = await #expect(throws: LoopError.self) {
                    _ = try await loop.perform {
                        try FileWatch(on: loop, .folder("/no/such/folder"), label: "vain") { _ in }
                    }
                }
                #expect(error?.code == "ENOENT")
                #expect(error?.description.contains("'/no/such/folder'") == true)
            }
        }

        /// Watches a subject in a new folder while `body` changes it.
        private func withWatch(
            quietTime: Duration = .milliseconds(20),
            _ subject: (TemporaryFolder) -> FileWatch.Subject,
            body: (TemporaryFolder, Reports<FileWatch.Event>) async throws -> Void
        ) async throws {
            let folder = try TemporaryFolder()
            defer { folder.erase() }
            try folder.write("zero", to: "plugin.lua")
            let subject = subject(folder)
            let seen = Reports(of: FileWatch.Event.self)
            try await withLoop { loop in
                let watch = try await loop.perform {
                    try FileWatch(on: loop, subject, label: "plugin", quietTime: quietTime) {
                        precondition(loop.isOnLoop)
                        seen.add($0)
                    }
                }
                let result: Result<Void, any Error>
                do { result = .success(try await body(folder, seen)) } catch {
                    result = .failure(error)
                }
                try await loop.perform { watch.close() }
                try result.get()
            }
        }
    }
}

/// A folder of its own for one test.
private struct TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "EventLoopTests-\(UUID().uuidString)"
            ).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    /// Writes a new file and renames it over the old one.
    func save(_ text: String, over name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    /// The folder may be gone already; there is nothing to do about another failure.
    func erase() { try? FileManager.default.removeItem(atPath: path) }
}
