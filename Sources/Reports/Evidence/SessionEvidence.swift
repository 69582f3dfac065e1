// What the page of a session is made of, from its journal: all of its rounds, whatever command
// played them.
internal import Play
public import Storage

/// The bankroll and the payouts of a stored session.
public struct SessionEvidence: Sendable {
    /// Some rounds that follow each other.
    struct Step: Hashable, Sendable {
        /// The last of them.
        var round: Int64
        /// Minor units after it, and the extremes within the step.
        var balance: Int64
        var least: Int64
        var most: Int64
        /// Minor units from the first round on.
        var staked: Int64
        var paid: Int64
    }

    /// A plugin text that played, and from which round on.
    struct Text: Hashable, Sendable {
        var role: String
        var name: String
        var version: String
        var hash: String
        var from: Int64
    }

    /// Points of the path at the most: two for each pixel that they have.
    static let stepsMax: Int64 = 400

    let stored: StoredSession
    private(set) var steps: [Step] = []
    private(set) var payouts = PayoutHistogram()
    private(set) var texts: [Text] = []
    /// Rounds of which the store gave up everything but sums: they are in no payout, and the
    /// bankroll is known where their chunks end.
    private(set) var retiredRounds: Int64 = 0
    let faults: [StoredFault]
    /// Rounds of a step.
    let roundsPerStep: Int64

    /// Reads the rounds of a session.
    ///
    /// Throws `replay_incompatible` when rounds are missing or damaged, and `StorageError`.
    ///
    /// - Parameter progress: called now and then with the rounds that were read.
    public init(
        of id: String, in journal: JournalStore, progress: (_ rounds: Int64) -> Void
    ) throws {
        stored = try journal.session(id)
        faults = try journal.faults(of: id)
        let count = stored.headRound
        roundsPerStep = max(1, (count + SessionEvidence.stepsMax - 1) / SessionEvidence.stepsMax)
        var next: Int64 = 1
        while next <= count {
            let chunks = try journal.chunks(
                of: id, from: next, through: min(count, next + SessionEvidence.roundsRead))
            guard let first = chunks.first, first.firstRound == next else {
                throw PlayError(
                    .replayIncompatible,
                    "the report can not be made from the journal: round \(next) is missing")
            }
            for chunk in chunks {
                try take(chunk)
                try note(chunk, in: journal)
                next = chunk.lastRound + 1
            }
            progress(next - 1)
        }
    }

    /// Rounds whose chunks are read at a time.
    private static let roundsRead: Int64 = 500_000

    private mutating func take(_ chunk: Chunk) throws(PlayError) {
        guard !chunk.isBodyRetired else {
            retiredRounds += Int64(chunk.roundCount)
            step(
                to: chunk.lastRound, balance: chunk.balanceAfter, staked: chunk.staked,
                paid: chunk.paid)
            return
        }
        let rounds = try ChunkColumns(deflated: chunk.body).settledRounds()
        var (balance, round) = (chunk.balanceBefore, chunk.firstRound)
        for settled in rounds {
            payouts.add(staked: settled.staked, paid: settled.paid)
            balance &+= settled.net(stored.configuration)
            step(to: round, balance: balance, staked: settled.staked, paid: settled.paid)
            round += 1
        }
    }

    /// Goes on to a round, in the step that it belongs to.
    private mutating func step(to round: Int64, balance: Int64, staked: Int64, paid: Int64) {
        let whole = (round + roundsPerStep - 1) / roundsPerStep * roundsPerStep
        let end = min(stored.headRound, whole)
        if steps.last?.round != end {
            let before = steps.last
            steps.append(
                Step(
                    round: end, balance: balance, least: balance, most: balance,
                    staked: before?.staked ?? 0, paid: before?.paid ?? 0))
        }
        let last = steps.count - 1
        steps[last].balance = balance
        steps[last].least = min(steps[last].least, balance)
        steps[last].most = max(steps[last].most, balance)
        steps[last].staked &+= staked
        steps[last].paid &+= paid
    }

    private mutating func note(_ chunk: Chunk, in journal: JournalStore) throws {
        for (role, hash) in [("game", chunk.gameHash), ("strategy", chunk.strategyHash)] {
            guard texts.last(where: { $0.role == role })?.hash != hash else { continue }
            let plugin = try journal.plugin(hash)
            texts.append(
                Text(
                    role: role, name: plugin?.name ?? "", version: plugin?.version ?? "",
                    hash: hash, from: chunk.firstRound))
        }
    }
}
