// What a fleet takes from the store: sessions that go on, and what was asked of them before.
internal import Accounts
internal import Play
internal import Storage

extension Fleet {
    /// What a session plays, and from where; `nil` when it is over for good.
    func beginning(
        of member: FleetMember
    ) throws -> FleetLaunch? {
        guard member.item.isStored else { return try fresh(member) }
        let stored = try means.store.session(member.item.identity.id)
        member.createdAt = stored.createdAt
        member.keep(stored.totals)
        guard stored.isResumable else {
            member.detail = stored.end?.detail ?? "completed"
            return nil
        }
        return try resumed(member, blueprint(of: stored, member), stored)
    }

    /// The stored session's own plugin texts; where it never had others than today's, those that are
    /// loaded already.
    private func blueprint(
        of stored: StoredSession, _ member: FleetMember
    ) throws -> SessionBlueprint {
        let loaded = member.item.blueprint
        let (was, now) = (stored.configuration, loaded.configuration)
        guard was.game.hash == now.game.hash, was.strategy.hash == now.strategy.hash,
            was.fallback?.hash == now.fallback?.hash,
            try means.store.reloads(of: stored.id).isEmpty
        else {
            return try StoredBlueprint.blueprint(
                of: stored, in: means.store,
                catalogue: means.catalogue(member.group.isolation))
        }
        return try SessionBlueprint(
            configuration: was, game: loaded.game, strategy: loaded.strategy,
            fallback: loaded.fallback)
    }

    /// Never retires the rounds of a session or comparison of the store from now on, or does again.
    func keep(_ request: ControlRequest) throws(PlayError) -> ControlAnswer {
        guard let id = request.session else {
            throw PlayError(.invalidInput, "keep needs the id of a session or comparison")
        }
        let isKept = request.release != true
        do throws(StorageError) {
            let retired = try means.store.keep(id, isKept: isKept)
            return ControlAnswer(message: isKept ? "kept" : "let go", retired: retired)
        } catch {
            throw PlayError(
                error.code == .sessionNotFound ? .notFound : .stateError, error.description)
        }
    }

    /// Puts sessions where they stood when the host ended: who was paused or stopped stays so, who
    /// rests goes on resting. What had failed is tried again.
    func recall() {
        let memory = FleetMemory.read(store: means.store.directory)
        let (now, wall) = (means.clock.monotonicNanoseconds(), means.clock.wallMilliseconds())
        for member in members {
            guard let entry = memory.sessions[member.name] else { continue }
            member.restarts = entry.restarts
            switch entry.state {
            case .paused, .stopped: member.restore(entry.state)
            case .resting:
                member.restore(.resting)
                member.awaits = member.group.wallet
                let left = max(0, min((entry.dueAt ?? wall) - wall, 86_400_000))
                member.dueAt = now + UInt64(left) * 1_000_000
            case .pausing: member.restore(.paused)
            case .stopping: member.restore(.stopped)
            case .waiting, .starting, .playing: break
            case .done, .failed: continue
            }
            member.restartsInRow = entry.restartsInRow
            if member.state != .waiting { member.detail = entry.detail }
            if member.state != .waiting, member.item.isStored,
                let stored = try? means.store.session(member.item.identity.id)
            {
                member.keep(stored.totals)
            }
        }
    }

    /// Writes down what was asked, if that has changed.
    func remember() {
        guard isMemoryStale else { return }
        isMemoryStale = false
        var memory = FleetMemory()
        let (now, wall) = (means.clock.monotonicNanoseconds(), means.clock.wallMilliseconds())
        for member in members {
            // One that comes back to the run file later plays, as with a host that ran on.
            guard !member.isDropped, !member.comesBack else { continue }
            switch member.state {
            case .pausing, .paused, .stopping, .stopped, .failed: break
            case .waiting, .starting, .playing, .resting:
                guard member.restarts > 0 else { continue }
            case .done: continue
            }
            memory.sessions[member.name] = FleetMemory.Entry(
                state: member.state, restartsInRow: member.restartsInRow,
                restarts: member.restarts,
                dueAt: member.dueAt.map {
                    wall + Int64(clamping: ($0 &- min(now, $0)) / 1_000_000)
                },
                detail: member.detail)
        }
        if let failure = memory.write(store: means.store.directory) {
            log(FleetEvent(.warning, "what was paused or stopped is not written down: \(failure)"))
        }
    }
}
