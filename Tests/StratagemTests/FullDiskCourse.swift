// A comparison or tournament on a disk that is held full, asked to end there, and continued once there
// is room.
import Foundation
import Testing

/// What such a course left.
struct FullDiskCourse {
    /// The disk, which goes with the last reference.
    let disk: SmallDisk
    let id: String
    /// Pairs or episodes that were stored when the disk was full.
    let head: Int
    let store: [String]

    /// Plays until the disk is full, expects it to wait and, asked to end, to say what is missing, and
    /// to be refused while the disk can not be written; then gives it room.
    ///
    /// - Parameters:
    ///   - command: without an end, of one that no verdict ends.
    ///   - unit: what it plays, such as "pairs".
    ///   - known: what a store holds: id, head, and why it ended.
    init(
        in workshop: Workshop, command: [String], unit: String,
        known: (_ store: String) async throws -> (id: String, head: Int, end: String?)?
    ) async throws {
        // Without a mark it waits only when a commit is refused.
        try workshop.write("stratagem.yaml", "storage: { free_mebibytes_min: 0 }")
        disk = try SmallDisk(kilobytes: 320)
        store = ["--store", disk.folder + "/store"]
        let running = try workshop.start(command + ["--\(unit)", "100000", "--json"] + store)
        try await untilSaid("paused: storage_full", by: running)
        running.send(SIGTERM)
        let result = try await running.finished()
        #expect(result.code == 1)
        let failure = try result.decoded(ErrorOutput.self).error
        #expect(failure.code == "DISK_FULL")
        let said = try Regex(
            "Not stored: \(unit) [0-9,]+ to [0-9,]+; the same \(unit) are played again")
        #expect(failure.message.contains(said), "\(failure.message)")
        let kept = try #require(try await known(store[1]))
        #expect(kept.head > 0 && kept.end == nil)
        (id, head) = (kept.id, kept.head)
        try disk.remount("ro")
        let refused = try await workshop.run([command[0], "--resume", id, "--json"] + store)
        #expect(try refused.decoded(ErrorOutput.self).error.code == "STORE_READ_ONLY")
        try disk.remount("rw,size=16m")
    }
}
