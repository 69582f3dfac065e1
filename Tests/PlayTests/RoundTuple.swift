// The rounds of a chunk, read by the layout that CLuaBridge/columns.c states: written apart from
// the code under test.

import Play
import Testing

/// What one round did and paid.
struct RoundTuple: Hashable {
    struct Decision: Hashable {
        var action: Int64
        var amount: Int64
        var payout: Int64
    }

    var isLast = false
    var isVoid = false
    var decisions: [Decision] = []

    var stake: Int64 { decisions.reduce(0) { $0 + $1.amount } }
    var payout: Int64 { decisions.reduce(0) { $0 + $1.payout } }

    init(_ bytes: [UInt8]) {
        isLast = bytes[0] & 1 != 0
        isVoid = bytes[0] & 2 != 0
        let count = Int(bytes[1]) + Int(bytes[2]) * 128
        var at = 3
        func number() -> Int64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            repeat {
                value |= UInt64(bytes[at] & 0x7f) << shift
                shift += 7
                at += 1
            } while bytes[at - 1] >= 0x80
            return Int64(value)
        }
        for _ in 0..<count {
            decisions.append(Decision(action: number(), amount: number(), payout: number()))
        }
        precondition(at == bytes.count, "A tuple ends with its last decision.")
    }

    /// All rounds of these chunks, in order.
    static func all(in chunks: [Chunk]) throws -> [RoundTuple] {
        var rounds: [RoundTuple] = []
        for chunk in chunks {
            let columns = try ChunkColumns(deflated: chunk.body)
            let tuples = columns.tuples.map(RoundTuple.init)
            rounds += columns.indexes.map { tuples[Int($0)] }
        }
        return rounds
    }
}

/// Each chunk begins where the one before ended, and says of its rounds what they say.
func expectChain(_ chunks: [Chunk], from bankroll: Int64, fee: Int64 = 0) {
    var (round, digest, balance) = (Int64(1), emptyDigest, bankroll)
    var totals = SessionTotals()
    for chunk in chunks {
        #expect(chunk.firstRound == round)
        #expect(chunk.digestBefore == digest)
        #expect(chunk.balanceBefore == balance)
        #expect(chunk.roundCount > 0)
        #expect((chunk.firstRound - 1) / 65_536 == (chunk.lastRound - 1) / 65_536)
        guard let rounds = try? RoundTuple.all(in: [chunk]) else {
            Issue.record("the columns from round \(round) can not be read")
            return
        }
        #expect(rounds.count == chunk.roundCount)
        #expect(chunk.staked == rounds.reduce(0) { $0 + $1.stake })
        #expect(chunk.paid == rounds.reduce(0) { $0 + $1.payout })
        #expect(chunk.fees == Int64(rounds.count { !$0.isVoid }) * fee)
        #expect(chunk.balanceAfter == balance + chunk.paid - chunk.staked - chunk.fees)
        if let checkpoint = chunk.checkpoint {
            #expect(checkpoint.round == chunk.lastRound)
            #expect(checkpoint.balance == chunk.balanceAfter)
            #expect(checkpoint.digest == chunk.digestAfter)
        }
        totals.rounds += Int64(rounds.count)
        totals.staked += chunk.staked
        totals.paid += chunk.paid
        totals.fees += chunk.fees
        totals.hits += Int64(rounds.count { $0.payout > 0 })
        totals.decisions += rounds.reduce(0) { $0 + Int64($1.decisions.count) }
        #expect(chunk.totals.rounds == totals.rounds)
        #expect(chunk.totals.staked == totals.staked)
        #expect(chunk.totals.paid == totals.paid)
        #expect(chunk.totals.fees == totals.fees)
        #expect(chunk.totals.hits == totals.hits)
        #expect(chunk.totals.decisions == totals.decisions)
        (round, digest, balance) = (chunk.lastRound + 1, chunk.digestAfter, chunk.balanceAfter)
    }
}
