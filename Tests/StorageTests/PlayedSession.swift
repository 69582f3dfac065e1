// A session whose chunks fit together, without plugins that play it.

import Accounts
import Encoding
import Foundation
import Play
import Storage

/// Makes chunks as a session would seal them. A copy is the same session going another way.
struct PlayedSession {
    static let game = plugin(.game, "slots/test", "return { game = true }")
    static let strategy = plugin(.strategy, "flat", "return { flat = true }")
    static let day: Int64 = 20_000

    var configuration: SessionConfiguration
    /// The text that plays; a reload brings another.
    var playing = PlayedSession.strategy
    var stream = SHA256Stream()
    var balance: Int64
    var totals = SessionTotals()

    init(
        id: String = UUID().uuidString.lowercased(), bankroll: Int64 = 1_000_000,
        dailyLimit: Int64? = nil
    ) {
        configuration = SessionConfiguration(
            id: id, game: Self.reference(Self.game), strategy: Self.reference(Self.strategy),
            parameters: ["base": .money(100), "share": .number(0.1)],
            seed: UInt64.max - 1, currency: "AUD", bankroll: bankroll, dailyLimit: dailyLimit)
        balance = bankroll
    }

    /// The session before its first round, with its plugins.
    var creation: CommitBatch {
        var batch = CommitBatch()
        batch.plugins = [Self.game, Self.strategy]
        batch.sessions = [
            NewSession(
                configuration: configuration, createdAt: 1_700_000_000_000,
                day: DayKey(daysSince1970: Self.day))
        ]
        return batch
    }

    /// The next chunk. Bodies are given where their size matters.
    mutating func chunk(
        rounds: Int = 100, staked: Int64 = 10_000, paid: Int64 = 9_000, fees: Int64 = 100,
        day: Int64 = PlayedSession.day, body: [UInt8] = [1, 2, 3], withCheckpoint: Bool = false
    ) -> Chunk {
        let (digestBefore, balanceBefore, first) = (
            stream.digest.hex, balance, totals.rounds + 1
        )
        stream.update([UInt8](repeating: UInt8(truncatingIfNeeded: first), count: rounds))
        balance += paid - staked - fees
        totals.rounds += Int64(rounds)
        totals.hits += Int64(rounds / 10)
        totals.decisions += Int64(rounds)
        totals.staked += staked
        totals.paid += paid
        totals.fees += fees
        totals.strategyFuel += Int64(rounds) * 40
        totals.gameFuel += Int64(rounds) * 300
        return Chunk(
            sessionID: configuration.id, firstRound: first, roundCount: rounds, day: day,
            digestBefore: digestBefore, digestAfter: stream.digest.hex,
            balanceBefore: balanceBefore, balanceAfter: balance, totals: totals, staked: staked,
            paid: paid, fees: fees, body: body, checkpoint: withCheckpoint ? checkpoint : nil,
            strategyHash: playing.hash, gameHash: Self.game.hash, engineVersion: "test 1")
    }

    /// A checkpoint where the session stands.
    var checkpoint: Checkpoint {
        Checkpoint(
            round: totals.rounds, strategyHash: playing.hash, memory: [1, 2], state: [3],
            carry: [4, 5, 6], digestStream: stream.save(), balance: balance)
    }

    static func plugin(_ kind: StoredPlugin.Kind, _ name: String, _ text: String) -> StoredPlugin {
        StoredPlugin(
            hash: SHA256Digest(of: [UInt8](text.utf8)).hex, kind: kind, name: name,
            version: "1.0.0", text: text)
    }

    static func reference(_ plugin: StoredPlugin) -> PluginReference {
        PluginReference(name: plugin.name, version: plugin.version, hash: plugin.hash)
    }
}

/// The code of the error that a closure throws; `nil` when it throws none.
func code(_ body: () throws -> Void) -> StorageError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? StorageError)?.code
    }
}
