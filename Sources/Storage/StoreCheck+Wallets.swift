// Wallets: those of sessions, and those that sessions share.

internal import Accounts
internal import GRDB

extension StoreCheck {
    /// A wallet keeps its own rules, agrees with its account, and holds what its session may spend.
    mutating func checkWallets() throws {
        let hasAllowances = try Schema.hasAllowances(database)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT wallet.*, account.name AS account_name, account.balance AS account_balance,
                    account.currency AS account_currency, session.id AS session_id,
                    session.end_reason IS NULL AS plays,
                    \(hasAllowances ? "is_live" : "NULL") AS is_live
                FROM wallet JOIN account ON account.key = wallet.account
                    LEFT JOIN session ON session.wallet = wallet.key
                    \(hasAllowances ? "LEFT JOIN allowance ON allowance.session = session.key" : "")
                \(hasAllowances ? "WHERE wallet.shared = 0" : "")
                """)
        while let row = try rows.next() {
            count(.wallet)
            let id = try row.text("id")
            guard let wallet = try account(of: row, free: { $0.balance }) else { continue }
            let isHeld = try row.int64OrNull("is_live") ?? row.int64("plays") == 1
            let granted = wallet.limits.dailySpendLimit.map { $0 - wallet.spentToday } ?? 0
            if try row.textOrNull("session_id") != id
                || wallet.held != (isHeld ? wallet.balance : 0)
                || wallet.grantedToday != (isHeld ? granted : 0)
            {
                note(.wallet, in: id, "it does not hold what its session may spend")
            }
        }
        guard hasAllowances else { return }
        try checkAllowances()
        try checkSharedWallets()
    }

    /// The wallet of a row, whose account has what `free` says; `nil` for numbers that can not be.
    private mutating func account(of row: Row, free: (Wallet) -> Int64) throws -> Wallet? {
        let id = try row.text("id")
        guard let wallet = try? Wallet(row: row) else {
            note(.wallet, in: id, "its numbers contradict each other")
            return nil
        }
        if try row.text("account_name") != wallet.account.name
            || row.text("account_currency") != wallet.currency.code
            || row.int64("account_balance") != free(wallet)
        {
            note(.wallet, in: id, "its balance \(wallet.balance) is not that of its account")
        }
        return wallet
    }

    /// A session that holds part of a shared wallet has all of its balance in its own, and nothing
    /// there otherwise.
    private mutating func checkAllowances() throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT session.id AS id, session.balance AS balance, own.balance AS kept, is_live,
                    allowance.day AS day, day_left, shared.day AS wallet_day,
                    shared.daily_limit IS NOT NULL AS is_limited, shared.shared AS is_shared,
                    own.currency = shared.currency AS is_same_currency
                FROM allowance JOIN session ON session.key = allowance.session
                    JOIN wallet AS own ON own.key = session.wallet
                    JOIN wallet AS shared ON shared.key = allowance.wallet
                """)
        while let row = try rows.next() {
            let id = try row.text("id")
            let isLive = try row.int64("is_live") == 1
            if try row.int64("kept") != (isLive ? row.int64("balance") : 0) {
                note(
                    .wallet, in: id, "its own wallet does not have what it holds of the shared one")
            }
            let left = try row.int64OrNull("day_left")
            if try (left ?? 0) < 0 || (left == nil) != (isLive && row.int64("is_limited") == 0)
                || (!isLive && left != 0) || row.int64("day") > row.int64("wallet_day")
                || row.int64("is_shared") != 1 || row.int64("is_same_currency") != 1
            {
                note(.wallet, in: id, "its part of a shared wallet's day can not be")
            }
        }
    }

    /// What a shared wallet has is free or held, and of its day spent, granted or free.
    private mutating func checkSharedWallets() throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT wallet.*, account.name AS account_name, account.balance AS account_balance,
                    account.currency AS account_currency,
                    coalesce((SELECT sum(session.balance) FROM allowance
                        JOIN session ON session.key = allowance.session
                        WHERE allowance.wallet = wallet.key AND is_live = 1), 0) AS parts,
                    coalesce((SELECT sum(day_left) FROM allowance
                        WHERE allowance.wallet = wallet.key AND is_live = 1
                            AND allowance.day = wallet.day), 0) AS promised,
                    coalesce((SELECT sum(chunk.staked + chunk.fees) FROM allowance
                        JOIN chunk ON chunk.session = allowance.session
                        WHERE allowance.wallet = wallet.key AND chunk.day = wallet.day), 0) AS used
                FROM wallet JOIN account ON account.key = wallet.account WHERE wallet.shared = 1
                """)
        while let row = try rows.next() {
            count(.wallet)
            let id = try row.text("id")
            guard let wallet = try account(of: row, free: { $0.free }) else { continue }
            let (parts, promised) = (try row.int64("parts"), try row.int64("promised"))
            if wallet.held != parts {
                note(.wallet, in: id, "it holds \(wallet.held), and its sessions have \(parts)")
            }
            if wallet.grantedToday != promised {
                note(
                    .wallet, in: id,
                    "it granted \(wallet.grantedToday) of its day, and its sessions hold "
                        + "\(promised)")
            }
            let used = try row.int64("used")
            if wallet.spentToday != used {
                note(
                    .wallet, in: id,
                    "it spent \(wallet.spentToday) on day \(wallet.dayKey.daysSince1970), and "
                        + "chunks of that day \(used)")
            }
        }
    }
}
