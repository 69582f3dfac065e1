// One round as people and checks see it, read from the digest bytes of the driver (layout: the top
// of CLuaBridge/round.c and columns.c).
internal import Encoding
public import Scripting

/// What one round did, paid and showed.
public struct RoundRecord: Hashable, Sendable {
    /// One decision and what its step gave.
    public struct Decision: Hashable, Sendable {
        public var action: String
        /// Minor units; 0 when the action carried none.
        public var amount: Int64
        public var payout: Int64
        /// Data of a game's own action, when it carried any.
        public var data: PlainData?
        public var symbols: [String]
        public var info: PlainData?
    }

    public var decisions: [Decision]
    /// The game said that it is over.
    public var isLast: Bool
    /// A fault voided the round.
    public var isVoid: Bool

    public var stake: Int64 { decisions.reduce(0) { $0 &+ $1.amount } }
    public var payout: Int64 { decisions.reduce(0) { $0 &+ $1.payout } }
}

extension RoundRecord {
    static let commonActions = 3

    static func records(
        in bytes: [UInt8], actions: [String], symbols: [String]
    ) throws(PlayError) -> [RoundRecord] {
        var reader = ByteReader(bytes)
        var records: [RoundRecord] = []
        do throws(EncodingError) {
            while reader.remaining > 0 {
                records.append(try read(&reader, actions: actions, symbols: symbols))
            }
        } catch {
            throw PlayError(
                .replayIncompatible, "the bytes of a round are damaged: \(error.description)")
        }
        return records
    }

    private static func read(
        _ reader: inout ByteReader, actions: [String], symbols: [String]
    ) throws(EncodingError) -> RoundRecord {
        let flags = try reader.read(UInt8.self)
        let low = try reader.read(UInt8.self)
        let count = Int(low) | Int(try reader.read(UInt8.self)) << 7
        var record = RoundRecord(
            decisions: [], isLast: flags & 1 != 0, isVoid: flags & 2 != 0)
        var indexes: [Int] = []
        for _ in 0..<count {
            let index = Int(clamping: try reader.readVarint())
            let amount = Int64(clamping: try reader.readVarint())
            let payout = Int64(clamping: try reader.readVarint())
            indexes.append(index)
            record.decisions.append(
                Decision(
                    action: index < actions.count ? actions[index] : "?", amount: amount,
                    payout: payout, data: nil, symbols: [], info: nil))
        }
        for at in record.decisions.indices {
            if indexes[at] >= commonActions {
                record.decisions[at].data = PlainData(
                    encoded: try reader.readBytes(countMax: 1 << 21))
            }
            for _ in 0..<(min(try reader.readVarint(), 256)) {
                let symbol = Int(clamping: try reader.readVarint())
                record.decisions[at].symbols.append(symbol < symbols.count ? symbols[symbol] : "?")
            }
            record.decisions[at].info = PlainData(encoded: try reader.readBytes(countMax: 1 << 21))
        }
        return record
    }
}

extension RoundRecord {
    /// The round's tuple in the journal's columns.
    func tuple(actions: [String]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt8((isLast ? 1 : 0) | (isVoid ? 2 : 0)))
        writer.write(UInt8(decisions.count & 0x7f))
        writer.write(UInt8(truncatingIfNeeded: decisions.count >> 7))
        for decision in decisions {
            writer.writeVarint(UInt64(actions.firstIndex(of: decision.action) ?? 0))
            writer.writeVarint(UInt64(clamping: decision.amount))
            writer.writeVarint(UInt64(clamping: decision.payout))
        }
        return writer.bytes
    }
}
