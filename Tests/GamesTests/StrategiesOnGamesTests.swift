// Goal: every strategy plays every game that its patterns name, to an orderly end.
// Method: all strategies, games and variants found in the repository, in two currencies and with
// bankrolls from nothing to a lot; no session may have a fault or meet a limit, and money must be
// what the rounds say.

import Foundation
import Play
import Scripting
import Testing

@Suite("Strategies on games")
struct StrategiesOnGamesTests {
    /// Names of the files under a folder, without their ends.
    private static func names(in folder: String, ending: String) throws -> [String] {
        let root = GameFiles.root.appending(path: folder).resolvingSymlinksInPath()
        let found = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return found.filter { $0.hasSuffix(ending) && !$0.hasSuffix("_spec.lua") }
            .map { String($0.dropLast(ending.count)) }.sorted()
    }

    @Test("every strategy plays every game that it says it plays, without a fault")
    func everything() throws {
        let games = try Self.names(in: "games", ending: "/game.lua").map(GameFiles.game)
        let strategies = try Self.names(in: "strategies", ending: ".lua").map(GameFiles.strategy)
        #expect(games.count == 4)
        #expect(strategies.count == 6)
        var (sessions, cashOuts, played) = (0, 0, Set<String>())
        for strategy in strategies {
            for game in games where strategy.manifest.plays(game: game.manifest.name) {
                let variants = game.manifest.variants.map(Optional.some)
                for variant in variants.isEmpty ? [nil] : variants {
                    for currency in ["AUD", "JPY"] {
                        for bankroll: Int64 in [0, 14, 500, 100_000, 1_000_000_000_000] {
                            let end = try play(
                                strategy, game, variant: variant, currency: currency,
                                bankroll: bankroll)
                            sessions += 1
                            cashOuts += end == .cashOut ? 1 : 0
                            played.insert("\(strategy.manifest.name) \(game.manifest.name)")
                        }
                    }
                }
            }
        }
        print("\(sessions) sessions of \(played.count) pairs, \(cashOuts) cashed out")
        #expect(sessions == 260)
        #expect(played.count == 17)
        // Without money every strategy leaves; with much, those without a goal play on.
        #expect(cashOuts > 52)
        #expect(cashOuts < 200)
    }

    /// Plays up to 1,500 rounds; gives the end, `nil` when all were played.
    private func play(
        _ strategy: StrategyDefinition, _ game: GameDefinition, variant: String?,
        currency: String, bankroll: Int64
    ) throws -> SessionEnd.Reason? {
        let configuration = SessionConfiguration(
            id: "00000000-0000-4000-8000-000000000001", game: game.reference,
            strategy: strategy.reference, variant: variant,
            parameters: try ParameterValues.values(
                for: strategy.manifest, given: [:], currency: currency),
            seed: 77, currency: currency, bankroll: bankroll)
        let session = try Session(
            try SessionBlueprint(configuration: configuration, game: game, strategy: strategy))
        let name = "\(strategy.manifest.name) on \(game.manifest.name) with \(bankroll) \(currency)"
        var end: SessionEnd?
        while session.rounds < 1500, end == nil {
            if case .ended(let reached) = session.play(rounds: 1500 - session.rounds) {
                end = reached
            }
        }
        #expect(session.takeFaults().isEmpty, "\(name): \(end?.detail ?? "")")
        #expect(end == nil || end?.reason == .cashOut, "\(name): \(end?.detail ?? "")")
        #expect(session.balance == bankroll + session.totals.net, "\(name)")
        #expect(session.balance >= 0, "\(name)")
        if bankroll == 0 { #expect(session.rounds == 0, "\(name)") }
        if bankroll > 1_000_000, strategy.manifest.name != "goal-or-ruin" {
            #expect(session.rounds == 1500, "\(name)")
        }
        return end?.reason
    }

    @Test("each strategy bets what it says: flat, doubled, a share, up to the goal")
    func bets() throws {
        func stakes(
            _ name: String, _ parameters: [String: String], bankroll: Int64, rounds: Int64
        ) throws -> [(stake: Int64, payout: Int64)] {
            let game = try GameFiles.game("slots/double-diamond")
            let strategy = try GameFiles.strategy(name)
            let configuration = SessionConfiguration(
                id: "00000000-0000-4000-8000-000000000001", game: game.reference,
                strategy: strategy.reference,
                parameters: try ParameterValues.values(
                    for: strategy.manifest, given: parameters, currency: "AUD"),
                seed: 5, currency: "AUD", bankroll: bankroll)
            let session = try Session(
                try SessionBlueprint(configuration: configuration, game: game, strategy: strategy))
            session.keepsRecords = true
            while session.rounds < rounds, session.play(rounds: rounds - session.rounds) == .more {}
            return try session.takeRecords().map { ($0.stake, $0.payout) }
        }
        let flat = try stakes("flat", ["base": "2.00"], bankroll: 100_000, rounds: 200)
        #expect(flat.count == 200)
        #expect(flat.allSatisfy { $0.stake == 200 })

        let doubled = try stakes(
            "double-after-loss", ["base": "1.00", "cap": "8.00"], bankroll: 1_000_000, rounds: 300)
        var expected: Int64 = 100
        for round in doubled {
            #expect(round.stake == expected)
            let lost = round.payout < round.stake
            if lost, expected < 800 {
                expected *= 2
            } else if round.payout != round.stake {
                expected = 100
            }
        }

        var balance: Int64 = 100_000
        for round in try stakes("fraction", ["share": "0.1"], bankroll: balance, rounds: 200) {
            // The largest stake within a tenth: whole dollars from 1.00, below that 0.50 and 0.25.
            let share = balance / 10
            let allowed = share >= 100 ? min(share / 100 * 100, 10_000) : share >= 50 ? 50 : 25
            #expect(round.stake == allowed)
            balance += round.payout - round.stake
        }

        balance = 50_000
        for round in try stakes(
            "goal-or-ruin", ["goal": "1000.00"], bankroll: balance, rounds: 500)
        {
            #expect(balance < 100_000)
            #expect(round.stake <= max(100, min(100_000 - balance, balance)))
            balance += round.payout - round.stake
        }
        #expect(balance >= 100_000 || balance < 25)
    }
}
