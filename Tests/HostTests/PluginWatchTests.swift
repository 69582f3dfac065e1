// Goal: whatever way a file is saved, the session plays the new text soon, once, and never half a
// text; what can not be played is said once, and the old text plays on.
// Method: files are saved as editors save them, by the same calls, under a session that plays; at
// the end the store is checked and every round is replayed.

import Foundation
import Play
import Scripting
import Storage
import Testing

@testable import Host

@Suite(.serialized) struct PluginWatchTests {
    /// How programs save a file.
    enum Save: String, CaseIterable {
        /// `printf > file`, nano: the same inode is cut to nothing and written.
        case inPlace
        /// VS Code with atomic saves, `sed -i`, `mv`: another file takes the name.
        case renamedOver
        /// vim with `backup`: the old file moves away, a new one is made, the old one goes.
        case movedAway
        /// Twice in a row, as formatters that run on save do.
        case twice
        /// Written in pieces, with pauses shorter than the quiet time.
        case inPieces

        func save(_ text: String, to path: String) throws {
            let files = FileManager.default
            let url = URL(fileURLWithPath: path)
            switch self {
            case .inPlace: try Data(text.utf8).write(to: url)
            case .renamedOver:
                try Data(text.utf8).write(to: url, options: .atomic)
            case .movedAway:
                try files.moveItem(atPath: path, toPath: path + "~")
                try Data(text.utf8).write(to: url)
                try files.removeItem(atPath: path + "~")
            case .twice:
                try Data(("-- before the formatter\n" + text).utf8).write(to: url)
                try Data(text.utf8).write(to: url)
            case .inPieces:
                try Data().write(to: url)
                let handle = try FileHandle(forWritingTo: url)
                let bytes = Data(text.utf8)
                for piece in stride(from: 0, to: bytes.count, by: 64) {
                    usleep(2000)
                    try handle.write(contentsOf: bytes[piece..<min(piece + 64, bytes.count)])
                }
                try handle.close()
            }
        }
    }

    @Test("every way of saving a file is seen, and the session goes on with its state")
    func editors() async throws {
        // Pieces must come within the quiet time on a busy machine, too.
        let session = try WatchedSession(quietTime: .milliseconds(150))
        for save in Save.allCases {
            let text = WatchedSession.strategy(save.rawValue)
            try save.save(text, to: session.path(WatchedSession.strategyFile))
            #expect(try await session.plays(text), "\(save)")
        }
        #expect(session.taken.count == Save.allCases.count)
        #expect(!session.reloads.contains { !$0.isTaken })
        #expect(session.notices.isEmpty)
        #expect(session.task.progress.reloads == session.taken.count)
        let (outcome, replayed) = try await session.finish()
        #expect(replayed == outcome.totals.rounds)
        // The count in memory went on through all of them.
        let stored = try session.store.checkpoint(of: session.task.label, atOrBefore: .max)
        let reloads = try session.store.reloads(of: session.task.label).map(\.reload)
        #expect(reloads.map(\.to.hash) == session.taken.map(\.to))
        #expect(stored?.round ?? 0 >= reloads.last?.round ?? 0)
        #expect(try StoreCheck.findings(in: session.store).isEmpty)
    }

    @Test("a game's new text is taken, through a link as well")
    func linkedGame() async throws {
        let session = try WatchedSession { folder in
            let files = FileManager.default
            try files.createDirectory(
                atPath: folder.path + "/elsewhere", withIntermediateDirectories: true)
            let file = folder.path + "/" + WatchedSession.gameFile
            try files.moveItem(atPath: file, toPath: folder.path + "/elsewhere/coin.lua")
            try files.createSymbolicLink(
                atPath: file, withDestinationPath: folder.path + "/elsewhere/coin.lua")
        }
        let text = HostPlugins.coin.replacingOccurrences(of: "200 *", with: "190 *")
        try Save.renamedOver.save(text, to: session.path("elsewhere/coin.lua"))
        #expect(try await session.plays(text))
        #expect(session.taken.first?.role == .game)
        let (outcome, replayed) = try await session.finish()
        #expect(replayed == outcome.totals.rounds)
    }

