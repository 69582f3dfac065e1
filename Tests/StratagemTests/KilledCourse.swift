// A comparison or tournament that is killed at random moments, and continued until it ends by itself.
import Foundation
import Storage
import Testing

/// How such a course went.
struct KilledCourse {
    /// How many pairs or episodes the store held after each kill.
    var heads: [Int] = []
    /// Of the run that was not killed.
    var last: ProgramResult

    /// Plays in a store, kills up to five runs, and continues until one ends well.
    ///
    /// - Parameters:
    ///   - arguments: those of a run, by its number from 0: a new one without an id, else a
    ///     continuation.
    ///   - known: what the store holds, if it holds anything.
    init(
        in workshop: Workshop, store: String, arguments: (_ turn: Int, _ id: String?) -> [String],
        known: () async throws -> (id: String, head: Int)?
    ) async throws {
        for turn in 0..<60 {
            let id = try await known()?.id
            let running = try workshop.start(
                arguments(turn, id) + ["--json", "--store", store])
            if heads.count < 5 {
                try await Task.sleep(for: .milliseconds(Int.random(in: 60...300)))
                if running.isRunning { running.send(SIGKILL) }
            }
            let result = try await running.finished()
            guard result.code == 128 + SIGKILL else {
                try #require(result.code == 0, "\(result)")
                last = result
                #expect(!heads.isEmpty)
                #expect(heads == heads.sorted())
                return
            }
            heads.append(try await known()?.head ?? 0)
        }
        throw Endless()
    }

    /// It neither ended nor was killed often enough to be let go.
    struct Endless: Error {}

    /// Expects a sound store whose rounds come out again up to the head, with this digest.
    static func expectReplay(
        of id: String, to head: Int, digest: String, in workshop: Workshop, store: String
    ) async throws {
        let journal = try JournalStore(directory: workshop.folder + "/" + store, mode: .readOnly)
        defer { journal.close() }
        #expect(try StoreCheck.findings(in: journal).isEmpty)
        let replay = try await workshop.run("replay", id, "--json", "--store", store)
        try #require(replay.code == 0, "\(replay)")
        #expect(try replay.object()["digest"] as? String == digest)
        #expect(try replay.object()["checked_to"] as? Int == head)
    }
}
