// Finding plugins: names under games/ and strategies/, or paths.
private import Foundation
public import Play
public import Scripting

/// The plugins of a working directory.
public struct Catalogue: Sendable {
    /// The folder that holds `games` and `strategies`.
    public let folder: String
    /// Which of them get a process of their own; `nil`: none.
    public let isolation: IsolationRules?

    public init(folder: String = ".", isolation: IsolationRules? = nil) {
        self.folder = folder
        self.isolation = isolation
    }

    /// A game by name ("slots/double-diamond") or path.
    ///
    /// Throws `NOT_FOUND` with the nearest name, or `PLUGIN_FAULT` when it does not load.
    public func game(_ name: String) throws(PlayError) -> GameDefinition {
        let file = try file(of: name, role: .game)
        do throws(PluginFault) {
            return try GameDefinition(try source(file))
        } catch {
            throw PlayError(.pluginFault, error.description, fault: error)
        }
    }

    /// A strategy by name ("flat") or path.
    public func strategy(_ name: String) throws(PlayError) -> StrategyDefinition {
        let file = try file(of: name, role: .strategy)
        do throws(PluginFault) {
            return try StrategyDefinition(try source(file))
        } catch {
            throw PlayError(.pluginFault, error.description, fault: error)
        }
    }

    /// The file of a plugin, by name or path. Throws `NOT_FOUND` with the nearest name.
    public func file(of name: String, role: PluginRole) throws(PlayError) -> String {
        switch role {
        case .game: try find(name, under: "games", entry: "game.lua", kind: "game")
        case .strategy:
            try find(name, under: "strategies", entry: "strategy.lua", kind: "strategy")
        }
    }

    /// Names of all games, sorted.
    public var gameNames: [String] { names(under: "games", entry: "game.lua") }

    /// Names of all strategies, sorted.
    public var strategyNames: [String] { names(under: "strategies", entry: "strategy.lua") }

    /// Reads a plugin's text. Throws a fault when there is no such file or it is too long.
    public func source(_ file: String) throws(PluginFault) -> PluginSource {
        let path = absolute(file)
        guard let type = fileType(path) else { throw unreadable(file, "there is no such file") }
        guard type != .typeDirectory else { throw unreadable(file, "this is a folder") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw unreadable(file, "the file can not be read: check its permissions")
        }
        guard data.count <= Catalogue.textBytesMax else {
            throw unreadable(
                file,
                "the file has \(data.count) bytes; a plugin may have \(Catalogue.textBytesMax)")
        }
        return PluginSource(
            file: file, text: Array(data), tier: isolation?.tier(ofFile: file) ?? .inProcess)
    }

    /// 64 KiB: what the sandbox compiles.
    public static let textBytesMax = 65_536

    /// Where the text of a stored plugin lives when it plays again.
    func tier(ofText hash: String) -> PluginTier {
        guard let isolation else { return .inProcess }
        let games = gameNames.flatMap { ["games/\($0).lua", "games/\($0)/game.lua"] }
        let strategies = strategyNames.flatMap {
            ["strategies/\($0).lua", "strategies/\($0)/strategy.lua"]
        }
        return isolation.tier(ofText: hash, among: games + strategies)
    }

    // MARK: Search

    private func find(
        _ name: String, under root: String, entry: String, kind: String
    ) throws(PlayError) -> String {
        let candidates = [
            "\(root)/\(name).lua", "\(root)/\(name)/\(entry)", name, "\(name)/\(entry)",
        ]
        for candidate in candidates where isFile(candidate) { return candidate }
        let known = names(under: root, entry: entry)
        guard !known.isEmpty else {
            throw PlayError(
                .notFound,
                "no \(kind) \"\(name)\": there is no folder \(root)/ here; run stratagem in the "
                    + "project's folder, or give the path of a .lua file")
        }
        let near =
            Spelling.nearest(to: name, in: known)
            ?? known.first { $0.split(separator: "/").last == Substring(name) }
        let hint =
            near.map { "did you mean \($0)?" } ?? "there are " + known.joined(separator: ", ")
        throw PlayError(.notFound, "no \(kind) \"\(name)\"; \(hint)")
    }

    private func names(under root: String, entry: String) -> [String] {
        // The enumerator does not follow a link that it is given to begin with.
        let folder = URL(fileURLWithPath: absolute(root)).resolvingSymlinksInPath().path
        guard
            let files = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]
        else { return [] }
        var names: Set<String> = []
        for file in files where file.hasSuffix(".lua") && !file.hasSuffix("_spec.lua") {
            if file.hasSuffix("/" + entry) {
                names.insert(String(file.dropLast(entry.count + 1)))
            } else if !isPartOfFolderPlugin(file, root, entry) {
                names.insert(String(file.dropLast(4)))
            }
        }
        return names.sorted()
    }

    /// Whether a file lies beside a folder plugin's entry file.
    private func isPartOfFolderPlugin(_ file: String, _ root: String, _ entry: String) -> Bool {
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        return isFile("\(root)/\(folder)/\(entry)")
    }

    private func isFile(_ path: String) -> Bool {
        fileType(absolute(path)) == .typeRegular
    }

    /// Follows symbolic links; `nil` when there is nothing.
    private func fileType(_ path: String) -> FileAttributeType? {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        return attributes?[.type] as? FileAttributeType
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
    }

    private func unreadable(_ file: String, _ message: String) -> PluginFault {
        PluginFault(
            kind: .contract, role: nil, file: file, line: nil, call: "", message: message)
    }
}
