// Everything a session is built from, checked: configuration and loaded plugins fit together.
internal import Accounts
internal import Encoding
internal import Scripting

/// The plugins and tables of a session. Value; any thread.
public struct SessionBlueprint: Sendable {
    public private(set) var configuration: SessionConfiguration
    /// Those that play now: see `reloads`.
    public private(set) var game: GameDefinition
    public private(set) var strategy: StrategyDefinition
    public let fallback: StrategyDefinition?
    /// The reloads after the last round that has any, in order: the digest goes on with them. A
    /// session may be reloaded for days, so earlier ones are only counted.
    private(set) var latestReloads: [PluginReload]
    /// How often plugins changed since the session began.
    public private(set) var reloadCount: Int
    /// Of those it began with.
    private let firstHashes: String
    /// Whether sessions can tell where they may be continued between two checkpoints.
    public private(set) var keepsPlaces = false
    /// Ascending, minor units.
    public let stakes: [Int64]
    public let fallbackParameters: [String: ParameterValue]

    /// Throws `INVALID_INPUT` when strategy and game do not fit, the variant is unknown, or an
    /// amount of the configuration is out of range.
    ///
    /// - Parameter reloads: how a session that is continued came to play these plugins, when it
    ///   did not begin with them.
    public init(
        configuration: SessionConfiguration, game: GameDefinition, strategy: StrategyDefinition,
        fallback: StrategyDefinition? = nil, reloads: [PluginReload] = []
    ) throws(PlayError) {
        self.game = game
        self.strategy = strategy
        self.fallback = fallback
        latestReloads = SessionBlueprint.latest(reloads)
        reloadCount = reloads.count
        func first(_ role: PluginRole, _ playing: PluginSource) -> String {
            reloads.first { $0.role == role }?.from.hash ?? playing.hash
        }
        firstHashes = "\(first(.game, game.source)) \(first(.strategy, strategy.source))"
        self.configuration = try SessionBlueprint.settled(configuration, game)
        stakes = try StakeTable.stakes(
            of: game.manifest, file: game.source.file, currency: configuration.currency)
        for each in [strategy, fallback].compactMap({ $0 })
        where !each.manifest.plays(game: game.manifest.name) {
            throw PlayError(
                .invalidInput,
                "\(each.manifest.name) does not play \(game.manifest.name): it plays "
                    + each.manifest.games.joined(separator: ", "))
        }
        if configuration.faultPolicy == .fallback, fallback == nil {
            throw PlayError(.invalidInput, "the fault policy fallback needs a fallback strategy")
        }
        fallbackParameters =
            try fallback.map { (each) throws(PlayError) in
                try ParameterValues.values(
                    for: each.manifest, given: [:], currency: configuration.currency)
            } ?? [:]
    }

    /// The configuration with its variant filled in and its amounts checked.
    private static func settled(
        _ configuration: SessionConfiguration, _ game: GameDefinition
    ) throws(PlayError) -> SessionConfiguration {
        var configuration = configuration
        let variants = game.manifest.variants
        configuration.variant = configuration.variant ?? variants.first
        if let variant = configuration.variant, !variants.contains(variant) {
            let list = variants.isEmpty ? "none" : variants.joined(separator: ", ")
            throw PlayError(
                .invalidInput,
                "\(game.manifest.name) has no variant \"\(variant)\"; it has \(list)")
        }
        let amounts = [
            configuration.bankroll, configuration.maxBet ?? 0, configuration.dailyLimit ?? 0,
            configuration.perSpinFee, configuration.perQueryFee,
        ]
        guard amounts.allSatisfy({ $0 >= 0 }) else {
            throw PlayError(.invalidInput, "bankroll, limits and fees must be 0 or more")
        }
        return configuration
    }

    /// What `start` of the game gets.
    var gameContext: PlainData {
        .table([
            "variant": configuration.variant.map { .text($0) } ?? .none,
            "currency": .text(configuration.currency),
            "game": gameTable,
        ])
    }

    /// What `start` of a strategy gets.
    func strategyContext(parameters: [String: ParameterValue]) -> PlainData {
        .table([
            "params": .table(parameters.mapValues(\.plain)),
            "seed_label": .text(String(playID.prefix(8))),
            "game": gameTable,
        ])
    }

