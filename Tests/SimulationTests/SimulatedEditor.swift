// Somebody who edits plugins while sessions play them.
//
// Files are real ones, beside the simulated disk and not on it: who edits has another machine, and
// what is in a file after an accident is what was saved last.

import Encoding
import Foundation
import Play
import SeededRandom
import Storage

@testable import Host

/// Saves fine texts and flawed ones, the same again, earlier ones, halves, and nothing at all.
final class SimulatedEditor {
    /// What a file has.
    struct Saved: Hashable {
        var hash: String
        /// Whether every session that plays the plugin can take it.
        var isFine: Bool
    }

    let catalogue: Catalogue
    /// Whether files are edited while sessions play.
    let isAtWork: Bool
    /// Hashes of texts that no session may take.
    private(set) var flawed: Set<String> = []
    private(set) var saves = 0
    private(set) var rollbacks = 0
    private let plugins: [SimulatedPlugin]
    private var files: [SimulatedPlugin: Saved] = [:]
    private var texts: [SimulatedPlugin: [String]] = [:]
    /// What comes after half a save.
    private var unfinished: (plugin: SimulatedPlugin, text: String)?
    private var generator: SeededGenerator
    private let percent: Int

    /// - Parameter percent: of a host's steps with which something is saved; 0: never.
    init(folder: String, _ sessions: [SimulatedSession], seed: UInt64, percent: Int) throws {
        catalogue = Catalogue(folder: folder)
        generator = SeededGenerator(seed: seed)
        self.percent = percent
        isAtWork = percent > 0
        var plugins: [SimulatedPlugin] = []
        for plugin in sessions.flatMap({ [$0.game, $0.strategy] }) where !plugins.contains(plugin) {
            plugins.append(plugin)
        }
        self.plugins = plugins
        for folder in ["/games/test", "/strategies"] {
            try FileManager.default.createDirectory(
                atPath: catalogue.folder + folder, withIntermediateDirectories: true)
        }
        for plugin in plugins { try save(plugin.text(), in: plugin) }
    }

    /// What is in a plugin's file; `nil` when it is gone.
    func saved(_ plugin: SimulatedPlugin) -> Saved? { files[plugin] }

    /// Has every file play: somebody was told that a host did not start.
    func repair() throws {
        unfinished = nil
        for plugin in plugins { try save(texts[plugin]?.last ?? plugin.text(), in: plugin) }
    }

    /// Perhaps saves something; gives the plugin whose file is another one now.
    func step(_ store: JournalStore) throws -> SimulatedPlugin? {
        guard isAtWork else { return nil }
        if let rest = unfinished {
            guard generator.chance(40) else { return nil }
            unfinished = nil
            try save(rest.text, in: rest.plugin)
            return rest.plugin
        }
        guard generator.chance(percent), !plugins.isEmpty else { return nil }
        let plugin = generator.pick(plugins)
        saves += 1
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<20:
            try save(plugin.text(revision: revision(of: plugin), comment: saves), in: plugin)
        case 20..<45: try save(newRevision(of: plugin), in: plugin)
        case 45..<65: try saveFlawed(plugin)
        case 65..<70: try save(texts[plugin]?.last ?? plugin.text(), in: plugin)
        case 70..<80: try save(generator.pick(texts[plugin] ?? [plugin.text()]), in: plugin)
        case 80..<90: return try rollBack(plugin, store) ? plugin : nil
        case 90..<96: try saveHalf(of: plugin)
        default: try remove(plugin)
        }
        return plugin
    }

    private func revision(of plugin: SimulatedPlugin) -> Int { revisions[plugin, default: 0] }
    private var revisions: [SimulatedPlugin: Int] = [:]

    private func newRevision(of plugin: SimulatedPlugin) -> String {
        revisions[plugin, default: 0] += 1
        return plugin.text(revision: revision(of: plugin))
    }

    private func saveFlawed(_ plugin: SimulatedPlugin) throws {
        let flaw = generator.pick(SimulatedPlugin.Flaw.allCases)
        let text = plugin.text(revision: revision(of: plugin), comment: saves, flaw: flaw)
        try save(text, in: plugin, isFine: false)
    }

    /// The rest comes later.
    private func saveHalf(of plugin: SimulatedPlugin) throws {
        let text = newRevision(of: plugin)
        try save(String(text.prefix(text.count / 2)), in: plugin, isFine: false)
        unfinished = (plugin, text)
    }

    /// As editors that move the old file away: another one comes later.
    private func remove(_ plugin: SimulatedPlugin) throws {
        unfinished = (plugin, newRevision(of: plugin))
        try FileManager.default.removeItem(atPath: path(plugin))
        files[plugin] = nil
    }

    /// As `stratagem rollback`; false where the store has no text of it yet.
    private func rollBack(_ plugin: SimulatedPlugin, _ store: JournalStore) throws -> Bool {
        guard
            let history = try? PluginHistory(of: plugin.name, in: store, catalogue: catalogue),
            !history.versions.isEmpty
        else { return false }
        let done = try history.rollBack(to: generator.pick(history.versions).plugin.hash)
        files[plugin] = Saved(hash: done.hash, isFine: true)
        rollbacks += 1
        return true
    }

    private func save(_ text: String, in plugin: SimulatedPlugin, isFine: Bool = true) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(plugin)))
        let hash = SHA256Digest(of: Array(text.utf8)).hex
        files[plugin] = Saved(hash: hash, isFine: isFine)
        if isFine { texts[plugin, default: []].append(text) } else { flawed.insert(hash) }
    }

    private func path(_ plugin: SimulatedPlugin) -> String { catalogue.folder + "/" + plugin.file }
}
