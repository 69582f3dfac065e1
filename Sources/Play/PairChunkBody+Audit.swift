// Whether a chunk's sums, digests and results follow from the rounds in its body.
internal import Encoding

extension PairChunkBody {
    /// Something in a chunk that contradicts itself.
    public struct Contradiction: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case rounds
            case digest
            case money
            /// More than a daily limit was spent.
            case limit
        }

        public let kind: Kind
        /// The first pair concerned.
        public let pair: Int64
        public let text: String
    }

    /// The first contradiction between the rounds of a body, its pairs' results, and the chunk's
    /// sums and digests; `nil` when there is none. What rounds showed is in the digests only, which
    /// takes the plugins to check.
    public func contradiction(
        with chunk: PairChunk, of experiment: ExperimentConfiguration
    ) -> Contradiction? {
        var cursor = RoundCursor(self)
        var chain = PairChain(digest: chunk.digestBefore)
        let arms = experiment.arms
        var shares = chunk.shares.map { ArmShare(number: $0.number, sums: ArmSums()) }
        for (at, episode) in episodes.enumerated() {
            let number = chunk.firstPair + Int64(at)
            func found(_ kind: Contradiction.Kind, _ text: String) -> Contradiction {
                Contradiction(kind: kind, pair: number, text: text)
            }
            for (place, result) in episode.results.enumerated() {
                let name = experiment.name(ofArm: shares[place].number)
                guard arms.indices.contains(shares[place].number) else {
                    return found(.rounds, "it was played by arm \(name), which there is not")
                }
                let arm = arms[shares[place].number]
                guard let sums = cursor.sums(of: result.totals.rounds, configuration: arm) else {
                    return found(
                        .rounds, "its rounds of arm \(name) are not all in the chunk's body")
                }
                if let text = PairChunkBody.contradiction(sums, result, arm) {
                    return found(.money, "arm \(name): \(text)")
                }
                if let limit = arm.dailyLimit, sums.staked + sums.fees > Int128(limit) {
                    return found(
                        .limit, "arm \(name) spent \(sums.staked + sums.fees) of \(limit)")
                }
                guard let next = shares[place].sums.adding(result) else {
                    return found(.money, "the sums of its chunk do not fit in 64 bits")
                }
                shares[place].sums = next
            }
            chain.add(episode.digest)
        }
        guard cursor.isAtEnd else {
            return Contradiction(
                kind: .rounds, pair: chunk.lastPair, text: "rounds follow that are of no pair")
        }
        guard shares == chunk.shares else {
            return Contradiction(
                kind: .money, pair: chunk.firstPair,
                text: "the chunk's sums are not those of its pairs")
        }
        guard chain.digest == chunk.digestAfter else {
            return Contradiction(
                kind: .digest, pair: chunk.firstPair,
                text: "its pairs do not lead to the digest after the chunk")
        }
        return nil
    }

    private static func contradiction(
        _ sums: SettledSums, _ result: EpisodeResult, _ arm: SessionConfiguration
    ) -> String? {
        let totals = result.totals
        guard sums.staked == Int128(totals.staked), sums.paid == Int128(totals.paid),
            sums.fees == Int128(totals.fees)
        else {
            return "its rounds have stakes \(sums.staked), payouts \(sums.paid) and fees "
                + "\(sums.fees), its result \(totals.staked), \(totals.paid) and \(totals.fees)"
        }
        let left = Int128(arm.bankroll) + sums.paid - sums.staked - sums.fees
        guard left == Int128(result.balance), left >= 0 else {
            return "the bankroll and its rounds lead to \(left), its balance is \(result.balance)"
        }
        return nil
    }
}

/// Sums over some rounds as their tuples say; wide, so that damaged numbers do not overflow.
struct SettledSums {
    var staked: Int128 = 0
    var paid: Int128 = 0
    var fees: Int128 = 0
}

extension RoundCursor {
    /// Sums over the next rounds; `nil` when there are fewer, or one can not be read.
    mutating func sums(of rounds: Int64, configuration: SessionConfiguration) -> SettledSums? {
        var sums = SettledSums()
        for _ in 0..<max(0, rounds) {
            guard let tuple = next(), let decisions = add(tuple, to: &sums) else { return nil }
            // A voided round has no decisions, and cost nothing.
            guard decisions > 0 else { continue }
            sums.fees += Int128(configuration.perSpinFee)
            sums.fees += Int128(configuration.perQueryFee) * Int128(decisions)
        }
        return sums
    }

    private func add(_ tuple: [UInt8], to sums: inout SettledSums) -> Int? {
        var reader = ByteReader(tuple)
        do throws(EncodingError) {
            _ = try reader.read(UInt8.self)
            let low = Int(try reader.read(UInt8.self))
            let count = low | Int(try reader.read(UInt8.self)) << 7
            for _ in 0..<count {
                _ = try reader.readVarint()
                sums.staked += Int128(try reader.readVarint())
                sums.paid += Int128(try reader.readVarint())
            }
            return count
        } catch {
            return nil
        }
    }
}