    private var gameTable: PlainData {
        var layout = PlainData.none
        if let shape = game.manifest.layout {
            layout = .table([
                "reels": .integer(Int64(shape.reels)), "rows": .integer(Int64(shape.rows)),
            ])
        }
        return .table([
            "name": .text(game.manifest.name), "stakes": .list(stakes.map { .integer($0) }),
            "layout": layout,
        ])
    }

    /// What a strategy sees as `session_id`: a UUID made from the first plugins, seed and episode,
    /// so that a strategy that looks at it still plays the same rounds in every store.
    var playID: String {
        let text = "\(firstHashes) \(configuration.seed) \(configuration.episode)"
        return SHA256Digest(of: Array(text.utf8)).uuidForm
    }

    var callBudget: CallBudget {
        let budget = configuration.budget
        return CallBudget(
            fuelLoad: budget.fuelLoad, fuelCall: budget.fuelCall, memoryBytes: budget.memoryBytes,
            logBytes: budget.logBytes, hostCalls: budget.hostCalls,
            wallMilliseconds: budget.wallMilliseconds)
    }

    /// A driver with both plugins loaded and nothing started.
    func makeDriver(strategy played: StrategyDefinition) throws(PluginFault) -> RoundDriver {
        let strategyPlugin = try Plugin.load(
            text: played.source.text, file: played.source.file,
            budget: callBudget.limited(by: played.manifest.budget), tier: played.source.tier)
        let gamePlugin = try Plugin.load(
            text: game.source.text, file: game.source.file,
            budget: callBudget.limited(by: game.manifest.budget), tier: game.source.tier)
        let setup = RoundDriver.Setup(
            sessionID: playID, gameID: game.manifest.name, currency: configuration.currency,
            seed: configuration.seed, episode: configuration.episode,
            symbols: game.manifest.symbols, actions: game.manifest.actions, stakes: stakes,
            context: played.manifest.context,
            likeness: configuration.humanLikeness?.roundLikeness)
        let driver = try RoundDriver(strategy: strategyPlugin, game: gamePlugin, setup: setup)
        if keepsPlaces { driver.noteFresh() }
        return driver
    }
}

extension PlainData {
    /// A table with text keys, in canonical order; entries that are nil are left out.
    static func table(_ entries: [String: PlainData]) -> PlainData {
        let kept = entries.filter { $0.value != .none }
        guard !kept.isEmpty else { return .list([]) }
        let sorted = kept.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return .map(sorted.map { Entry(key: .text($0.key), value: $0.value) })
    }
}

extension SessionBlueprint {
    /// The same session in another episode.
    public func with(episode: UInt64) -> SessionBlueprint {
        var copy = self
        copy.configuration.episode = episode
        return copy
    }

    /// The same session under another id.
    public func with(id: String) -> SessionBlueprint {
        var copy = self
        copy.configuration.id = id
        return copy
    }

    /// The same session, of which `Session.place` can be asked. Its plugins take some 5 KB more.
    public func keepingPlaces() -> SessionBlueprint {
        var copy = self
        copy.keepsPlaces = true
        return copy
    }

    /// The same session without a limit on what a day may spend.
    func withoutDailyLimit() -> SessionBlueprint {
        var copy = self
        copy.configuration.dailyLimit = nil
        return copy
    }

    private static func latest(_ reloads: [PluginReload]) -> [PluginReload] {
        reloads.last.map { last in reloads.filter { $0.round == last.round } } ?? []
    }

    /// The same session with another text of a plugin.
    func with(_ plugin: PluginReplacement, _ reload: PluginReload) -> SessionBlueprint {
        var copy = self
        switch plugin {
        case .game(let game): copy.game = game
        case .strategy(let strategy): copy.strategy = strategy
        }
        copy.latestReloads = SessionBlueprint.latest(latestReloads + [reload])
        copy.reloadCount += 1
        return copy
    }

    /// Allowed amounts of a game in this session, minor units.
    func stakes(of game: GameDefinition) throws(PlayError) -> [Int64] {
        try StakeTable.stakes(
            of: game.manifest, file: game.source.file, currency: configuration.currency)
    }

    /// The same session with another wall time for each call.
    func with(wallMilliseconds: Int64) -> SessionBlueprint {
        var copy = self
        copy.configuration.budget.wallMilliseconds = wallMilliseconds
        return copy
    }
}
