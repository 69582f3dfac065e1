// New sessions and their funds.

internal import Accounts
private import Encoding
private import Foundation
internal import GRDB
internal import Play

extension CommitTransaction {
    /// Stores a session before its first round: its wallet, the funding of it, and its head.
    mutating func create(_ new: NewSession) throws {
        let configuration = new.configuration
        try requireNew(configuration.id)
        let wallet: Wallet
        do {
            wallet = try Wallet(for: configuration, day: new.day)
            _ = try Account.house(configuration.game.name)
        } catch {
            throw StorageError(
                .invalid, "Session \(configuration.id) can not be stored: \(error.description)")
        }
        // The account is opened first, because the wallet names it.
        let account = try book.key(wallet.account, wallet.currency)
        let walletKey = try insert(wallet, account: account)
        let sessionKey = try insert(new, wallet: walletKey)
        if let name = new.walletName {
            return try hold(new, sessionKey, sharedWalletKey(name))
        }
        guard configuration.bankroll > 0 else { return }
        let bankroll = Amount(minorUnits: configuration.bankroll, currency: wallet.currency)
        let postings = try Posting.postings(forFunding: bankroll, of: wallet.account)
        try book.post(postings.map { (.funding, $0) }, session: sessionKey, chunk: nil)
    }

    /// The beginning of a session that shares a wallet.
    private mutating func hold(_ new: NewSession, _ key: Int64, _ wallet: Int64) throws {
        let shared = try sharedWallet(wallet)
        let configuration = new.configuration
        guard configuration.currency == shared.currency.code, configuration.dailyLimit == nil,
            configuration.maxBet == shared.limits.maxBet,
            configuration.perSpinFee == shared.limits.perSpinFee,
            configuration.perQueryFee == shared.limits.perQueryFee
        else {
            throw StorageError(
                .invalid,
                "Session \(configuration.id) has another currency, limits or fees than wallet "
                    + "\(shared.id), which sets them: give it the wallet's.")
        }
        try begin(new.day, of: wallet)
        let part = StoredAllowance(wallet: wallet, day: try sharedWallet(wallet).dayKey)
        try part.save(session: key, in: database)
        var session = try head(configuration.id)
        // Until its bankroll is moved, its wallet and its account are empty.
        session.wallet = try session.wallet.emptied()
        try hold(&session, .funding)
        heads[configuration.id] = session
    }

    private func requireNew(_ id: String) throws {
        guard UUID(uuidString: id) != nil, id == id.lowercased() else {
            throw StorageError(
                .invalid,
                "The session id \(id.prefix(64).debugDescription) is not a lower-case UUID: give "
                    + "one.")
        }
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM session WHERE id = ?")
        guard try Int64.fetchOne(statement, arguments: [id]) == nil else {
            throw StorageError(
                .sessionExists,
                "Session \(id) is stored already: continue it, or begin one with another id.")
        }
    }

    func insert(_ wallet: Wallet, account: Int64, isShared: Bool = false) throws -> Int64 {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO wallet(id, account, currency, balance, held, max_bet, daily_limit,
                    per_spin_fee, per_query_fee, day, spent, granted, shared)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            wallet.id, account, wallet.currency.code, wallet.balance, wallet.held,
            wallet.limits.maxBet, wallet.limits.dailySpendLimit, wallet.limits.perSpinFee,
            wallet.limits.perQueryFee, wallet.dayKey.daysSince1970, wallet.spentToday,
            wallet.grantedToday, isShared ? 1 : 0,
        ])
        return database.lastInsertedRowID
    }

    private mutating func insert(_ new: NewSession, wallet: Int64) throws -> Int64 {
        let configuration = new.configuration
        let game = try pluginKey(configuration.game.hash)
        let strategy = try pluginKey(configuration.strategy.hash)
        if let fallback = configuration.fallback { _ = try pluginKey(fallback.hash) }
        let json: String
        let digest: Data
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            json = String(decoding: try encoder.encode(configuration), as: UTF8.self)
            digest = try SHA256Digest(hex: new.digest).bytes.data
        } catch {
            throw StorageError(
                .invalid,
                "The configuration of session \(configuration.id) can not be stored (\(error)): "
                    + "give finite numbers as parameters and a digest of 64 digits.")
        }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO session(id, config, game, strategy, wallet, state, created_at,
                    head_round, head_digest, balance, hits, decisions, staked, paid, fees, faults,
                    strategy_fuel, game_fuel, first_digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)
                """)
        try insert.execute(arguments: [
            configuration.id, json, game, strategy, wallet, SessionState.idle.rawValue,
            new.createdAt, digest, configuration.bankroll, digest,
        ])
        return database.lastInsertedRowID
    }
}
