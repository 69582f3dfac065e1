// Sessions of a fleet that share a wallet: how they begin, what becomes of a refusal, and what is
// shown.
//
// A refusal has one of two reasons. `limit_reached`: the wallet has no more, today or at all; the
// session is done, or is tried again where its restart policy says always. `budget_reserved_elsewhere`:
// the wallet has it, and other sessions hold it. Such a session rests until one of them stops, or
// for a wait, and asks again: sessions at rest hold nothing, so somebody who plays holds what it
// waits for, and will use it up or bring it back.
internal import Accounts
internal import Play
internal import Reports
internal import Storage

/// What a session is started with.
struct FleetLaunch {
    var blueprint: SessionBlueprint
    var beginning: SessionTask.Beginning
    /// What it was given of a wallet that it shares.
    var allowance: AllowanceGrant?
}

extension Fleet {
    /// A session before its first round. One that shares a wallet is stored by that.
    func fresh(_ member: FleetMember) throws -> FleetLaunch {
        let blueprint = member.item.blueprint
        guard let wallet = member.group.wallet else {
            return FleetLaunch(blueprint: blueprint, beginning: .fresh)
        }
        let grant = try WalletSession.begin(
            blueprint, wallet: wallet, in: means.store, clock: means.clock)
        member.item.isStored = true
        (member.holdsPart, member.owesPart) = (true, false)
        return FleetLaunch(blueprint: blueprint, beginning: .fresh, allowance: grant)
    }

    /// A session that goes on.
    func resumed(
        _ member: FleetMember, _ blueprint: SessionBlueprint, _ stored: StoredSession
    ) throws -> FleetLaunch {
        let (beginning, grant) = try WalletSession.resume(
            stored, in: means.store, clock: means.clock)
        (member.holdsPart, member.owesPart) = (grant != nil, false)
        // The host ended between what the wallet gave and the first that the session stored.
        let isUnbegun = grant != nil && stored.headRound == 0 && stored.state == .idle
        return FleetLaunch(
            blueprint: blueprint, beginning: isUnbegun ? .fresh : beginning, allowance: grant)
    }

    /// What a session held that ended without storing an end goes back.
    func giveBack(_ member: FleetMember, storedItsEnd: Bool) {
        defer { member.holdsPart = false }
        guard member.holdsPart else { return }
        if !storedItsEnd {
            do throws(StorageError) {
                try means.store.giveBack(member.item.identity.id)
            } catch {
                // A full disk may have room again; after any other failure nothing is written.
                member.owesPart = error.code == .diskFull
                let later = member.owesPart ? "in a second" : "at the next start"
                log(
                    FleetEvent(
                        .error,
                        "\(member.name): what it holds of its wallet did not go back and does "
                            + "\(later): \(error)"))
                if !member.owesPart { fail(error) }
            }
        }
        if let wallet = member.group.wallet { askAgain(wallet, all: false) }
    }

    /// Tries again to give back what could not be given back before.
    func giveBackAgain() {
        for member in members where member.owesPart {
            guard (try? means.store.giveBack(member.item.identity.id)) != nil else { continue }
            member.owesPart = false
            log(FleetEvent(.info, "\(member.name): what it held of its wallet went back"))
            if let wallet = member.group.wallet { askAgain(wallet, all: false) }
        }
    }

    /// Those that wait for what others hold of a wallet ask again; or all that its limits stopped and
    /// that are to be tried again.
    private func askAgain(_ wallet: String, all: Bool) {
        let now = means.clock.monotonicNanoseconds()
        for member in members
        where member.awaits == wallet && member.state == .resting && (all || member.waits > 0) {
            member.dueAt = now
        }
    }

    /// A wallet's limit stopped a session, or did not let it begin.
    func settle(_ member: FleetMember, limit why: String) {
        let group = member.group
        member.awaits = group.wallet
        if group.wallet != nil, why.contains(LimitRefusal.Reason.reservedElsewhere.rawValue) {
            member.waits += 1
            let seconds = group.restart.seconds(
                beforeRestart: member.waits, seed: member.item.identity.seed)
            member.dueAt = means.clock.monotonicNanoseconds() + UInt64(seconds * 1e9)
            if !move(member, .restLater, why: why) { member.dueAt = nil }
        } else if group.restart.covers(.limit) {
            member.waits = 0
            tryLater(member, group.restart, why: why)
        } else {
            move(member, .finished, why: why)
        }
    }

    /// The wallets that the run file names, as the store has them.
    func wallets() -> [FleetStatus.Wallet] {
        let names = Set(plan.file.groups.compactMap(\.wallet))
        return names.sorted().compactMap { name in
            guard let wallet = (try? means.store.wallet(name))?.wallet else { return nil }
            func text(_ units: Int64) -> String {
                Amount(minorUnits: units, currency: wallet.currency).text
            }
            let sharing = members.filter {
                !$0.isDropped && $0.group.wallet == name
            }
            return FleetStatus.Wallet(
                name: name, currency: wallet.currency.code, balance: text(wallet.balance),
                free: text(wallet.free), dailyLimit: wallet.limits.dailySpendLimit.map(text),
                spentToday: text(wallet.spentToday), grantedToday: text(wallet.grantedToday),
                sessions: sharing.count, playing: sharing.count { $0.state == .playing },
                waiting: sharing.count { $0.state == .resting && $0.awaits == name })
        }
    }

    /// Moves money into a wallet, or what is free of it out.
    func fund(_ request: ControlRequest) throws(PlayError) -> ControlAnswer {
        guard let name = request.wallet, let units = request.units else {
            throw PlayError(
                .invalidInput, "fund needs a wallet, and the units to move in minor units")
        }
        do throws(StorageError) {
            try means.store.fund(wallet: name, by: units)
        } catch {
            let code: PlayError.Code = error.code == .walletNotFound ? .notFound : .invalidInput
            throw PlayError(code, error.description)
        }
        askAgain(name, all: true)
        return ControlAnswer(message: "\(name) is funded")
    }
}
