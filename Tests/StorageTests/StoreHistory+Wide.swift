// Reloads, places and sessions that share a wallet, in the courses of stores that lose their power and
// whose disks fail.

import Accounts
import Play
import SeededRandom

@testable import Storage

extension StoreHistory {
    static let wallet = "shared"
    static let walletFunds: Int64 = 10_000_000
    static let walletLimit: Int64 = 5_000_000
    private static let bankroll: Int64 = 3_000_000

    /// Sessions that play on the shared wallet.
    static func sharing() -> [Session] {
        (0..<2).map { number in
            var session = Session(
                played: PlayedSession(
                    id: "10000000-0000-4000-8000-00000000000\(number)", bankroll: bankroll))
            session.sharesWallet = true
            return session
        }
    }

    /// Makes the wallet, and has the sessions that share it begin or go on: those that the last
    /// process left hold nothing any more. Each beginning is a burst of its own.
    ///
    /// - Parameter acknowledge: called with the number of bursts that are on the disk.
    mutating func join(
        _ store: JournalStore, acknowledge: (Int) -> Void
    ) throws(StorageError) {
        guard isWide else { return }
        let day = DayKey(daysSince1970: PlayedSession.day)
        if try store.wallets().isEmpty {
            try store.createWallet(
                NewWallet(
                    name: Self.wallet, currency: .aud, balance: Self.walletFunds,
                    limits: Self.limits, day: day))
        }
        for index in sessions.indices where sessions[index].sharesWallet {
            let grant: AllowanceGrant
            if sessions[index].isStored {
                grant = try store.resume(sessions[index].id, day: day, daySpend: 60_000)
            } else {
                let creation = sessions[index].played.creation
                var (new, batch) = (creation.sessions[0], CommitBatch())
                new.walletName = Self.wallet
                batch.plugins = creation.plugins
                sessions[index].isStored = true
                sessions[index].isCheckpointed = false
                past.append(sessions)
                grant = try store.begin(new, batch, daySpend: 60_000)
                acknowledge(bursts)
            }
            met["grants", default: 0] += 1
            (sessions[index].dayLeft, sessions[index].asked) = (grant.dayLeft, nil)
            past[past.count - 1] = sessions
        }
    }

    private static var limits: WalletLimits {
        do {
            return try WalletLimits(dailySpendLimit: walletLimit)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// What committed requests brought.
    mutating func takeAnswers() {
        for index in sessions.indices {
            guard let grant = sessions[index].asked?.take() else { continue }
            sessions[index].asked = nil
            if let left = sessions[index].dayLeft { sessions[index].dayLeft = left + grant.added }
        }
    }

    /// A change that a narrow history does not have; false when it is to be one of the others.
    mutating func changeWidely(_ index: Int, _ batch: inout CommitBatch) -> Bool {
        if sessions[index].sharesWallet {
            // One that ended holds nothing until the store is opened again.
            guard let left = sessions[index].dayLeft, sessions[index].end == nil else {
                return true
            }
            if left < 30_000 || generator.chance(20) {
                ask(index, &batch)
                return true
            }
        }
        guard sessions[index].isStored else { return false }
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<12: reload(index, &batch)
        case 12..<18: refuse(index, &batch)
        case 18..<28: take(placeOf: index, &batch)
        default: return false
        }
        return true
    }

    private mutating func ask(_ index: Int, _ batch: inout CommitBatch) {
        guard sessions[index].asked == nil else { return }
        let request = AllowanceRequest(
            sessionID: sessions[index].id, day: DayKey(daysSince1970: PlayedSession.day),
            wanted: Int64.random(in: 50_000...100_000, using: &generator), least: 0)
        sessions[index].asked = request.answer
        batch.allowances.append(request)
        met["requests", default: 0] += 1
    }

    private mutating func reload(_ index: Int, _ batch: inout CommitBatch) {
        let texts = (0..<4).map { number in
            PlayedSession.plugin(.strategy, "flat", "return { flat = \(number) }")
        }
        let playing = sessions[index].played.playing
        let text = generator.pick(texts.filter { $0.hash != playing.hash })
        sessions[index].played.playing = text
        sessions[index].reloads += 1
        if !sessions[index].isCheckpointed {
            sessions[index].isCheckpointed = true
            sessions[index].checkpoints += 1
        }
        let played = sessions[index].played
        batch.plugins.append(text)
        batch.checkpoints.append(
            StoredCheckpoint(sessionID: sessions[index].id, checkpoint: played.checkpoint))
        batch.reloads.append(
            StoredReload(
                sessionID: sessions[index].id,
                reload: PluginReload(
                    round: played.totals.rounds, role: .strategy,
                    from: PlayedSession.reference(playing), to: PlayedSession.reference(text)),
                at: 5))
        met["reloads", default: 0] += 1
    }

    private mutating func refuse(_ index: Int, _ batch: inout CommitBatch) {
        let text = PlayedSession.plugin(.strategy, "flat", "return {")
        sessions[index].refusals += 1
        batch.reloadRefusals.append(
            StoredReloadRefusal(
                sessionID: sessions[index].id, round: sessions[index].played.totals.rounds,
                role: .strategy, hash: text.hash, file: "flat.lua", line: 1, call: "load",
                message: "'}' expected", at: 6))
        met["refusals", default: 0] += 1
    }

    private mutating func take(placeOf index: Int, _ batch: inout CommitBatch) {
        let checkpoint = sessions[index].played.checkpoint
        guard checkpoint.round > 0 else { return }
        sessions[index].place = checkpoint.round
        batch.places.append(
            StoredCheckpoint(sessionID: sessions[index].id, checkpoint: checkpoint))
        met["places", default: 0] += 1
    }

    /// The shared wallet has what was moved in and won, and spent what its sessions did.
    func walletProblems(_ sessions: [Session], _ store: JournalStore) throws -> [String] {
        let sharing = sessions.filter { $0.sharesWallet && $0.isStored }
        guard !sharing.isEmpty else { return [] }
        let wallet = try store.wallet(Self.wallet).wallet
        let totals = sharing.map(\.played.totals)
        let won = totals.reduce(0) { $0 + $1.paid - $1.staked - $1.fees }
        let spent = totals.reduce(0) { $0 + $1.staked + $1.fees }
        var problems: [String] = []
        if wallet.balance != Self.walletFunds + won || wallet.spentToday != spent {
            problems.append("the wallet is \(wallet), and its sessions won \(won) for \(spent)")
        }
        let promised = wallet.spentToday + wallet.grantedToday
        if wallet.held > wallet.balance || promised > Self.walletLimit {
            problems.append("the wallet gave out more than it has: \(wallet)")
        }
        return problems
    }
}
