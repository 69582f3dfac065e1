// A plugin's texts in the store beside its file, and the way back to one of them.
private import Foundation
private import Glibc
public import Play
internal import Scripting
public import Storage

/// What a store and a working folder know of a plugin.
public struct PluginHistory: Sendable {
    /// What a rollback did.
    public struct Rollback: Sendable {
        public var file: String
        /// The text that the file had; `nil` when there was no file.
        public var replaced: String?
        /// The text that it has now.
        public var hash: String
        /// Where the replaced text is kept, when the store does not have it.
        public var keptAs: String?
    }

    /// As the manifest says it.
    public let name: String
    /// The one stored first first.
    public let versions: [StoredPluginVersion]
    /// The plugin's file, as the catalogue names it; `nil` when there is none.
    public let file: String?
    /// What it says now.
    public let live: PluginSource?
    private let catalogue: Catalogue

    /// - Parameter plugin: a name, as in the manifest or the catalogue, or a path.
    /// - Throws: `PlayError` with `NOT_FOUND` when the store has no text of it, and `StorageError`.
    public init(of plugin: String, in store: JournalStore, catalogue: Catalogue) throws {
        self.catalogue = catalogue
        let stored = try store.versions(of: plugin)
        let kinds = Set(stored.map(\.plugin.kind))
        let roles: [PluginRole] = PluginRole.allCases.filter { role in
            kinds.isEmpty || kinds.contains(role == .game ? .game : .strategy)
        }
        let found = roles.lazy.compactMap { try? catalogue.file(of: plugin, role: $0) }.first
        file = found
        live = found.flatMap { try? catalogue.source($0) }
        if stored.isEmpty, let live, let named = PluginHistory.name(of: live) {
            name = named
            versions = try store.versions(of: named)
        } else {
            name = plugin
            versions = stored
        }
        guard !versions.isEmpty else {
            throw PlayError(
                .notFound,
                "no text of \"\(plugin)\" is in the store \(store.directory): a text is kept when "
                    + "it first plays; `stratagem games` and `stratagem strategies` list plugins")
        }
    }

    /// The version whose hash is this or begins with it. Throws `NOT_FOUND` and `INVALID_INPUT`.
    public func version(_ hash: String) throws(PlayError) -> StoredPluginVersion {
        let typed = hash.lowercased()
        let found = versions.filter { !typed.isEmpty && $0.plugin.hash.hasPrefix(typed) }
        guard let first = found.first else {
            throw PlayError(
                .notFound,
                "\(name) has no text \(hash) in this store; it has "
                    + versions.suffix(8).map { String($0.plugin.hash.prefix(12)) }
                    .joined(separator: ", "))
        }
        guard found.count == 1 else {
            throw PlayError(
                .invalidInput, "\(found.count) texts of \(name) begin with \(hash): give more of it"
            )
        }
        return first
    }

    /// Writes a stored text to the plugin's file, in one step, so that whoever watches it never sees
    /// half of it. A replaced text that the store does not have is kept beside the file.
    ///
    /// Throws `PlayError`: `PLUGIN_FAULT` when the text does not load, `NOT_FOUND` when the plugin
    /// has no file, `STATE_ERROR` when the file can not be written.
    public func rollBack(to hash: String) throws(PlayError) -> Rollback {
        let version = try version(hash)
        guard let file else {
            throw PlayError(
                .notFound,
                "no file here has the plugin \(name): write it with `stratagem versions "
                    + "\(name) --show \(version.plugin.hash.prefix(12)) > FILE`")
        }
        let text = Array(version.plugin.text.utf8)
        try requireLoads(version.plugin, file, text)
        let path = URL(
            fileURLWithPath: file.hasPrefix("/") || catalogue.folder == "."
                ? file : catalogue.folder + "/" + file
        ).resolvingSymlinksInPath().path
        var kept: String?
        do {
            if let live, !versions.contains(where: { $0.plugin.hash == live.hash }) {
                let name = path + "." + live.hash.prefix(12)
                try PluginHistory.write(live.text, to: name, like: path)
                kept = file + "." + live.hash.prefix(12)
            }
            try PluginHistory.write(text, to: path, like: path)
        } catch {
            throw PlayError(
                .stateError, "\(file) can not be written: \(error.localizedDescription)")
        }
        return Rollback(
            file: file, replaced: live?.hash, hash: version.plugin.hash, keptAs: kept)
    }

    private func requireLoads(
        _ plugin: StoredPlugin, _ file: String, _ text: [UInt8]
    ) throws(PlayError) {
        let tier = live?.tier ?? .inProcess
        let source = PluginSource(file: file, text: text, tier: tier)
        do throws(PluginFault) {
            switch plugin.kind {
            case .game: _ = try GameDefinition(source)
            case .strategy: _ = try StrategyDefinition(source)
            }
        } catch {
            throw PlayError(
                .pluginFault,
                "that text no longer loads, and nothing was written: "
                    + error.description, fault: error)
        }
    }

    /// Foundation writes a file beside it and renames that over it. Text and name are on the disk
    /// when this returns.
    private static func write(_ text: [UInt8], to path: String, like other: String) throws {
        let files = FileManager.default
        let mode = try? files.attributesOfItem(atPath: other)[.posixPermissions]
        try Data(text).write(to: URL(fileURLWithPath: path), options: .atomic)
        if let mode { try files.setAttributes([.posixPermissions: mode], ofItemAtPath: path) }
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.synchronize()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let handle = try FileHandle(forReadingFrom: folder)
        defer { try? handle.close() }
        // Not every file system lets a folder be synced; nothing more can be done there.
        _ = fsync(handle.fileDescriptor)
    }

    /// The name in a text's manifest; `nil` when it does not load.
    private static func name(of source: PluginSource) -> String? {
        if let strategy = try? StrategyDefinition(source) { return strategy.manifest.name }
        return (try? GameDefinition(source))?.manifest.name
    }
}
