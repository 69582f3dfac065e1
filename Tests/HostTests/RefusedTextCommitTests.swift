// Goal: what is stored with a refused text is true whatever comes next: it says nothing of rounds that
// are not in the store yet.
// Method: a session that faults and plays on is offered a text that does not load before any of its
// rounds were sealed; the store is looked at as a kill would leave it then.

import Play
import Scripting
import Testing

@testable import Host
@testable import Storage

@Suite struct RefusedTextCommitTests {
    @Test("a refused text is stored with the rounds and faults before it")
    func faultsBefore() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.path, mode: .readWrite, engine: "test")
        let first = try HostPlugins.blueprint(
            strategy: HostPlugins.steady("if seen.round == 7 then error(\"the seventh\") end"))
        var configuration = first.configuration
        configuration.faultPolicy = .skip
        let blueprint = try SessionBlueprint(
            configuration: configuration, game: first.game, strategy: first.strategy)
        let committer = Committer(stepwise: CommitterLimits()) { batches throws(StorageError) in
            try store.commit(batches)
        }
        let task = SessionTask(
            blueprint, beginning: .fresh, goal: SessionTask.Goal(rounds: nil, seconds: nil),
            committer: committer, stop: StopFlag(),
            tempo: SessionTask.Tempo(sealMilliseconds: 1_000_000)
        ) { _ in }
        let quantum = SliceQuantum(nanoseconds: 1_000_000_000)
        for _ in 0..<2 { #expect(task.play(quantum) == .more) }
        #expect(task.progress.totals.rounds > 7)
        committer.commitWaiting()
        let id = configuration.id
        #expect(try store.session(id).headRound == 0)

        let text = PluginSource(file: "strategies/test.lua", text: Array("return {".utf8))
        let fault = PluginFault(
            kind: .syntax, role: .strategy, file: text.file, line: 1, call: "load",
            message: "'}' expected")
        task.offer(broken: text, role: .strategy, fault: fault)
        #expect(task.play(quantum) == .more)
        committer.commitWaiting()
        #expect(try store.reloadRefusals(of: id).map(\.hash) == [text.hash])
        #expect(try StoreCheck.findings(in: store) == [])
        #expect(try store.session(id).headRound > 7)
        store.close()
    }
}
