// What a game declares so that its exact odds can be walked: the field `odds` of its manifest.

/// The checked field. It changes no round: only a walk reads it.
public struct OddsDeclaration: Hashable, Sendable {
    /// Names of the parts of a payout, in the order in which stages return them.
    public var parts: [String]
    /// Actions whose step is declared as stages.
    public var stagedActions: [String]
    /// Whether the game says which of its open states play on alike.
    public var hasKey: Bool

    /// `nil` when the field is missing. Throws a fault with the line of what is wrong.
    init?(_ reader: ManifestReader, actions: [String]) throws(PluginFault) {
        guard let value = reader.data["odds"] else { return nil }
        guard case .map(let entries) = value else {
            throw reader.wrong(
                "odds",
                "odds is \(value.kind); it is a table: { stages = { PlaceBet = function(state, "
                    + "action, rng, stage) ... end }, parts = { \"lines\" } }")
        }
        (parts, stagedActions, hasKey) = ([], [], false)
        for entry in entries {
            switch entry.key {
            case .text("parts"): parts = try OddsDeclaration.parts(entry.value, reader)
            case .text("stages"):
                stagedActions = try OddsDeclaration.stages(entry.value, reader, actions)
            case .text("key"):
                guard entry.value == .function else {
                    throw reader.wrong(
                        "key", inside: "odds",
                        "odds.key is \(entry.value.kind); it must be a function of the state")
                }
                hasKey = true
            default:
                throw reader.wrong(
                    "odds", "odds has no field \(entry.key); it has stages, parts and key")
            }
        }
    }

    private static func parts(
        _ value: PlainData, _ reader: ManifestReader
    ) throws(PluginFault) -> [String] {
        guard case .list(let items) = value, (1...16).contains(items.count) else {
            throw reader.wrong(
                "parts", inside: "odds", "odds.parts must be a list of 1 to 16 names")
        }
        var names: [String] = []
        for item in items {
            guard case .text(let name) = item, !name.isEmpty, !names.contains(name) else {
                throw reader.wrong(
                    "parts", inside: "odds", "odds.parts holds \(item.kind); each is another name")
            }
            names.append(name)
        }
        return names
    }

    private static func stages(
        _ value: PlainData, _ reader: ManifestReader, _ actions: [String]
    ) throws(PluginFault) -> [String] {
        guard case .map(let entries) = value else {
            throw reader.wrong(
                "stages", inside: "odds",
                "odds.stages is \(value.kind); it is a table with a function for each action that "
                    + "has stages")
        }
        var names: [String] = []
        for entry in entries {
            guard case .text(let name) = entry.key, actions.contains(name),
                entry.value == .function
            else {
                throw reader.wrong(
                    "stages", inside: "odds",
                    "odds.stages[\(entry.key)] is \(entry.value.kind); each key is an action of "
                        + "the game, each value a function")
            }
            names.append(name)
        }
        return names
    }
}
