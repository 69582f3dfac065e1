// Which plugins get a process of their own.
private import Foundation
private import Play
public import Scripting

/// Rules by path, and the warden that starts the processes.
public struct IsolationRules: Sendable {
    /// Where a plugin may live, as it is written in configurations.
    public enum Tier: String, CaseIterable, Hashable, Sendable, Codable {
        case none
        case process
    }

    /// One rule: plugins whose path matches the pattern live in the tier.
    public struct Rule: Hashable, Sendable, Codable {
        /// A path below the working directory. `*` stands for any characters but "/", `**` for any;
        /// a pattern that ends with "/" means everything below.
        public var plugins: String
        public var tier: Tier

        public init(plugins: String, tier: Tier) {
            self.plugins = plugins
            self.tier = tier
        }
    }

    private let rules: [Rule]
    private let everywhere: Tier?
    private let folder: String
    private let warden: PluginWarden

    /// - Parameters:
    ///   - rules: the first that matches decides; no match means no process.
    ///   - everywhere: decides for all plugins, whatever the rules say.
    ///   - folder: what the patterns are relative to.
    public init(
        rules: [Rule] = [], everywhere: Tier? = nil, folder: String = ".", warden: PluginWarden
    ) {
        self.rules = rules
        self.everywhere = everywhere
        self.folder = IsolationRules.resolved(folder)
        self.warden = warden
    }

    /// Where the plugin of this file lives. The real path counts, links followed, so that another
    /// spelling of it leads to the same rule.
    public func tier(ofFile file: String) -> PluginTier {
        pluginTier(named(file))
    }

    /// Where a plugin lives of which only the text is known: in this process only when a file with
    /// this text does, because nothing else tells where it came from.
    ///
    /// - Parameter files: where such a text may lie; relative to the folder.
    func tier(ofText hash: String, among files: [String]) -> PluginTier {
        if let everywhere { return pluginTier(everywhere) }
        guard rules.contains(where: { $0.tier == .process }) else { return .inProcess }
        let isKnown = files.contains { file in
            let path = file.hasPrefix("/") ? file : folder + "/" + file
            guard named(path) == .none, let data = FileManager.default.contents(atPath: path)
            else { return false }
            return PluginSource(file: file, text: Array(data)).hash == hash
        }
        return pluginTier(isKnown ? .none : .process)
    }

    private func pluginTier(_ tier: Tier) -> PluginTier {
        tier == .process ? .process(warden) : .inProcess
    }

    private func named(_ file: String) -> Tier {
        if let everywhere { return everywhere }
        var path = IsolationRules.resolved(file.hasPrefix("/") ? file : folder + "/" + file)
        if path.hasPrefix(folder + "/") { path = String(path.dropFirst(folder.count + 1)) }
        return rules.first { IsolationRules.matches(path, $0.plugins) }?.tier ?? .none
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// Whether a path matches a pattern.
    static func matches(_ path: String, _ pattern: String) -> Bool {
        let whole = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
        let full = whole.hasSuffix("/") ? whole + "**" : whole
        return matches(Array(path.utf8)[...], Array(full.utf8)[...])
    }

    // Patterns are short and written by the user of this machine; recursion goes by their stars.
    private static func matches(_ path: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        let (star, slash) = (UInt8(ascii: "*"), UInt8(ascii: "/"))
        var (path, pattern) = (path, pattern)
        while let first = pattern.first {
            if first == star {
                let crosses = pattern.dropFirst().first == star
                let rest = pattern.drop { $0 == star }
                while true {
                    if matches(path, rest) { return true }
                    guard let next = path.first, crosses || next != slash else { return false }
                    path = path.dropFirst()
                }
            }
            guard path.first == first else { return false }
            path = path.dropFirst()
            pattern = pattern.dropFirst()
        }
        return path.isEmpty
    }
}
