// What a run file means with the plugins that are there and the sessions that the store has.
private import Accounts
public import Play
public import Storage

/// The sessions to play, checked: plugins load, stored sessions are the ones that the file means.
public struct FleetPlan: Sendable {
    /// One session to play.
    public struct Item: Sendable {
        public var identity: FleetIdentity
        /// As the file and today's plugins have it; a stored session keeps its own texts.
        public var blueprint: SessionBlueprint
        /// The group's place in `file.groups`.
        public var groupIndex: Int
        /// Whether the store has it.
        public var isStored: Bool
    }

    public let file: RunFile
    public let items: [Item]
    /// Notes for people: sessions of the store that play an older text, and the like.
    public let notes: [String]

    public func group(of item: Item) -> RunFile.Group { file.groups[item.groupIndex] }

    /// - Parameters:
    ///   - catalogue: gives the plugins of a group, by its `isolation`.
    ///   - store: `nil` where there is none yet.
    ///   - isStrict: a plugin whose file can not be played is an error also where the store has a
    ///     text of it.
    ///
    /// Throws `PlayError` with file and line, and `StorageError`.
    public init(
        _ file: RunFile, store: JournalStore?, isStrict: Bool = false,
        catalogue: (IsolationRules.Tier?) -> Catalogue
    ) throws {
        self.file = file
        let hasWallets = try !(store?.wallets().isEmpty ?? true)
        let stored = Set(try store?.sessions(limit: Int.max).map(\.id) ?? [])
        var items: [Item] = []
        var notes: [String] = []
        for (groupIndex, group) in file.groups.enumerated() {
            let blueprint: SessionBlueprint
            let catalogue = catalogue(group.isolation)
            do {
                blueprint = try FleetPlan.blueprint(
                    group, Plugins(group, catalogue), FleetPlan.wallet(of: group, in: store))
            } catch let error as PlayError {
                guard
                    !isStrict,
                    let kept = FleetPlan.stored(
                        group, in: store, catalogue, insteadOf: error)
                else {
                    throw PlayError(
                        error.code,
                        "\(file.file):\(group.line): \(group.name): \(error.description)",
                        fault: error.fault)
                }
                blueprint = kept.blueprint
                notes.append(kept.note)
            }
            for index in 1...group.count {
                let identity = FleetIdentity(group: group.name, index: index)
                let item = Item(
                    identity: identity,
                    blueprint: blueprint.with(id: identity.id).with(episode: UInt64(index - 1)),
                    groupIndex: groupIndex, isStored: stored.contains(identity.id))
                if item.isStored, let store {
                    let found = try store.session(identity.id)
                    let wallet = hasWallets ? try store.sharedWallet(of: identity.id) : nil
                    try FleetPlan.requireSame(found, item, group, file, wallet: wallet)
                    notes += FleetPlan.notes(found, item, isFirst: index == 1)
                }
                items.append(item)
            }
        }
        self.items = items
        self.notes = notes
    }

    static func blueprint(
        _ group: RunFile.Group, _ plugins: Plugins, _ wallet: StoredWallet?
    ) throws -> SessionBlueprint {
        let (game, strategy, fallback) = (plugins.game, plugins.strategy, plugins.fallback)
        var configuration = SessionConfiguration(
            id: FleetIdentity(group: group.name, index: 1).id, game: game.reference,
            strategy: strategy.reference, fallback: fallback?.reference, variant: group.variant,
            parameters: try ParameterValues.values(
                for: strategy.manifest, given: group.parameters, currency: group.currency.code),
            seed: group.seed, currency: group.currency.code, bankroll: group.bankroll,
            maxBet: group.maxBet, dailyLimit: group.dailyLimit, perSpinFee: group.perSpinFee,
            perQueryFee: group.perQueryFee, faultPolicy: group.onFault,
            humanLikeness: group.humanLikeness,
            journal: group.journal == .seed ? .seed : nil)
        if let wallet {
            configuration = WalletSession.configuration(configuration, on: wallet)
        }
        return try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy, fallback: fallback)
    }

    /// A session keeps what decides its rounds. Where the file says something else under the same
    /// name, somebody is wrong, and nobody should guess who.
    private static func requireSame(
        _ stored: StoredSession, _ item: Item, _ group: RunFile.Group, _ file: RunFile,
        wallet: String?
    ) throws(PlayError) {
        let (was, wanted) = (stored.configuration, item.blueprint.configuration)
        var changes: [String] = []
        func compare(_ name: String, _ old: String?, _ new: String?) {
            guard old != new else { return }
            changes.append("\(name) was \(old ?? "none") and is now \(new ?? "none")")
        }
        func amount(_ units: Int64?) -> String? {
            units.map { Amount(minorUnits: $0, currency: group.currency).description }
        }
        compare("game", was.game.name, wanted.game.name)
        compare("strategy", was.strategy.name, wanted.strategy.name)
        compare("fallback", was.fallback?.name, wanted.fallback?.name)
        compare("variant", was.variant, wanted.variant)
        compare("seed", "\(was.seed)", "\(wanted.seed)")
        compare("currency", was.currency, wanted.currency)
        compare("bankroll", amount(was.bankroll), amount(wanted.bankroll))
        compare("wallet", wallet, group.wallet)
        compare("limits.max_bet", amount(was.maxBet), amount(wanted.maxBet))
        compare("limits.daily", amount(was.dailyLimit), amount(wanted.dailyLimit))
        compare("limits.spin_fee", amount(was.perSpinFee), amount(wanted.perSpinFee))
        compare("limits.query_fee", amount(was.perQueryFee), amount(wanted.perQueryFee))
        compare(
            "human_likeness", was.humanLikeness?.words, wanted.humanLikeness?.words)
        compare("journal", was.journalMode.rawValue, wanted.journalMode.rawValue)
        compare("on_fault", was.faultPolicy.rawValue, wanted.faultPolicy.rawValue)
        for name in group.parameters.keys.sorted()
        where was.parameters[name] != wanted.parameters[name] {
            changes.append("the parameter \(name) has another value")
        }
        guard !changes.isEmpty else { return }
        throw PlayError(
            .stateError,
            "\(file.file):\(group.line): session \(item.identity.name) is in the store and was "
                + "begun with other settings: \(changes.joined(separator: "; ")). A session keeps "
                + "what decides its rounds: put the old value back, or give the group another name")
    }

    private static func notes(_ stored: StoredSession, _ item: Item, isFirst: Bool) -> [String] {
        guard isFirst else { return [] }
        let (was, now) = (stored.configuration, item.blueprint.configuration)
        return [(was.strategy, now.strategy), (was.game, now.game)].compactMap { old, new in
            old.hash == new.hash
                ? nil
                : "\(item.identity.group): its stored sessions began with another text of "
                    + "\(old.name) (\(old.version)); what the file has now (\(new.version)) is offered "
                    + "to them as an edit"
        }
    }
}