    @Test("what can not be played is said once with file and line, and the old text plays on")
    func broken() async throws {
        let session = try WatchedSession()
        let file = session.path(WatchedSession.strategyFile)
        let good = WatchedSession.strategy("second")
        try Save.inPlace.save("return {\n    name = = 3\n}", to: file)
        #expect(try await session.wait { session.reloads.count == 1 })
        #expect(session.reloads.last?.fault?.place == "strategies/steady.lua:2")
        #expect(session.reloads.last?.text.contains("strategies/steady.lua:2") == true)
        // Saving the same again says nothing new.
        try Save.inPlace.save("return {\n    name = = 3\n}", to: file)
        try Save.renamedOver.save(good, to: file)
        #expect(try await session.plays(good))
        #expect(session.reloads.count == 2)
        // Loads, and fails when it plays.
        let failing = good.replacingOccurrences(of: "memory.count + 1", with: "memory.gone + 1")
        try Save.renamedOver.save(failing, to: file)
        #expect(try await session.wait { session.reloads.count == 3 })
        #expect(session.reloads.last?.fault?.place == "strategies/steady.lua:5")
        #expect(session.reloads.last?.fault?.call == "decide")
        // Deleted, and back as it was.
        try FileManager.default.removeItem(atPath: file)
        #expect(
            try await session.wait {
                session.notices.contains { if case .unreadable = $0 { true } else { false } }
            })
        try Save.inPlace.save(good, to: file)
        let last = WatchedSession.strategy("last")
        try await Task.sleep(for: .milliseconds(200))
        try Save.inPlace.save(last, to: file)
        #expect(try await session.plays(last))
        #expect(session.taken.map(\.to) == [session.hash(good), session.hash(last)])
        #expect(session.task.progress.reloadRefusals == 2)
        let (outcome, replayed) = try await session.finish()
        #expect(replayed == outcome.totals.rounds)
        #expect(outcome.faults.isEmpty)
        let refusals = try session.store.reloadRefusals(of: session.task.label)
        #expect(refusals.map(\.line) == [2, 5])
        #expect(refusals.map(\.call) == ["load", "decide"])
        #expect(try session.store.plugin(session.hash(failing)) == nil)
        #expect(try StoreCheck.findings(in: session.store).isEmpty)
    }

    @Test("of a storm of a hundred saves the last one plays, and every round is accounted for")
    func storm() async throws {
        let session = try WatchedSession()
        let file = session.path(WatchedSession.strategyFile)
        for number in 1...100 {
            let text =
                number % 9 == 0 ? "return {" : WatchedSession.strategy("save \(number)")
            try Save.allCases[number % 4].save(text, to: file)
            // Some come faster than the quiet time, and some are seen.
            try await Task.sleep(for: .milliseconds(number % 10 == 0 ? 120 : 3))
        }
        #expect(try await session.plays(WatchedSession.strategy("save 100")))
        #expect(session.taken.count <= 100)
        let (outcome, replayed) = try await session.finish()
        #expect(replayed == outcome.totals.rounds)
        #expect(try StoreCheck.findings(in: session.store).isEmpty)
    }

    @Test("a look that is asked for offers a text again, and names the files")
    func look() async throws {
        let session = try WatchedSession()
        let found = Seen()
        for name in ["steady", "strategies/steady.lua", "test/coin", "nobody"] {
            session.watch.look(at: name) { files in found.add(files) }
        }
        session.watch.look { files in found.add(files) }
        #expect(try await session.wait { found.all.count == 5 })
        let (strategy, game) = (WatchedSession.strategyFile, WatchedSession.gameFile)
        #expect(found.all == [[strategy], [strategy], [game], [], [game, strategy]])
        #expect(session.reloads.isEmpty)
        _ = try await session.finish()
    }
}

/// What looks found.
private final class Seen: @unchecked Sendable {
    private let lock = NSLock()
    private var lists: [[String]] = []

    func add(_ files: [String]) { lock.withLock { lists.append(files) } }

    var all: [[String]] { lock.withLock { lists } }
}
