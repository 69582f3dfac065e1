// Goal: what is stored with a refused text is true whatever comes next: it says nothing of rounds that
// are not in the store yet. And it takes no other text away.
// Method: a session that faults and plays on is offered a text that does not load before any of its
// rounds were sealed; the store is looked at as a kill would leave it then. The same after a text
// that it has not taken yet.

import Play
import Scripting
import Testing

@testable import Host
@testable import Storage

@Suite struct RefusedTextCommitTests {
    private static let broken = PluginSource(
        file: "strategies/test.lua", text: Array("return {".utf8))
    private static let fault = PluginFault(
        kind: .syntax, role: .strategy, file: broken.file, line: 1, call: "load",
        message: "'}' expected")

    private let folder: TemporaryFolder
    private let store: JournalStore
    private let committer: Committer
    private let quantum = SliceQuantum(nanoseconds: 1_000_000_000)

    init() throws {
        folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        committer = Committer(stepwise: CommitterLimits()) { batches throws(StorageError) in
            try store.commit(batches)
        }
        self.store = store
    }

    /// A session that seals nothing by itself, after its first slice.
    private func playing() throws -> SessionTask {
        let first = try HostPlugins.blueprint(
            strategy: HostPlugins.steady("if seen.round == 7 then error(\"the seventh\") end"))
        var configuration = first.configuration
        configuration.faultPolicy = .skip
        let task = SessionTask(
            try SessionBlueprint(
                configuration: configuration, game: first.game, strategy: first.strategy),
            beginning: .fresh, goal: SessionTask.Goal(rounds: nil, seconds: nil),
            committer: committer, stop: StopFlag(),
            tempo: SessionTask.Tempo(sealMilliseconds: 1_000_000)
        ) { _ in }
        for _ in 0..<2 { #expect(task.play(quantum) == .more) }
        #expect(task.progress.totals.rounds > 7)
        return task
    }

    @Test("a refused text is stored with the rounds and faults before it")
    func faultsBefore() throws {
        let task = try playing()
        committer.commitWaiting()
        #expect(try store.session(task.label).headRound == 0)
        task.offer(broken: Self.broken, role: .strategy, fault: Self.fault)
        #expect(task.play(quantum) == .more)
        committer.commitWaiting()
        #expect(try store.reloadRefusals(of: task.label).map(\.hash) == [Self.broken.hash])
        #expect(try StoreCheck.findings(in: store) == [])
        #expect(try store.session(task.label).headRound > 7)
        store.close()
    }

    @Test("a text that does not load takes none away that was offered before it")
    func brokenAfterFine() throws {
        let task = try playing()
        let text = PluginSource(
            file: Self.broken.file, text: Array(HostPlugins.steady("-- the second").utf8))
        task.offer(.strategy(try StrategyDefinition(text)))
        task.offer(broken: Self.broken, role: .strategy, fault: Self.fault)
        #expect(task.play(quantum) == .more)
        #expect(task.progress.reloads == 1 && task.progress.reloadRefusals == 1)
        committer.commitWaiting()
        #expect(try store.reloads(of: task.label).map(\.reload.to.hash) == [text.hash])
        #expect(try StoreCheck.findings(in: store) == [])
        store.close()
    }
}
