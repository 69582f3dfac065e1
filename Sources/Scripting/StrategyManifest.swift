// What a strategy says of itself.

/// The checked manifest of a strategy; design section 5.
public struct StrategyManifest: Hashable, Sendable {
    public var name: String
    public var version: String
    /// Patterns of games it plays: "slots/*".
    public var games: [String]
    public var context: ContextLevel
    /// Sorted by name.
    public var parameters: [ParameterDeclaration]
    public var learns: Bool
    public var migrates: Bool
    public var budget: DeclaredBudget

    static let functions = ["start", "decide", "learn", "migrate"]
    static let fields = ["name", "version", "api", "games", "context", "params", "budget"]

    /// Checks what the plugin returned. Throws a fault with the line of the wrong field.
    public init(_ plugin: borrowing Plugin, text: [UInt8]) throws(PluginFault) {
        let reader = ManifestReader(data: try plugin.manifest(), file: plugin.file, text: text)
        guard reader.data["step"] == nil else {
            throw reader.wrong("step", "this is a game: a strategy has decide, not step")
        }
        try reader.refuseMisspelt(
            functions: StrategyManifest.functions, fields: StrategyManifest.fields)
        name = try reader.text("name")
        version = try reader.text("version")
        try reader.requireInterface()
        guard let patterns = try reader.texts("games", bytesMax: 128), !patterns.isEmpty else {
            throw reader.wrong(
                "games", "games is missing; list what it plays: games = { \"slots/*\" }")
        }
        games = patterns
        context = .play
        if reader.data["context"] != nil {
            guard let level = ContextLevel(rawValue: try reader.text("context")) else {
                throw reader.wrong("context", "context must be bootstrap, play or summary")
            }
            context = level
        }
        parameters = try ParameterDeclaration.read(reader)
        budget = try DeclaredBudget(reader)
        try reader.requireFunction(
            "decide", "function(memory, seen, rng) return { type = \"PlaceBet\", amount = ... } end"
        )
        _ = try reader.optionalFunction("start")
        learns = try reader.optionalFunction("learn")
        migrates = try reader.optionalFunction("migrate")
    }

    /// Whether one of the patterns covers the game; `*` stands for any text.
    public func plays(game: String) -> Bool {
        games.contains { StrategyManifest.matches(game, pattern: $0) }
    }

    static func matches(_ name: String, pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return name == pattern
        }
        guard name.hasPrefix(first), name.utf8.count >= first.utf8.count + last.utf8.count,
            name.hasSuffix(last)
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
