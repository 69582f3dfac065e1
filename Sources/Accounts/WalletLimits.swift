// What a wallet's owner has limited, and what each round costs beside its stakes.

/// The limits and fees of a wallet, in minor units of its currency.
public struct WalletLimits: Hashable, Sendable {
    /// The most that the stakes of one round may sum to; nil for no limit.
    public let maxBet: Int64?
    /// The most that stakes and fees of one day may sum to, whatever is won; nil for no limit.
    public let dailySpendLimit: Int64?
    /// Charged once a round, with its first decision.
    public let perSpinFee: Int64
    /// Charged with every decision.
    public let perQueryFee: Int64

    /// No limits and no fees.
    public static let none = WalletLimits()

    /// Limits, all zero or more. `Int64.max` as a limit means none.
    ///
    /// Throws `amountNegative`, or `amountOverflow` when the two fees do not fit together.
    public init(
        maxBet: Int64? = nil, dailySpendLimit: Int64? = nil, perSpinFee: Int64 = 0,
        perQueryFee: Int64 = 0
    ) throws(AccountsError) {
        for (name, value) in [
            ("max bet", maxBet), ("daily spend limit", dailySpendLimit),
            ("fee per spin", perSpinFee), ("fee per query", perQueryFee),
        ] where (value ?? 0) < 0 {
            throw AccountsError(
                .amountNegative, "The \(name) of a wallet is negative: give zero or more.")
        }
        guard !perSpinFee.addingReportingOverflow(perQueryFee).overflow else {
            throw AccountsError(
                .amountOverflow, "The fees per spin and per query are too large: give less.")
        }
        // The allowance writes "no limit" as Int64.max, so the two must not be told apart.
        self.maxBet = maxBet == .max ? nil : maxBet
        self.dailySpendLimit = dailySpendLimit == .max ? nil : dailySpendLimit
        self.perSpinFee = perSpinFee
        self.perQueryFee = perQueryFee
    }

    private init() {
        maxBet = nil
        dailySpendLimit = nil
        perSpinFee = 0
        perQueryFee = 0
    }
}
