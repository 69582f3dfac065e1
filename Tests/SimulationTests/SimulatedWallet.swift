// A wallet that the sessions of a simulation share, and what must hold of it at any time.

import Accounts
import Play

@testable import Host
@testable import Storage

/// A shared wallet, with sums that are kept beside the store.
final class SimulatedWallet {
    static let name = "shared"
    /// Of each session. No kind of session loses so much.
    static let bankroll: Int64 = 20_000_000

    /// Minor units a round, and what a day may cost.
    let fee: Int64
    let limit: Int64
    /// What it began with, and what was moved in since.
    private var funded: Int64
    /// What was moved in when nobody heard whether it arrived.
    private var isInDoubt = false

    init(fee: Int64, limit: Int64, balance: Int64) {
        (self.fee, self.limit, funded) = (fee, limit, balance)
    }

    /// Makes it in a store that does not have it yet.
    func create(in store: JournalStore, day: DayKey) throws {
        guard try store.wallets().isEmpty else { return }
        try store.createWallet(
            NewWallet(
                name: Self.name, currency: .aud, balance: funded,
                limits: try WalletLimits(dailySpendLimit: limit, perSpinFee: fee), day: day))
    }

    /// Moves another bankroll in, through a host that runs. False when it says that it could not.
    func fund(through fleet: Fleet) -> Bool {
        isInDoubt = true
        let answer = fleet.answer(
            ControlRequest(.fund, wallet: Self.name, units: Self.bankroll))
        guard answer.error == nil else { return false }
        isInDoubt = false
        funded += Self.bankroll
        return true
    }

    /// The same while no host runs.
    func fund(in store: JournalStore) throws(StorageError) {
        isInDoubt = true
        try store.fund(wallet: Self.name, by: Self.bankroll)
        isInDoubt = false
        funded += Self.bankroll
    }

    /// What must not be, by the chunks of its sessions: the sums are ours, only the rows are the
    /// store's.
    ///
    /// - Parameter isAtRest: whether nobody plays: then nothing is held.
    func problems(
        in store: JournalStore, of sessions: [SimulatedSession], isAtRest: Bool
    ) throws -> [String] {
        guard let stored = try store.wallets().first else { return [] }
        let known = Set(try store.sessions().map(\.id))
        var (won, spent): (Int64, [Int64: Int64]) = (0, [:])
        var balances: [String: Int64] = [:]
        for session in sessions where session.sharesWallet && known.contains(session.id) {
            var balance = Self.bankroll
            for chunk in try store.chunks(of: session.id) {
                balance += chunk.paid - chunk.staked - chunk.fees
                spent[chunk.day, default: 0] += chunk.staked + chunk.fees
            }
            balances[session.id] = balance
            won += balance - Self.bankroll
        }
        let wallet = stored.wallet
        let today = wallet.dayKey.daysSince1970
        if isInDoubt {
            if wallet.balance == funded + Self.bankroll + won { funded += Self.bankroll }
            isInDoubt = false
        }
        let held = stored.parts.reduce(0) { $0 + balances[$1.sessionID, default: 0] }
        let granted = stored.parts.filter { $0.day == wallet.dayKey }
            .reduce(0) { $0 + ($1.dayLeft ?? 0) }
        var problems: [String] = []
        func require(_ holds: Bool, _ what: String) {
            if !holds { problems.append("the wallet \(what): \(wallet)") }
        }
        require(wallet.balance == funded + won, "has not \(funded) + \(won)")
        require(wallet.held == held, "does not hold \(held)")
        require(wallet.balance - wallet.held >= 0, "gave out more than it has")
        require(wallet.spentToday == spent[today, default: 0], "spent \(spent) of its days")
        require(wallet.grantedToday == granted, "did not grant \(granted)")
        require(wallet.spentToday + wallet.grantedToday <= limit, "gave out more than its day")
        require(spent.values.allSatisfy { $0 <= limit }, "broke the day's limit: \(spent)")
        require(spent.keys.allSatisfy { $0 <= today }, "spent on days to come: \(spent)")
        if isAtRest {
            require(
                stored.parts.isEmpty && wallet.held == 0 && wallet.grantedToday == 0,
                "holds something for nobody")
        }
        return problems
    }
}
