// stratagem wallet: making a wallet that sessions share, and moving money in and out of it.
import Accounts
import ArgumentParser
import Host
import Play
import Reports
import Storage

struct WalletCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet", abstract: "Make a wallet that sessions share, or fund it.",
        discussion: """
            Sessions play on it with `stratagem run --wallet NAME`, or with `wallet: NAME` in a run \
            file of `stratagem up`: each takes its bankroll out and brings back what it has at its \
            end, and all of them together spend no more on one day (UTC) than the daily limit. \
            `stratagem wallets` lists them.
            """,
        subcommands: [Create.self, Fund.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a wallet.")

        @Argument(help: "Its name: lower-case letters, digits, dots, dashes, underlines.")
        var name: String

        @Option(help: "AUD, USD, EUR or JPY.")
        var currency: String = Currency.aud.code

        @Option(parsing: .unconditional, help: "Money to begin with, such as 1000.00.")
        var balance: String

        @Option(parsing: .unconditional, help: "The most that may be spent in one day (UTC).")
        var dailyLimit: String?

        @Option(parsing: .unconditional, help: "The most that may be bet in one round.")
        var maxBet: String?

        @Option(parsing: .unconditional, help: "Fee of each round.")
        var spinFee: String?

        @Option(parsing: .unconditional, help: "Fee of each decision.")
        var queryFee: String?

        @Option(help: "Folder of the store.")
        var store: String = RunCommand.storeStandard

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() throws {
            try reportingFailure(json: json) {
                let wallet = try newWallet()
                let journal = try JournalStore(
                    directory: store, mode: .readWrite, engine: Engine.version)
                defer { journal.close() }
                try journal.createWallet(wallet)
                try WalletsCommand.show(journal, only: name, json: json)
            }
        }

        private func newWallet() throws -> NewWallet {
            let money = try InputParsing.currency(currency)
            let limits: WalletLimits
            let most = try InputParsing.amount(maxBet, "max-bet", money)
            let daily = try InputParsing.amount(dailyLimit, "daily-limit", money)
            let spin = try InputParsing.amount(spinFee, "spin-fee", money) ?? 0
            let query = try InputParsing.amount(queryFee, "query-fee", money) ?? 0
            do throws(AccountsError) {
                limits = try WalletLimits(
                    maxBet: most, dailySpendLimit: daily, perSpinFee: spin, perQueryFee: query)
            } catch {
                throw PlayError(.invalidInput, error.description)
            }
            return NewWallet(
                name: name, currency: money,
                balance: try InputParsing.amount(balance, "balance", money) ?? 0, limits: limits,
                day: HostClock.system.day)
        }
    }

    struct Fund: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move money into a wallet, or what is free of it out by a negative amount.")

        @Argument(help: "Its name.")
        var name: String

        @Option(parsing: .unconditional, help: "How much, such as 100.00 or -20.00.")
        var by: String

        @Option(help: "Folder of the store.")
        var store: String = RunCommand.storeStandard

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() throws {
            try reportingFailure(json: json) {
                let journal = try JournalStore(directory: store, mode: .readOnly)
                defer { journal.close() }
                let currency = try journal.wallet(name).wallet.currency
                let isOut = by.hasPrefix("-")
                let units = try InputParsing.amount(
                    String(by.dropFirst(isOut ? 1 : 0)), "by", currency)
                try fund(by: (isOut ? -1 : 1) * (units ?? 0))
                try WalletsCommand.show(journal, only: name, json: json)
            }
        }

        /// A `stratagem up` that has the store is asked to do it.
        private func fund(by units: Int64) throws {
            do throws(StorageError) {
                let journal = try JournalStore(
                    directory: store, mode: .readWrite, engine: Engine.version)
                defer { journal.close() }
                try journal.fund(wallet: name, by: units)
            } catch {
                let host = try ControlClient(insteadOf: error, store: store)
                _ = try host.ask(ControlRequest(.fund, wallet: name, units: units))
            }
        }
    }
}
