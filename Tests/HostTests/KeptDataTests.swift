// Data that can not be kept. Goal: an author hears of it at the end of a short run too, not first
// at round 65,536. Method: a strategy that puts a function into its memory plays ten rounds.

import Foundation
import Host
import Play
import Storage
import Synchronization
import Testing

struct KeptDataTests {
    @Test("a run that ends with a function in memory ends with a fault that names the place")
    func functionInMemory() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let game = try Catalogue(folder: root).game("slots/double-diamond")
        let text = """
            return { name = "keeper", version = "1", api = 1, games = { "slots/*" },
              decide = function(memory)
                memory.hook = function() end
                return { type = "PlaceBet", amount = 100 }
              end }
            """
        let strategy = try StrategyDefinition(
            PluginSource(file: "keeper.lua", text: Array(text.utf8)))
        let blueprint = try SessionBlueprint(
            configuration: SessionConfiguration(
                id: UUID().uuidString.lowercased(), game: game.reference,
                strategy: strategy.reference, seed: 1, currency: "AUD", bankroll: 100_000),
            game: game, strategy: strategy)
        let folder = FileManager.default.temporaryDirectory.path + "/kept-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try JournalStore(directory: folder, mode: .readWrite)
        let committer = Committer(store: store)
        let outcome = Mutex<Result<SessionTask.Outcome, any Error>?>(nil)
        _ = try HostRun().run(workerCount: 1, progress: {}) { context in
            SessionTask(
                blueprint, beginning: .fresh, goal: SessionTask.Goal(rounds: 10, seconds: nil),
                committer: committer, stop: context.stop
            ) { result in
                outcome.withLock { $0 = result }
                context.done()
            }.start(on: context.workers.scheduler(0))
        }
        try committer.close()
        let done = try #require(try outcome.withLock { $0 }?.get())
        #expect(done.end.reason == .fault)
        #expect(done.end.detail.contains("memory.hook is a function"), "\(done.end.detail)")
        #expect(done.totals.rounds == 10)
        #expect(try store.session(blueprint.configuration.id).headRound == 10)
        store.close()
    }
}
