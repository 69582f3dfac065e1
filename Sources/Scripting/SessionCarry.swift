// What a session carries from round to round besides memory and state.
internal import CLuaBridge
internal import Encoding

/// Totals, the view of the last round and the newest rewards.
///
/// Byte form, part of every checkpoint: totals, last bet, last round, rewards as varints and
/// fixed 8-byte floats, in the order of the properties below; the choices only where there are any.
public struct SessionCarry: Hashable, Sendable {
    public var rounds: Int64 = 0
    /// Rounds that paid anything.
    public var hits: Int64 = 0
    public var decisions: Int64 = 0
    /// Rounds voided by a fault.
    public var faults: Int64 = 0
    /// Minor units.
    public var staked: Int64 = 0
    public var paid: Int64 = 0
    public var fees: Int64 = 0
    public var strategyFuel: Int64 = 0
    public var gameFuel: Int64 = 0
    public var lastStake: Int64 = 0
    public var lastPayout: Int64 = 0
    /// What `Spin` repeats; 0 before the first bet.
    public var lastBet: Int64 = 0
    /// Index of the action that opened the last round; -1 before the first.
    public var lastAction: Int64 = -1
    public var lastSymbols: [UInt16] = []
    /// Sum of all rewards, in minor units.
    public var rewardTotal: Double = 0
    /// The newest rewards with their rounds, oldest first.
    public var rewards: [Reward] = []
    /// Which of the latest rounds changed the choice of the one before: a bit a round, the newest
    /// last, and how many there are. Both 0 in a session without a human-likeness score.
    public var choiceChanges: UInt32 = 0
    public var choiceCount: Int32 = 0

    /// One reward signal.
    public struct Reward: Hashable, Sendable {
        public var round: Int64
        public var reward: Double
    }

    public init() {}

    /// The byte form.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        for value in [
            rounds, hits, decisions, faults, staked, paid, fees, strategyFuel, gameFuel, lastStake,
            lastPayout, lastBet, lastAction,
        ] {
            writer.writeSignedVarint(value)
        }
        writer.write(rewardTotal.bitPattern)
        writer.writeVarint(UInt64(lastSymbols.count))
        for symbol in lastSymbols { writer.writeVarint(UInt64(symbol)) }
        writer.writeVarint(UInt64(rewards.count))
        for each in rewards {
            writer.writeSignedVarint(each.round)
            writer.write(each.reward.bitPattern)
        }
        if choiceCount > 0 {
            writer.writeVarint(UInt64(choiceCount))
            writer.writeVarint(UInt64(choiceChanges))
        }
        return writer.bytes
    }

    /// Reads the byte form; `nil` when the bytes are not in it.
    public init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        do throws(EncodingError) {
            for path in SessionCarry.integers {
                self[keyPath: path] = try reader.readSignedVarint()
            }
            rewardTotal = Double(bitPattern: try reader.read(UInt64.self))
            for _ in 0..<(min(try reader.readVarint(), 256)) {
                lastSymbols.append(UInt16(clamping: try reader.readVarint()))
            }
            for _ in 0..<(min(try reader.readVarint(), UInt64(SG_REWARDS_KEPT))) {
                let round = try reader.readSignedVarint()
                let reward = Double(bitPattern: try reader.read(UInt64.self))
                rewards.append(Reward(round: round, reward: reward))
            }
            if reader.remaining > 0 {
                choiceCount = Int32(min(try reader.readVarint(), UInt64(SG_LIKENESS_ROUNDS)))
                choiceChanges = UInt32(truncatingIfNeeded: try reader.readVarint())
            }
            try reader.finish()
        } catch {
            return nil
        }
    }

    private static var integers: [WritableKeyPath<SessionCarry, Int64>] {
        [
            \.rounds, \.hits, \.decisions, \.faults, \.staked, \.paid, \.fees, \.strategyFuel,
            \.gameFuel, \.lastStake, \.lastPayout, \.lastBet, \.lastAction,
        ]
    }
}
