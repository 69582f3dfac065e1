// What a simulated fleet says of its sessions, held against what is on the disk.

import Foundation
import Storage
import Synchronization

@testable import Host

/// Takes a fleet's events.
final class SimulatedLog: Sendable {
    private struct State {
        var problems: [String] = []
        var walletWaits = 0
        var restarts = 0
        /// Rounds of those that rest on request, by id.
        var resting: [String: Int64] = [:]
    }

    private let state = Mutex(State())
    private let written: WrittenFacts
    /// Rounds that the store had when the host began, by id.
    private let heads: [String: Int64]
    private let ids: [String: String]

    /// - Parameter ids: of sessions, by their names.
    init(_ written: WrittenFacts, heads: [String: Int64], ids: [String: String]) {
        (self.written, self.heads, self.ids) = (written, heads, ids)
    }

    var problems: [String] { state.withLock { $0.problems } }
    /// How often a session had to wait for what others hold of its wallet.
    var walletWaits: Int { state.withLock { $0.walletWaits } }
    /// How often a session was to be started again after a wait.
    var restarts: Int { state.withLock { $0.restarts } }

    /// Whether one seed is repeated, by somebody who wants to know all that happens.
    static let isTold =
        ProcessInfo.processInfo.environment["STRATAGEM_SIMULATION_SEED"] != nil

    func take(_ event: FleetEvent, hasFailed: Bool) {
        if Self.isTold { print("    \(event.message) \(event.details.sorted { $0 < $1 })") }
        guard let name = event.details["session"], let id = ids[name],
            let from = event.details["from"].flatMap(FleetState.init),
            let to = event.details["to"].flatMap(FleetState.init),
            let rounds = event.details["rounds"].flatMap(Int64.init)
        else { return }
        let stored = max(heads[id] ?? 0, written.facts.rounds[id] ?? 0)
        state.withLock { state in
            // A last round is told only when it is on the disk.
            if from.isOnWorker, !to.isOnWorker, !hasFailed, rounds > stored {
                state.problems.append(
                    "\(name) became \(to) with round \(rounds), and \(stored) are written")
            }
            if let kept = state.resting.removeValue(forKey: id), kept != rounds {
                state.problems.append("\(name) was \(from) and played \(rounds - kept) rounds")
            }
            if to == .paused || to == .stopped { state.resting[id] = rounds }
            guard to == .resting else { return }
            if event.details["why"]?.contains("budget_reserved_elsewhere") == true {
                state.walletWaits += 1
            } else {
                state.restarts += 1
            }
        }
    }
}
