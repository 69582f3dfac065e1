// What `stratagem wallets` says.
private import Accounts
private import Foundation
public import Storage

/// The wallets that sessions share.
public struct WalletListReport: Encodable, Sendable {
    /// What a session holds of a wallet.
    public struct Part: Encodable, Sendable {
        public var session: String
        public var balance: String
        /// What it may still spend on the wallet's day beyond what is committed; null without a
        /// limit.
        @Nullable public var dayLeft: String?

        enum CodingKeys: String, CodingKey {
            case session, balance
            case dayLeft = "day_left"
        }
    }

    /// One wallet. Amounts are decimal strings.
    public struct Item: Encodable, Sendable {
        public var name: String
        public var currency: String
        public var balance: String
        public var held: String
        public var free: String
        @Nullable public var dailyLimit: String?
        /// RFC 3339; the day that the next three belong to.
        public var day: String
        public var spent: String
        public var granted: String
        @Nullable public var dayFree: String?
        @Nullable public var maxBet: String?
        public var spinFee: String
        public var queryFee: String
        public var sessions: Int64
        public var playing: [Part]

        enum CodingKeys: String, CodingKey {
            case name, currency, balance, held, free, day, spent, granted, sessions, playing
            case dailyLimit = "daily_limit"
            case dayFree = "day_free"
            case maxBet = "max_bet"
            case spinFee = "per_spin_fee"
            case queryFee = "per_query_fee"
        }
    }

    public var wallets: [Item]

    public init(_ wallets: [StoredWallet]) {
        self.wallets = wallets.map { stored in
            let wallet = stored.wallet
            func text(_ units: Int64) -> String {
                Amount(minorUnits: units, currency: wallet.currency).text
            }
            let day = Date(timeIntervalSince1970: Double(wallet.dayKey.daysSince1970) * 86_400)
            let limits = wallet.limits
            return Item(
                name: stored.name, currency: wallet.currency.code, balance: text(wallet.balance),
                held: text(wallet.held), free: text(wallet.free),
                dailyLimit: limits.dailySpendLimit.map(text),
                day: String(day.formatted(.iso8601).prefix(10)), spent: text(wallet.spentToday),
                granted: text(wallet.grantedToday),
                dayFree: limits.dailySpendLimit.map { _ in text(wallet.dayFree) },
                maxBet: limits.maxBet.map(text), spinFee: text(limits.perSpinFee),
                queryFee: text(limits.perQueryFee), sessions: stored.sessions,
                playing: stored.parts.map {
                    Part(
                        session: $0.sessionID, balance: text($0.balance),
                        dayLeft: $0.dayLeft.map(text))
                })
        }
    }

    /// A table for people.
    public var text: String {
        guard !wallets.isEmpty else {
            return "No wallets that sessions share. Make one: stratagem wallet create NAME "
                + "--balance 1000.00"
        }
        var table = TextTable(
            header: [
                "wallet", "", "balance", "held", "free", "daily limit", "day", "spent", "granted",
                "sessions", "playing",
            ], rightAligned: [2, 3, 4, 5, 7, 8, 9, 10])
        for item in wallets {
            table.add([
                item.name, item.currency, item.balance, item.held, item.free,
                item.dailyLimit ?? "-", item.day, item.spent, item.granted, "\(item.sessions)",
                "\(item.playing.count)",
            ])
        }
        return table.text
    }
}
