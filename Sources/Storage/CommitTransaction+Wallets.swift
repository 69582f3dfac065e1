// Shared wallets: their making and their funds.

internal import Accounts
internal import GRDB

extension CommitTransaction {
    /// Stores a shared wallet and funds it.
    mutating func create(_ new: NewWallet) throws {
        guard new.isNamedWell else {
            throw StorageError(
                .invalid,
                "The wallet name \(new.name.prefix(80).debugDescription) can not be: use 1 to 64 "
                    + "lower-case letters, digits, dots, dashes and underlines, a letter first.")
        }
        let known = try Int64.fetchOne(
            database, sql: "SELECT 1 FROM wallet WHERE id = ?", arguments: [new.name])
        guard known == nil else {
            throw StorageError(
                .walletExists,
                "There is a wallet \(new.name) already: see it with `stratagem wallets`, or give "
                    + "another name.")
        }
        let wallet: Wallet
        do {
            wallet = try Wallet(
                id: new.name, currency: new.currency, balance: 0, limits: new.limits,
                dayKey: new.day)
            guard new.balance >= 0 else { throw StorageError.negativeBalance(new.name) }
        } catch let error as AccountsError {
            throw StorageError(
                .invalid, "Wallet \(new.name) can not be stored: \(error.description)")
        }
        let account = try book.key(wallet.account, wallet.currency)
        let key = try insert(wallet, account: account, isShared: true)
        sharedWallets[key] = wallet
        try fund(new.name, by: new.balance)
    }

    /// Moves money between a shared wallet and where deposits come from.
    mutating func fund(_ name: String, by minorUnits: Int64) throws {
        let key = try sharedWalletKey(name)
        var wallet = try sharedWallet(key)
        guard minorUnits != 0 else { return }
        do throws(AccountsError) {
            if minorUnits > 0 {
                try wallet.credit(minorUnits)
            } else {
                try wallet.debit(minorUnits == .min ? .max : -minorUnits)
            }
        } catch {
            guard let refusal = error.refusal else {
                throw StorageError(.invalid, error.description)
            }
            throw StorageError(
                .walletLimit,
                "Wallet \(name): \(refusal.reason.rawValue): \(refusal.description)")
        }
        let amount = Amount(minorUnits: minorUnits, currency: wallet.currency)
        let postings = try Posting.postings(forFunding: amount, of: wallet.account)
        try book.post(postings.map { (.funding, $0) }, wallet: key)
        sharedWallets[key] = wallet
    }

    /// Begins a day of a shared wallet; an earlier one changes nothing.
    mutating func begin(_ day: DayKey, of key: Int64) throws {
        var wallet = try sharedWallet(key)
        wallet.begin(day)
        sharedWallets[key] = wallet
    }
}

extension StorageError {
    static func walletUnknown(_ name: String) -> StorageError {
        StorageError(
            .walletNotFound,
            "No wallet \(name.prefix(80).debugDescription) is in this store: list those that are "
                + "with `stratagem wallets`, or make it with `stratagem wallet create`.")
    }

    static func negativeBalance(_ name: String) -> StorageError {
        StorageError(
            .invalid, "The balance of wallet \(name) is negative: give zero or more.")
    }

    /// The wallet can not give a session what it needs to begin or to go on.
    static func refused(_ refusal: LimitRefusal, _ session: String, _ wallet: String)
        -> StorageError
    {
        StorageError(
            .walletLimit,
            "Wallet \(wallet) can not give session \(session) its balance: "
                + "\(refusal.reason.rawValue): \(refusal.description)")
    }
}
