// Sessions that share a wallet: what each holds of it.
//
// A session's balance is moved out of the shared wallet's account into an account of the session's
// own, and back at its end, so nothing that is held can be spent twice: the shared account, which
// may not fall below zero, is what is free. `held` is the sum of what sessions have. Of the day's
// limit a session holds a part, too; every commit turns what was spent into `spent`.
//
//     balance = its account + held          spent + granted <= daily limit
//
// What a session plays does not depend on the others: its balance is its own until it ends. Only
// where it stops does, and that is its head. A session that did not end (after a crash) holds its
// part until the store is opened for writing the next time: see `AllowanceRecovery`.

internal import Accounts
internal import GRDB
internal import Play

extension CommitTransaction {
    /// A shared wallet, read at first use.
    mutating func sharedWallet(_ key: Int64) throws -> Wallet {
        if let known = sharedWallets[key] { return known }
        let wallet = try Wallet(key: key, in: database)
        sharedWallets[key] = wallet
        return wallet
    }

    /// The key of a shared wallet. Throws `walletNotFound`.
    func sharedWalletKey(_ name: String) throws -> Int64 {
        let statement = try database.cachedStatement(
            sql: "SELECT key FROM wallet WHERE id = ? AND shared = 1")
        guard let key = try Int64.fetchOne(statement, arguments: [name]) else {
            throw StorageError.walletUnknown(name)
        }
        return key
    }

    /// Gives a session its balance out of its wallet: at its beginning, or when it is continued.
    ///
    /// Throws `walletLimit` when the wallet has less that is free.
    mutating func hold(_ session: inout SessionRow, _ reason: PostingReason) throws {
        guard var row = session.allowance, !row.isLive else { return }
        var wallet = try sharedWallet(row.wallet)
        row.day = wallet.dayKey
        row.dayLeft = wallet.limits.dailySpendLimit == nil ? .max : 0
        do throws(AccountsError) {
            var allowance = try StoredAllowance(wallet: row.wallet, day: row.day)
                .allowance(0, of: wallet)
            try wallet.extend(&allowance, balance: session.balance, daySpend: 0)
        } catch {
            guard let refusal = error.refusal else { throw error }
            throw StorageError.refused(refusal, session.id, wallet.id)
        }
        try move(session.balance, from: wallet.account, to: session.wallet.account, reason, session)
        session.wallet = try session.wallet.holding(session.balance)
        row.isLive = true
        session.allowance = row
        sharedWallets[row.wallet] = wallet
    }

    /// Takes a session's balance back into its wallet, and what it holds of the day.
    mutating func release(_ session: inout SessionRow) throws {
        guard var row = session.allowance, row.isLive else { return }
        var wallet = try sharedWallet(row.wallet)
        try wallet.release(row.allowance(session.balance, of: wallet))
        try move(session.balance, from: session.wallet.account, to: wallet.account, .back, session)
        session.wallet = try session.wallet.emptied()
        (row.isLive, row.dayLeft) = (false, 0)
        session.allowance = row
        sharedWallets[row.wallet] = wallet
    }

    /// Turns a chunk of a session that shares its wallet into the wallet's balance and spend. The
    /// session's own numbers are those after the chunk.
    mutating func settle(_ chunk: Chunk, _ session: inout SessionRow) throws {
        guard var row = session.allowance else { return }
        let cost = Int128(chunk.staked) + Int128(chunk.fees)
        guard row.isLive, chunk.day == row.day.daysSince1970,
            row.dayLeft == .max || cost <= Int128(row.dayLeft)
        else {
            throw StorageError(
                .limitBroken,
                "Rounds from \(chunk.firstRound) of session \(session.id) spent \(cost) minor "
                    + "units on day \(chunk.day) and hold \(row.isLive ? row.dayLeft : 0) of day "
                    + "\(row.day.daysSince1970): nothing was written; report this defect.")
        }
        if row.dayLeft != .max { row.dayLeft -= Int64(cost) }
        var wallet = try sharedWallet(row.wallet)
        try wallet.settle(
            SettledRounds(
                count: Int64(chunk.roundCount), stakes: chunk.staked, payouts: chunk.paid,
                fees: chunk.fees),
            of: row.allowance(chunk.balanceAfter, of: wallet))
        sharedWallets[row.wallet] = wallet
        session.allowance = row
    }

    /// Answers a request for more of the wallet's day.
    mutating func answer(_ request: AllowanceRequest) throws -> AllowanceGrant {
        var session = try head(request.sessionID)
        guard var row = session.allowance, row.isLive else {
            throw StorageError(
                .invalid,
                "Session \(session.id) holds nothing of a shared wallet: nothing was written; "
                    + "report this defect.")
        }
        var wallet = try sharedWallet(row.wallet)
        wallet.begin(request.day)
        let isToday = row.day == wallet.dayKey
        let own = isToday ? row.dayLeft : 0
        guard wallet.limits.dailySpendLimit != nil else {
            row.day = wallet.dayKey
            session.allowance = row
            heads[session.id] = session
            sharedWallets[row.wallet] = wallet
            return AllowanceGrant(day: wallet.dayKey, dayLeft: nil, added: 0)
        }
        // Its last rounds of the day before are still to come.
        guard request.day == wallet.dayKey else {
            return AllowanceGrant(day: wallet.dayKey, dayLeft: own, added: 0)
        }
        let refusal = wallet.dayRefusal(of: request.least, own: own)
        let more =
            refusal != nil
            ? 0
            : Wallet.share(
                of: wallet.dayFree, wanted: max(0, max(request.wanted, request.least) - own),
                roundCostMax: max(0, request.least - own))
        var allowance = try row.allowance(session.balance, of: wallet)
        try wallet.extend(&allowance, balance: 0, daySpend: more)
        (row.day, row.dayLeft) = (allowance.dayKey, allowance.dayLeft)
        session.allowance = row
        heads[session.id] = session
        sharedWallets[row.wallet] = wallet
        return AllowanceGrant(
            day: row.day, dayLeft: row.dayLeft, added: more, refusal: refusal)
    }

    private mutating func move(
        _ units: Int64, from: Account, to: Account, _ reason: PostingReason, _ session: SessionRow
    ) throws {
        guard units > 0 else { return }
        let amount = Amount(minorUnits: units, currency: session.currency)
        let postings = [
            Posting(account: from, amount: try amount.negated()),
            Posting(account: to, amount: amount),
        ]
        try book.post(postings.map { (reason, $0) }, session: session.key)
    }

    /// Writes the shared wallets, and checks them against the ledger.
    mutating func finishSharedWallets() throws {
        let update = try database.cachedStatement(
            sql: """
                UPDATE wallet SET balance = ?, held = ?, day = ?, spent = ?, granted = ?
                WHERE key = ?
                """)
        for (key, wallet) in sharedWallets {
            try wallet.validate()
            let free = try book.balance(wallet.account, wallet.currency)
            guard free == wallet.free else {
                throw StorageError(
                    .balanceMismatch,
                    "Wallet \(wallet.id) has \(wallet.free) minor units that are free and its "
                        + "account \(free): nothing was written; report this defect.")
            }
            try update.execute(arguments: [
                wallet.balance, wallet.held, wallet.dayKey.daysSince1970, wallet.spentToday,
                wallet.grantedToday, key,
            ])
        }
    }
}
