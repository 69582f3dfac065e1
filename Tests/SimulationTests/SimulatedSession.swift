// What simulated hosts play, and what must come of it.

import Accounts
import Scripting
import Synchronization

@testable import Host
@testable import Play

/// One session of a simulation.
struct SimulatedSession: Sendable {
    /// How it plays; the raw value is the name of its strategy.
    enum Kind: String, CaseIterable, Sendable {
        /// Doubles its stake after a loss, out of its memory.
        case doubling
        /// Fails in every 97th round, which is skipped.
        case failing
        /// Several decisions a round, a game with state, and `learn`.
        case cards
        /// Can lose only so much a day.
        case limited
        /// Leaves after some rounds by itself.
        case leaving
        /// Keeps something outside its memory, which is gone with its plugin's state.
        case hiding
    }

    let kind: Kind
    /// As the run file has it.
    let group: RunFile.Group
    /// As it begins, played without a host.
    let blueprint: SessionBlueprint
    /// The total that it should reach.
    let rounds: Int64

    var id: String { blueprint.configuration.id }
    /// Whether it plays on the shared wallet.
    var sharesWallet: Bool { group.wallet != nil }
    var game: SimulatedPlugin { SimulatedPlugins.game(of: kind) }
    var strategy: SimulatedPlugin { SimulatedPlugins.strategy(of: kind) }

    /// - Parameter number: makes its name; each session of a simulation has another.
    init(
        _ kind: Kind, seed: UInt64, rounds: Int64, number: Int, journal: JournalMode = .full,
        wallet: SimulatedWallet? = nil, restart: RestartPolicy = RestartPolicy(),
        pacing: Pacing? = nil
    ) throws {
        self.kind = kind
        self.rounds = rounds
        let (game, strategy) = try SimulatedPlugins.of(kind)
        var group = RunFile.Group(
            name: "s\(number)", game: game.manifest.name, strategy: strategy.manifest.name)
        group.seed = seed
        group.bankroll = wallet == nil ? 100_000_000 : SimulatedWallet.bankroll
        group.wallet = wallet == nil ? nil : SimulatedWallet.name
        group.dailyLimit = kind == .limited && wallet == nil ? rounds * 100 / 3 + 200 : nil
        group.stop.rounds = rounds
        group.onFault = kind == .failing ? .skip : .stop
        group.journal = journal
        group.restart = restart
        group.pacing = pacing
        self.group = group
        var configuration = SessionConfiguration(
            id: FleetIdentity(group: group.name, index: 1).id, game: game.reference,
            strategy: strategy.reference, seed: seed, currency: group.currency.code,
            bankroll: group.bankroll, dailyLimit: group.dailyLimit,
            perSpinFee: wallet?.fee ?? 0, journal: journal == .seed ? .seed : nil)
        configuration.faultPolicy = group.onFault
        blueprint = try SessionBlueprint(
            configuration: configuration, game: game, strategy: strategy)
    }

    /// Digest, balance and rounds of the session that nothing ever interrupted, after its rounds.
    ///
    /// - Parameters:
    ///   - begun: with the texts that it began with; `nil`: those that the simulation began with.
    ///   - reloads: the texts that it took, and after which rounds.
    func uninterrupted(
        _ begun: SessionConfiguration? = nil, _ reloads: [PluginReload] = [],
        text: (PluginReference) throws -> [UInt8] = { _ in [] }
    ) throws -> Place {
        let configuration = begun ?? blueprint.configuration
        var blueprint = blueprint
        let isEdited =
            configuration.game.hash != blueprint.configuration.game.hash
            || configuration.strategy.hash != blueprint.configuration.strategy.hash
        if isEdited {
            blueprint = try SessionBlueprint(
                configuration: configuration,
                game: GameDefinition(
                    PluginSource(file: game.file, text: try text(configuration.game))),
                strategy: StrategyDefinition(
                    PluginSource(file: strategy.file, text: try text(configuration.strategy))))
        }
        guard reloads.isEmpty, !isEdited else { return try played(blueprint, reloads, text) }
        let key =
            "\(kind) \(configuration.seed) \(rounds) \(configuration.perSpinFee) \(sharesWallet)"
        if let known = Self.known.withLock({ $0[key] }) { return known }
        // A limit ends a day and not a session: the same rounds come on the next one.
        let session = try Session(blueprint, isJournalled: false)
        session.day = 0
        while session.rounds < rounds {
            if case .ended(let end) = session.play(rounds: rounds - session.rounds) {
                guard end.reason == .limit else { break }
                session.day += 1
                session.beginDay()
            }
        }
        let place = Place(session)
        Self.known.withLock { $0[key] = place }
        return place
    }

    /// Played through without a limit, with each text taken after its round.
    private func played(
        _ blueprint: SessionBlueprint, _ reloads: [PluginReload],
        _ text: (PluginReference) throws -> [UInt8]
    ) throws -> Place {
        let session = try Session(blueprint.withoutDailyLimit(), isJournalled: false)
        var coming = reloads[...]
        while true {
            while let reload = coming.first, reload.round == session.rounds {
                let isGame = reload.role == .game
                let source = PluginSource(
                    file: isGame ? game.file : strategy.file, text: try text(reload.to))
                _ = try session.reload(
                    isGame ? .game(GameDefinition(source)) : .strategy(StrategyDefinition(source)))
                coming.removeFirst()
            }
            let next = min(rounds, coming.first?.round ?? rounds)
            guard session.rounds < next,
                case .more = session.play(rounds: next - session.rounds)
            else { return Place(session) }
        }
    }

    /// Where a session stands.
    struct Place: Hashable {
        var rounds: Int64
        var balance: Int64
        var digest: String
    }

    private static let known = Mutex<[String: Place]>([:])
}

extension SimulatedSession.Place {
    init(_ session: Session) {
        self.init(rounds: session.rounds, balance: session.balance, digest: session.digest)
    }
}

/// The plugins of simulated sessions as they begin, each loaded once.
enum SimulatedPlugins {
    static func game(of kind: SimulatedSession.Kind) -> SimulatedPlugin {
        switch kind {
        case .doubling, .failing, .hiding: SimulatedPlugin(role: .game, name: "test/coin")
        case .limited, .leaving: SimulatedPlugin(role: .game, name: "test/plain")
        case .cards: SimulatedPlugin(role: .game, name: "test/cards")
        }
    }

    static func strategy(of kind: SimulatedSession.Kind) -> SimulatedPlugin {
        SimulatedPlugin(role: .strategy, name: kind.rawValue)
    }

    static func of(
        _ kind: SimulatedSession.Kind
    ) throws -> (game: GameDefinition, strategy: StrategyDefinition) {
        try known.withLock { known in
            if let pair = known[kind] { return pair }
            let (game, strategy) = (game(of: kind), strategy(of: kind))
            let pair = (
                game: try GameDefinition(
                    PluginSource(file: game.file, text: Array(game.text().utf8))),
                strategy: try StrategyDefinition(
                    PluginSource(file: strategy.file, text: Array(strategy.text().utf8)))
            )
            known[kind] = pair
            return pair
        }
    }

    private typealias Pair = (game: GameDefinition, strategy: StrategyDefinition)
    private static let known = Mutex<[SimulatedSession.Kind: Pair]>([:])
}
