// One line of the journal: an account and what its balance changes by.

/// A change of one account's balance. Positive adds to what the account has.
public struct Posting: Hashable, Sendable {
    /// The account that changes.
    public let account: Account
    /// What its balance changes by; negative takes away.
    public let amount: Amount

    /// A change of an account's balance.
    public init(account: Account, amount: Amount) {
        self.account = account
        self.amount = amount
    }

    /// The postings of a batch of finished rounds, two for each kind of money that moved:
    ///
    ///     stakes    wallet -> house
    ///     payouts   house  -> wallet
    ///     fees      wallet -> fees
    ///
    /// They always balance. A kind whose sum is zero has no postings, so a batch in which no money
    /// moved has none at all. A win and a stake are not netted: reports need both.
    public static func postings(
        for rounds: SettledRounds, wallet: Account, house: Account, currency: Currency
    ) -> [Posting] {
        precondition(wallet.kind == .wallet, "Rounds are paid from the account of a wallet.")
        precondition(house.kind == .house, "Rounds are played against the account of a game.")
        let moves: [(minorUnits: Int64, from: Account, to: Account)] = [
            (rounds.stakes, wallet, house), (rounds.payouts, house, wallet),
            (rounds.fees, wallet, .fees),
        ]
        return moves.filter { $0.minorUnits > 0 }.flatMap { move in
            // Negating a positive Int64 never overflows.
            [
                Posting(
                    account: move.from,
                    amount: Amount(minorUnits: -move.minorUnits, currency: currency)),
                Posting(
                    account: move.to,
                    amount: Amount(minorUnits: move.minorUnits, currency: currency)),
            ]
        }
    }

    /// The two postings that move a deposit into a wallet, or with a negative amount out of it.
    ///
    /// Throws `amountOverflow` for the one amount that has no negative.
    public static func postings(
        forFunding amount: Amount, of wallet: Account
    ) throws(AccountsError) -> [Posting] {
        precondition(wallet.kind == .wallet, "Funds are moved to the account of a wallet.")
        return [
            Posting(account: .funding, amount: try amount.negated()),
            Posting(account: wallet, amount: amount),
        ]
    }
}
