// What a seed brings beside sessions and accidents, so that each simulation has some of it, and all
// of them together every combination.

import Host
import Play
import SeededRandom

/// Parts of the host that take part in a simulation.
struct SimulationFeatures {
    var hasEditor: Bool
    /// Some sessions share it.
    var hasWallet: Bool
    /// Old rounds move to segments, and are given up.
    var hasSegments: Bool
    /// Rounds after which a session's place is stored.
    var placeRounds: Int64?
    /// Chance that a session's journal keeps nothing that follows from the seed.
    var seedJournalPercent: Int
    /// Somebody pauses, stops and resumes sessions, and changes the run file.
    var hasOperator: Bool
    /// One session plays at a person's pace.
    var isPaced: Bool
    /// Plays over a checkpoint, at which plugins are made anew.
    var isLong: Bool

    /// Of the session that plays at a person's pace.
    private static let pacedRounds: Int64 = 30

    init(_ generator: inout SeededGenerator) {
        hasEditor = generator.chance(40)
        hasWallet = generator.chance(30)
        hasSegments = generator.chance(30)
        placeRounds = generator.chance(40) ? generator.pick([16, 64, 300]) : nil
        seedJournalPercent = generator.chance(30) ? 50 : 0
        isLong = generator.chance(1)
        hasOperator = generator.chance(40)
        isPaced = generator.chance(10)
    }

    /// Sessions to play, and the wallet that they share.
    func sessions(
        _ generator: inout SeededGenerator
    ) throws -> (sessions: [SimulatedSession], wallet: SimulatedWallet?) {
        let count = Int.random(in: (hasWallet ? 2 : 1)...4, using: &generator)
        let lengths = (0..<count).map { number -> Int64 in
            if isPaced, number == count - 1 { return Self.pacedRounds }
            return isLong && number == 0 ? 66_000 : generator.pick([300, 1000, 3000] as [Int64])
        }
        var wallet: SimulatedWallet?
        if hasWallet {
            // Days for all of it: two to ten. Not always all can begin together.
            let limit = lengths.reduce(0, +) * generator.pick([60, 150]) + 10_000
            let parts = Int64(generator.chance(30) ? count - 1 : count)
            wallet = SimulatedWallet(
                fee: generator.pick([0, 5]), limit: limit,
                balance: parts * SimulatedWallet.bankroll + Int64(generator.pick([0, 1_000_000])))
        }
        let sessions = try lengths.enumerated().map { number, rounds in
            try SimulatedSession(
                generator.pick(SimulatedSession.Kind.allCases),
                seed: UInt64.random(in: 1...3, using: &generator), rounds: rounds, number: number,
                journal: generator.chance(seedJournalPercent) ? .seed : .full,
                // One in five beside them has a wallet of its own.
                wallet: number < 2 || generator.chance(80) ? wallet : nil,
                restart: RestartPolicy(
                    kind: generator.pick(RestartPolicy.Kind.allCases),
                    waitMin: generator.pick([1, 200]), restartsMax: generator.pick([1, 10])),
                pacing: rounds == Self.pacedRounds ? Pacing(median: 2) : nil)
        }
        return (sessions, wallet)
    }
}
