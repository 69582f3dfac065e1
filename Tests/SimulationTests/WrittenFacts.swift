// What a host was told is on the disk.

import Play
import Storage
import Synchronization

/// What commits returned for. Any thread.
final class WrittenFacts: Sendable {
    /// A text that a session did not take.
    struct Refusal: Hashable {
        var sessionID: String
        var role: PluginRole
        var hash: String
    }

    struct Facts {
        /// The last round of each session.
        var rounds: [String: Int64] = [:]
        var reloads: [String: [PluginReload]] = [:]
        var refusals: [Refusal: Int64] = [:]
        var grants = 0
        var seedChunks = 0

        mutating func merge(_ more: Facts) {
            rounds.merge(more.rounds) { max($0, $1) }
            reloads.merge(more.reloads, uniquingKeysWith: +)
            refusals.merge(more.refusals, uniquingKeysWith: +)
            grants += more.grants
            seedChunks += more.seedChunks
        }
    }

    private let state = Mutex(Facts())

    var facts: Facts { state.withLock { $0 } }

    func add(_ batches: [CommitBatch]) {
        state.withLock { facts in
            for batch in batches {
                for chunk in batch.chunks {
                    facts.rounds[chunk.sessionID] = chunk.lastRound
                    facts.seedChunks += chunk.isSeedOnly ? 1 : 0
                }
                for stored in batch.reloads {
                    facts.reloads[stored.sessionID, default: []].append(stored.reload)
                }
                for refusal in batch.reloadRefusals {
                    let key = Refusal(
                        sessionID: refusal.sessionID, role: refusal.role, hash: refusal.hash)
                    facts.refusals[key, default: 0] += 1
                }
                facts.grants += batch.allowances.count
            }
        }
    }
}
