// How a simulated host begins and continues its sessions: as Fleet+Store and Fleet+Wallets do.

import Play

@testable import Host
@testable import Storage

extension SimulatedHost {
    /// Starts a session, or has it wait for its wallet.
    mutating func begin(_ session: SimulatedSession) throws {
        do {
            let stored = try stored(session)
            if let stored, !stored.isResumable {
                finished.insert(session.id)
                return
            }
            try start(session, stored)
        } catch let error as StorageError {
            waiting.append(session)
            if error.code == .walletLimit { walletWaits += 1 } else { failure = failure ?? error }
        }
    }

    private func stored(_ session: SimulatedSession) throws -> StoredSession? {
        guard try store.sessions().contains(where: { $0.id == session.id }) else { return nil }
        return try store.session(session.id)
    }

    private mutating func start(_ session: SimulatedSession, _ stored: StoredSession?) throws {
        var blueprint = session.blueprint
        var beginning = SessionTask.Beginning.fresh
        var allowance: AllowanceGrant?
        if let stored {
            blueprint = try self.blueprint(of: stored, session)
            (beginning, allowance) = try WalletSession.resume(
                stored, in: store, clock: clock.clock)
            try look(at: beginning, blueprint)
            // The host ended between what the wallet gave and the first that the session stored.
            if allowance != nil, stored.headRound == 0, stored.state == .idle { beginning = .fresh }
        } else if session.sharesWallet {
            allowance = try WalletSession.begin(
                blueprint, wallet: SimulatedWallet.name, in: store, clock: clock.clock)
        }
        if allowance != nil { written.addGrant() }
        var tempo = SessionTask.Tempo()
        tempo.placeRounds = placeRounds
        texts.begin(session.id, blueprint)
        let task = SessionTask(
            blueprint, beginning: beginning,
            goal: SessionTask.Goal(rounds: session.rounds, seconds: nil), committer: committer,
            stop: stop, clock: clock.clock, tempo: tempo,
            reloadAction: { [texts] in texts.take($0) }, allowance: allowance
        ) { [ended, id = session.id] in ended.add(id, $0) }
        live[session.id] = (session, task)
        watch?.follow(task, [session.game, session.strategy], now: clock.now)
        queue.add(task, now: clock.now)
    }

    /// The stored texts; where the session never had others than today's, those that are loaded.
    private func blueprint(
        of stored: StoredSession, _ session: SimulatedSession
    ) throws -> SessionBlueprint {
        guard try !store.reloads(of: stored.id).isEmpty else { return session.blueprint }
        guard let editor else { throw UnexpectedReload() }
        return try StoredBlueprint.blueprint(of: stored, in: store, catalogue: editor.catalogue)
    }

    /// A task that finds a place of no use goes on from the checkpoint and says nothing; here every
    /// place that was stored must be of use.
    private mutating func look(
        at beginning: SessionTask.Beginning, _ blueprint: SessionBlueprint
    ) throws {
        guard case .resumed(_, let head, _, let place?) = beginning else { return }
        places += 1
        do throws(PlayError) {
            _ = try Session(resuming: blueprint.keepingPlaces(), checkpoint: place, head: head)
        } catch {
            problems.append("the place after round \(place.round) is of no use: \(error)")
        }
    }

    private struct UnexpectedReload: Error {}
}
