// What must hold after every life, and what must have come out in the end.

import Accounts
import Play
import Scripting

@testable import Host
@testable import Storage

extension HostSimulation {
    /// What was acknowledged is there, and nothing contradicts itself.
    mutating func look(_ store: JournalStore) throws {
        var problems = try StoreCheck.findings(in: store).map(\.description)
        for (id, rounds) in acknowledged.rounds {
            let head = try store.session(id).headRound
            if head < rounds {
                problems.append("\(id) has \(head) rounds, \(rounds) were acknowledged")
            }
        }
        for (id, reloads) in acknowledged.reloads {
            let stored = Set(try store.reloads(of: id).map(\.reload))
            for reload in reloads where !stored.contains(reload) {
                problems.append("\(id) lost its acknowledged reload after round \(reload.round)")
            }
        }
        for (id, refusals) in Dictionary(grouping: acknowledged.refusals, by: \.key.sessionID) {
            let stored = try store.reloadRefusals(of: id)
            let missing = refusals.reduce(Int64(0)) { missing, refusal in
                let kept = stored.filter {
                    $0.role == refusal.key.role && $0.hash == refusal.key.hash
                }
                return missing + max(0, refusal.value - kept.reduce(0) { $0 + $1.times })
            }
            // Of those that newer ones pushed out the store keeps the number.
            if missing > (try store.reloadRefusalsDropped(of: id)) {
                problems.append("\(id) lost \(missing) acknowledged refusals")
            }
        }
        // Nobody plays where a store has just been opened.
        if let wallet {
            problems += try wallet.problems(in: store, of: sessions, isAtRest: true)
        }
        result.problems += problems.map { "life \(result[.lives]): \($0)" }
    }

    /// Every session came out as if nothing had happened, with the texts that it took. Gives what
    /// came out.
    mutating func compare(_ store: JournalStore) throws -> [String] {
        var lines: [String] = []
        for session in sessions {
            let stored = try store.session(session.id)
            let reloads = try store.reloads(of: session.id).map(\.reload)
            let expected = try session.uninterrupted(stored.configuration, reloads) {
                Array((try store.plugin($0.hash)?.text ?? "").utf8)
            }
            let place = SimulatedSession.Place(
                rounds: stored.headRound, balance: stored.balance, digest: stored.headDigest)
            if place != expected {
                result.problems.append("\(session.kind): \(place) instead of \(expected)")
            }
            try checkChunks(of: stored, reloads, store)
            lines.append("\(place) \(reloads.map(\.round))")
        }
        try replay(store)
        return lines
    }

    /// Each chunk names the texts that played then, none of them flawed; kept ones have their rounds.
    private mutating func checkChunks(
        of session: StoredSession, _ reloads: [PluginReload], _ store: JournalStore
    ) throws {
        let configuration = session.configuration
        let name = configuration.strategy.name
        func text(_ role: PluginRole, at round: Int64) -> String {
            let latest = reloads.last { $0.role == role && $0.round < round }
            return latest?.to.hash
                ?? (role == .game ? configuration.game.hash : configuration.strategy.hash)
        }
        for chunk in try store.chunks(of: session.id) {
            let rounds = "\(name), rounds \(chunk.firstRound) to \(chunk.lastRound)"
            for round in [chunk.firstRound, chunk.lastRound]
            where chunk.gameHash != text(.game, at: round)
                || chunk.strategyHash != text(.strategy, at: round)
            {
                result.problems.append("\(rounds) name other texts than played in \(round)")
            }
            if !editor.flawed.isDisjoint(with: [chunk.gameHash, chunk.strategyHash]) {
                result.problems.append("\(rounds) were played by a text that is flawed")
            }
            if chunk.isBodyRetired, kept.contains(session.id) || !hasRetired {
                result.problems.append("\(rounds) are to be kept and were given up")
            }
        }
    }

    /// The product's own replay, from the stored texts and chunks alone, of the session that most
    /// was done to.
    private mutating func replay(_ store: JournalStore) throws {
        let candidates = try sessions.map { session in
            let stored = try store.session(session.id)
            let isSeedOnly = stored.configuration.journalMode == .seed
            let reloads = try store.reloads(of: session.id).count
            return (stored, reloads + (features.hasSegments ? 1 : 0) + (isSeedOnly ? 1 : 0))
        }
        guard let (stored, changes) = candidates.max(by: { $0.1 < $1.1 }), changes > 0,
            stored.headRound > 0
        else { return }
        let last = stored.headRound
        var reached: Int64 = 0
        _ = try ReplayRun(journal: store, stored: stored)
            .replay(checkingFrom: 1, printing: last...last) { reached = $0 }
        result[.replays] += 1
        if reached != last {
            result.problems.append("\(stored.id) was replayed to round \(reached)")
        }
    }

    /// Every place that is stored is of use: a task that finds one of no use goes on from the
    /// checkpoint and says nothing.
    mutating func lookAtPlaces(in store: JournalStore, _ plan: FleetPlan) throws {
        for item in plan.items where item.isStored {
            let stored = try store.session(item.identity.id)
            guard stored.isResumable, let place = try store.place(of: stored) else { continue }
            result[.places] += 1
            let blueprint = try StoredBlueprint.blueprint(
                of: stored, in: store, catalogue: editor.catalogue)
            do throws(PlayError) {
                _ = try Session(
                    resuming: blueprint.keepingPlaces(), checkpoint: place,
                    head: stored.head(today: stored.wallet.dayKey))
            } catch {
                result.problems.append(
                    "the place after round \(place.round) is of no use: \(error)")
            }
        }
    }

    /// Fine texts are taken, flawed ones are not.
    func problems(of events: [ReloadEvent]) -> [String] {
        events.compactMap { event in
            let isFlawed = editor.flawed.contains(event.to)
            switch event.fault {
            case nil: return isFlawed ? "took a text that is flawed: \(event.text)" : nil
            // The round that a session fails in, tried on a copy.
            case let fault? where fault.message.contains("every 97th"): return nil
            case .some: return isFlawed ? nil : "refused a text that is fine: \(event.text)"
            }
        }
    }
}
