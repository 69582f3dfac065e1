// Sessions that share a wallet, from the wallet's name to what `SessionTask` is given.

internal import Accounts
public import Play
public import Storage

/// Begins and continues sessions on a shared wallet.
public enum WalletSession {
    /// A configuration with the wallet's currency, limits and fees. The day's limit is not part of
    /// it: it is shared, and decides only where a session stops.
    public static func configuration(
        _ configuration: SessionConfiguration, on wallet: StoredWallet
    ) -> SessionConfiguration {
        var own = configuration
        let limits = wallet.wallet.limits
        own.currency = wallet.wallet.currency.code
        (own.maxBet, own.dailyLimit) = (limits.maxBet, nil)
        (own.perSpinFee, own.perQueryFee) = (limits.perSpinFee, limits.perQueryFee)
        return own
    }

    /// Stores a new session, and gives it its bankroll and a first part of the day. Play it with
    /// `SessionTask(... beginning: .fresh ... allowance:)`.
    ///
    /// Throws `StorageError`: `walletNotFound`, and `walletLimit` when the wallet has less that is
    /// free; its description says `limit_reached` or `budget_reserved_elsewhere`.
    public static func begin(
        _ blueprint: SessionBlueprint, wallet: String, in journal: JournalStore,
        clock: HostClock = .system
    ) throws(StorageError) -> AllowanceGrant {
        var batch = CommitBatch()
        batch.plugins = blueprint.storedPlugins
        let session = NewSession(
            configuration: blueprint.configuration, createdAt: clock.wallMilliseconds(),
            day: clock.day, walletName: wallet)
        return try journal.begin(
            session, batch, daySpend: AllowanceKeeper.firstPart(of: blueprint.configuration))
    }

    /// Where and with what a stored session goes on; `allowance` is `nil` for one with a wallet of
    /// its own, and else has to be given to `SessionTask`.
    ///
    /// Throws as `begin`.
    public static func resume(
        _ stored: StoredSession, in journal: JournalStore, clock: HostClock = .system
    ) throws(StorageError) -> (beginning: SessionTask.Beginning, allowance: AllowanceGrant?) {
        guard try journal.sharedWallet(of: stored.id) != nil else {
            return (try .resumed(stored, in: journal, today: clock.day), nil)
        }
        let grant = try journal.resume(
            stored.id, day: max(clock.day, stored.wallet.dayKey),
            daySpend: AllowanceKeeper.firstPart(of: stored.configuration))
        let checkpoint = try journal.checkpoint(of: stored.id, atOrBefore: stored.headRound)
        let place = try journal.place(of: stored)
        var head = stored.head(today: clock.day)
        head.dayLeft = grant.dayLeft
        return (
            .resumed(checkpoint: checkpoint, head: head, day: grant.day, place: place), grant
        )
    }
}
