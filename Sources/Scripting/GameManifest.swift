// What a game adapter says of itself.

/// The checked manifest of a game; design section 5.
public struct GameManifest: Hashable, Sendable {
    /// One item of `stakes`, in major units as decimal text.
    public enum Stake: Hashable, Sendable {
        case amount(String)
        case range(least: String, most: String, step: String)
    }

    public var name: String
    public var version: String
    public var kind: String
    /// The first is played when none is asked for; empty when the game has none.
    public var variants: [String]
    /// Stakes for every currency that has none of its own in `currencyStakes`.
    public var stakes: [Stake]
    public var currencyStakes: [String: [Stake]]
    public var symbols: [String]
    /// Reels and rows of the symbols, when declared.
    public var layout: Layout?
    /// Action types, the three common ones first.
    public var actions: [String]
    public var observes: Bool
    public var budget: DeclaredBudget
    /// What the game says of itself for exact odds, when it does.
    public var odds: OddsDeclaration?

    /// The shape of an outcome's symbols, reel by reel, top to bottom.
    public struct Layout: Hashable, Sendable {
        public var reels: Int
        public var rows: Int
    }

    static let functions = ["start", "step", "observe", "actions", "migrate"]
    static let fields = [
        "name", "version", "api", "kind", "variants", "stakes", "symbols", "layout", "actions",
        "action_types", "budget", "odds",
    ]
    /// The actions that mean the same in every game.
    public static let commonActions = ["PlaceBet", "Spin", "CashOut"]

    /// Checks what the plugin returned. Throws a fault with the line of the wrong field.
    public init(_ plugin: borrowing Plugin, text: [UInt8]) throws(PluginFault) {
        let reader = ManifestReader(data: try plugin.manifest(), file: plugin.file, text: text)
        guard reader.data["decide"] == nil else {
            throw reader.wrong("decide", "this is a strategy: a game has step, not decide")
        }
        try reader.refuseMisspelt(functions: GameManifest.functions, fields: GameManifest.fields)
        // As long as `seen.game_id` can be (session.h).
        name = try reader.text("name", bytesMax: 63)
        version = try reader.text("version")
        try reader.requireInterface()
        kind = reader.data["kind"] == nil ? "game" : try reader.text("kind")
        variants = try reader.texts("variants") ?? []
        symbols = try reader.texts("symbols") ?? []
        guard symbols.count <= 256 else {
            throw reader.wrong("symbols", "symbols lists \(symbols.count) names; at most 256 fit")
        }
        layout = try GameManifest.layout(reader)
        actions = try GameManifest.actions(reader)
        budget = try DeclaredBudget(reader)
        (stakes, currencyStakes) = try StakeReader(reader: reader).read()
        try reader.requireFunction(
            "step", "function(state, action, rng) return { payout = 0 } end")
        _ = try reader.optionalFunction("start")
        observes = try reader.optionalFunction("observe")
        _ = try reader.optionalFunction("migrate")
        odds = try OddsDeclaration(reader, actions: actions)
    }

    private static func layout(_ reader: ManifestReader) throws(PluginFault) -> Layout? {
        guard let value = reader.data["layout"] else { return nil }
        guard case .integer(let reels)? = value["reels"], case .integer(let rows)? = value["rows"],
            (1...64).contains(reels), (1...64).contains(rows)
        else {
            throw reader.wrong(
                "layout", "layout must be { reels = 5, rows = 3 }, each from 1 to 64")
        }
        return Layout(reels: Int(reels), rows: Int(rows))
    }

    /// `actions` as a list, or `action_types` when `actions` is a function of the state.
    private static func actions(_ reader: ManifestReader) throws(PluginFault) -> [String] {
        let changes = reader.data["actions"] == .function
        let field = changes ? "action_types" : "actions"
        guard let listed = try reader.texts(field) else {
            let why = changes ? ", because actions is a function" : ""
            throw reader.wrong(
                field,
                "\(field) is missing\(why); write \(field) = { \"PlaceBet\", \"Spin\", "
                    + "\"CashOut\" }")
        }
        let own = listed.filter { !commonActions.contains($0) }
        guard own.count + commonActions.count <= 32 else {
            throw reader.wrong(field, "\(field) lists more than 32 actions")
        }
        return commonActions + own
    }
}
