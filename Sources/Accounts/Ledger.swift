// Balances of accounts as the sum of their postings, in memory.
//
// The ledger keeps balances and not the entries, so a run of days stays small; storage keeps the
// entries, and `init(replaying:)` computes the same balances from them on another path.

/// Account balances, changed only by balanced entries.
public struct Ledger: Hashable, Sendable {
    private struct Key: Hashable, Sendable {
        let account: Account
        let currency: Currency
    }

    /// Balances in minor units. An account that was never posted to is absent; one that was is
    /// kept even at zero.
    private var balances: [Key: Int64] = [:]

    /// A ledger without accounts.
    public init() {}

    /// The ledger after these entries, in their order. Throws as `post` does.
    public init(replaying entries: some Sequence<JournalEntry>) throws(AccountsError) {
        for entry in entries { try post(entry) }
    }

    /// Makes an entry true: every posting, or none when it throws.
    ///
    /// Throws `amountOverflow` when a balance would not fit, and `accountOverdrawn` when a wallet's
    /// account would end below zero. Within an entry balances may pass through anything.
    public mutating func post(_ entry: JournalEntry) throws(AccountsError) {
        var after: [Key: Int128] = [:]
        for posting in entry.postings {
            let key = Key(account: posting.account, currency: posting.amount.currency)
            after[key, default: Int128(balances[key] ?? 0)] += Int128(posting.amount.minorUnits)
        }
        var checked: [(key: Key, balance: Int64)] = []
        for (key, wide) in after {
            guard let balance = Int64(exactly: wide) else {
                throw .overflow("The balance of account \(key.account)", key.currency)
            }
            guard key.account.kind != .wallet || balance >= 0 else {
                throw AccountsError(
                    .accountOverdrawn,
                    "The entry would leave account \(key.account) at "
                        + "\(Amount(minorUnits: balance, currency: key.currency)): post at most "
                        + "what it has.")
            }
            checked.append((key, balance))
        }
        for (key, balance) in checked { balances[key] = balance }
    }

    /// The sum of an account's postings in a currency; zero for an account never posted to.
    public func balance(of account: Account, in currency: Currency) -> Amount {
        Amount(
            minorUnits: balances[Key(account: account, currency: currency)] ?? 0,
            currency: currency)
    }

    /// Every account that was posted to, with its balance, ordered by name and then currency.
    public var accounts: [(account: Account, balance: Amount)] {
        balances.map { key, minorUnits in
            (key.account, Amount(minorUnits: minorUnits, currency: key.currency))
        }.sorted { ($0.account.name, $0.1.currency.code) < ($1.account.name, $1.1.currency.code) }
    }

    /// The sum of all balances in a currency: zero, or the ledger was damaged.
    public func trialBalance(in currency: Currency) -> Int128 {
        balances.reduce(0) { sum, item in
            item.key.currency == currency ? sum + Int128(item.value) : sum
        }
    }
}
