// Options that run and compare share: what a session is built from.
import Accounts
import ArgumentParser
import Foundation
import Host
import Play

struct SessionOptions: ParsableArguments {
    // Amounts and numbers take what follows as it is, so that -5 is refused as what it is.
    @Option(
        parsing: .unconditional,
        help: """
            Seed of all randomness, from 0 to 2^64 - 1; the same seed gives the same rounds \
            (default: 1).
            """)
    var seed: UInt64?

    @Option(parsing: .unconditional, help: "Money to begin with, such as 1000.00.")
    var bankroll: String?

    @Option(name: .customLong("param"), help: "A parameter of the strategy, as name=value.")
    var parameters: [String] = []

    @Option(help: "Variant of the game; see `stratagem games`.")
    var variant: String?

    @Option(help: "AUD, USD, EUR or JPY (default: AUD).")
    var currency: String?

    @Option(parsing: .unconditional, help: "Wallet: the most that may be bet in one round.")
    var maxBet: String?

    @Option(parsing: .unconditional, help: "Wallet: the most that may be spent in one day (UTC).")
    var dailyLimit: String?

    @Option(parsing: .unconditional, help: "Wallet: fee of each round.")
    var spinFee: String?

    @Option(parsing: .unconditional, help: "Wallet: fee of each decision.")
    var queryFee: String?

    /// Those that were given, by name: a session that is resumed keeps its own.
    var given: [String] {
        let all: [(name: String, isGiven: Bool)] = [
            ("--seed", seed != nil), ("--bankroll", bankroll != nil),
            ("--param", !parameters.isEmpty), ("--variant", variant != nil),
            ("--currency", currency != nil), ("--max-bet", maxBet != nil),
            ("--daily-limit", dailyLimit != nil), ("--spin-fee", spinFee != nil),
            ("--query-fee", queryFee != nil),
        ]
        return all.filter(\.isGiven).map(\.name)
    }

    /// The configuration of a new session.
    func configuration(
        game: GameDefinition, strategy: StrategyDefinition, given: [String: String],
        policy: FaultPolicy = .stop, fallback: StrategyDefinition? = nil
    ) throws -> SessionConfiguration {
        let money = try InputParsing.currency(currency ?? Currency.aud.code)
        return SessionConfiguration(
            id: UUID().uuidString.lowercased(), game: game.reference, strategy: strategy.reference,
            fallback: fallback?.reference, variant: variant,
            parameters: try ParameterValues.values(
                for: strategy.manifest, given: given, currency: money.code),
            seed: seed ?? 1, currency: money.code,
            bankroll: try InputParsing.bankroll(bankroll, money),
            maxBet: try InputParsing.amount(maxBet, "max-bet", money),
            dailyLimit: try InputParsing.amount(dailyLimit, "daily-limit", money),
            perSpinFee: try InputParsing.amount(spinFee, "spin-fee", money) ?? 0,
            perQueryFee: try InputParsing.amount(queryFee, "query-fee", money) ?? 0,
            faultPolicy: policy)
    }
}
