// The wallet that a group of sessions shares, as the store has it.
private import Accounts
internal import Play
internal import Storage

extension FleetPlan {
    /// `nil` for a group whose sessions have wallets of their own.
    ///
    /// Throws `NOT_FOUND` without such a wallet, and `INVALID_INPUT` when the group's amounts are in
    /// another currency.
    static func wallet(
        of group: RunFile.Group, in store: JournalStore?
    ) throws -> StoredWallet? {
        guard let name = group.wallet else { return nil }
        guard let store else {
            throw PlayError(
                .notFound,
                "there is no store yet, and so no wallet \(name): make it with `stratagem wallet "
                    + "create \(name) --balance ...`")
        }
        let wallet: StoredWallet
        do throws(StorageError) {
            wallet = try store.wallet(name)
        } catch {
            guard error.code == .walletNotFound else { throw error }
            throw PlayError(.notFound, error.description)
        }
        let currency = wallet.wallet.currency
        guard currency == group.currency else {
            throw PlayError(
                .invalidInput,
                "the wallet \(name) is in \(currency.code) and this group's amounts are in "
                    + "\(group.currency.code): write currency: \(currency.code)")
        }
        return wallet
    }
}
