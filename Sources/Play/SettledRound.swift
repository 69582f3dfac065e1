// What journalled rounds cost and paid, without playing them again.
internal import Encoding

/// The money of one round. Amounts are minor units.
public struct SettledRound: Hashable, Sendable {
    public var staked: Int64
    public var paid: Int64
    /// Decisions that were made; 0 in a round that a fault voided, which cost nothing.
    public var decisions: Int64

    /// What its fees were.
    public func fees(_ configuration: SessionConfiguration) -> Int64 {
        guard decisions > 0 else { return 0 }
        return configuration.perSpinFee &+ configuration.perQueryFee &* decisions
    }

    /// What it changed the balance by.
    public func net(_ configuration: SessionConfiguration) -> Int64 {
        paid &- staked &- fees(configuration)
    }

    /// A round tuple (layout: columns.c). Throws `replay_incompatible` when it is damaged.
    init(tuple: [UInt8]) throws(PlayError) {
        var reader = ByteReader(tuple)
        (staked, paid, decisions) = (0, 0, 0)
        do throws(EncodingError) {
            _ = try reader.read(UInt8.self)
            let low = Int(try reader.read(UInt8.self))
            let count = low | Int(try reader.read(UInt8.self)) << 7
            for _ in 0..<count {
                _ = try reader.readVarint()
                staked &+= Int64(clamping: try reader.readVarint())
                paid &+= Int64(clamping: try reader.readVarint())
            }
            decisions = Int64(count)
        } catch {
            throw PlayError(
                .replayIncompatible, "the bytes of a round are damaged: \(error.description)")
        }
    }
}

extension ChunkColumns {
    /// The money of every round, in order. Throws `replay_incompatible` when one is damaged.
    public func settledRounds() throws(PlayError) -> [SettledRound] {
        let kinds = try tuples.map { (tuple) throws(PlayError) in try SettledRound(tuple: tuple) }
        return indexes.map { kinds[Int($0)] }
    }
}

extension RoundCursor {
    /// The money of the next round; `nil` after the last. Throws `replay_incompatible` when it is
    /// damaged.
    public mutating func nextSettled() throws(PlayError) -> SettledRound? {
        guard let tuple = next() else { return nil }
        return try SettledRound(tuple: tuple)
    }
}
