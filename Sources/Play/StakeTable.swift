// A game's stakes in the minor units of one currency.
internal import Accounts
public import Scripting

/// Expands a manifest's stakes.
public enum StakeTable {
    /// Ascending minor units, without repeats.
    ///
    /// Throws `INVALID_INPUT` when a stake is not an amount of the currency: nothing is rounded.
    public static func stakes(
        of manifest: GameManifest, file: String, currency code: String
    ) throws(PlayError) -> [Int64] {
        let currency: Currency
        do throws(AccountsError) {
            currency = try Currency(code: code)
        } catch {
            throw PlayError(.invalidInput, error.description)
        }
        var amounts: Set<Int64> = []
        var listed = 0
        for stake in manifest.currencyStakes[code] ?? manifest.stakes {
            switch stake {
            case .amount(let text):
                amounts.insert(try amount(text, currency, manifest, file))
            case .range(let least, let most, let step):
                let first = try amount(least, currency, manifest, file)
                let last = try amount(most, currency, manifest, file)
                let stride = try amount(step, currency, manifest, file)
                guard last >= first, (last - first) / stride < Int64(Limits.stakesMax) else {
                    throw PlayError(
                        .invalidInput,
                        "\(file): the stakes from \(least) to \(most) by \(step) are none or more "
                            + "than \(Limits.stakesMax)")
                }
                amounts.formUnion(Swift.stride(from: first, through: last, by: Int(stride)))
                listed += Int((last - first) / stride)
            }
            // Repeats count too: they are work.
            listed += 1
            guard listed <= Limits.stakesMax else {
                throw PlayError(
                    .invalidInput,
                    "\(file): stakes lists \(listed) amounts; at most \(Limits.stakesMax) fit")
            }
        }
        return amounts.sorted()
    }

    private static func amount(
        _ text: String, _ currency: Currency, _ manifest: GameManifest, _ file: String
    ) throws(PlayError) -> Int64 {
        do throws(AccountsError) {
            let amount = try Amount(parsing: text, in: currency)
            if amount.minorUnits > 0 { return amount.minorUnits }
        } catch {
            throw PlayError(
                .invalidInput,
                "\(manifest.name) can not be played in \(currency.code): \(error.description) A "
                    + "game lists such stakes with stakes = { ..., \(currency.code) = { ... } } "
                    + "(\(file))")
        }
        throw PlayError(.invalidInput, "\(file): a stake is \(text); stakes are above 0")
    }
}
