// Rounds as columns of numbers: what a fingerprint needs of a million of them, without a text or a
// list for each. Same bytes as RoundRecord, whose layout is stated at the top of CLuaBridge/round.c.
internal import Encoding

/// What rounds staked, paid and showed, in the order in which they were played. Void rounds are
/// left out.
public struct RoundOutcomes: Sendable {
    /// Minor units; the sum over a round's decisions.
    public internal(set) var stakes: [Int64] = []
    public internal(set) var payouts: [Int64] = []
    /// Numbers in the manifest's list of symbols, `width` for each round, of its first decision
    /// that showed so many; zeros for a round without.
    public internal(set) var symbols: [UInt8] = []
    /// Rounds in which no decision showed exactly `width` symbols; 0 when `width` is 0.
    public internal(set) var roundsWithoutSymbols = 0
}

extension Session {
    /// The rounds since the last call of this or of `takeRecords`; only while `keepsRecords` is set.
    ///
    /// Throws `replay_incompatible` when the driver's bytes can not be read.
    ///
    /// - Parameter width: symbols of a round; 0 to leave them out.
    public func takeOutcomes(width: Int) throws(PlayError) -> RoundOutcomes {
        defer { recordBytes = [] }
        var reader = ByteReader(recordBytes)
        var outcomes = RoundOutcomes()
        do throws(EncodingError) {
            while reader.remaining > 0 { try outcomes.read(&reader, width: width) }
        } catch {
            throw PlayError(
                .replayIncompatible, "the bytes of a round are damaged: \(error.description)")
        }
        return outcomes
    }
}

extension RoundOutcomes {
    fileprivate mutating func read(_ reader: inout ByteReader, width: Int) throws(EncodingError) {
        let isVoid = try reader.read(UInt8.self) & 2 != 0
        let low = try reader.read(UInt8.self)
        let count = Int(low) | Int(try reader.read(UInt8.self)) << 7
        var (stake, payout): (Int64, Int64) = (0, 0)
        // Decisions that carry data of a game's own action; a slot has none.
        var own: [Int] = []
        for at in 0..<count {
            if try reader.readVarint() >= UInt64(RoundRecord.commonActions) { own.append(at) }
            stake &+= Int64(clamping: try reader.readVarint())
            payout &+= Int64(clamping: try reader.readVarint())
        }
        let begin = symbols.count
        var isShown = width == 0
        for at in 0..<count {
            if own.contains(at) { _ = try reader.readBytes(countMax: 1 << 21) }
            let shown = Int(clamping: try reader.readVarint())
            let isTaken = !isShown && shown == width
            for _ in 0..<shown {
                let symbol = try reader.readVarint()
                if isTaken { symbols.append(UInt8(clamping: symbol)) }
            }
            isShown = isShown || isTaken
            _ = try reader.readBytes(countMax: 1 << 21)
        }
        guard !isVoid else {
            symbols.removeLast(symbols.count - begin)
            return
        }
        stakes.append(stake)
        payouts.append(payout)
        guard !isShown else { return }
        roundsWithoutSymbols += 1
        symbols.append(contentsOf: repeatElement(0, count: width))
    }
}
