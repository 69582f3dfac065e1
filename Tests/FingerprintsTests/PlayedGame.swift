// Fingerprints of games given as texts.

import Fingerprints
import Foundation
import Play
import Scripting
import Testing

enum PlayedGame {
    static func sample(
        text: String, rounds: Int, seed: UInt64, variant: String? = nil
    ) throws -> FingerprintSample {
        let game = try GameDefinition(PluginSource(file: "game.lua", text: Array(text.utf8)))
        let stakes = try SessionBlueprint(
            configuration: configuration(game, try flat(1), seed, variant), game: game,
            strategy: try flat(1)
        ).stakes
        let strategy = try flat(try #require(stakes.first))
        let player = try FingerprintPlayer(
            try SessionBlueprint(
                configuration: configuration(game, strategy, seed, variant), game: game,
                strategy: strategy))
        while player.sample.rounds < rounds {
            try #require(try player.play(rounds: Int64(rounds - player.sample.rounds)))
        }
        return player.sample
    }

    static func fingerprint(
        text: String, rounds: Int, seed: UInt64, alpha: Double = 0.01, variant: String? = nil
    ) throws -> Fingerprint {
        Fingerprint(
            try sample(text: text, rounds: rounds, seed: seed, variant: variant), alpha: alpha)
    }

    /// The text of a game of the project.
    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "games/\(name)/game.lua"), encoding: .utf8)
    }

    private static func flat(_ stake: Int64) throws -> StrategyDefinition {
        let text = FingerprintPlayer.flatStrategyText(stake: stake)
        return try StrategyDefinition(PluginSource(file: "flat-stake", text: Array(text.utf8)))
    }

    private static func configuration(
        _ game: GameDefinition, _ strategy: StrategyDefinition, _ seed: UInt64, _ variant: String?
    ) -> SessionConfiguration {
        SessionConfiguration(
            id: "00000000-0000-4000-8000-000000000001", game: game.reference,
            strategy: strategy.reference, variant: variant, seed: seed, currency: "AUD",
            bankroll: 1 << 49)
    }
}
