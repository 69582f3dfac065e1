// What each arm of a tournament has in a chunk, and the form in which the store keeps it.
//
//   1 byte     number of arms; then for each:
//     1 byte     its number
//     varints    rounds, staked, paid, fees, fuel, signed
internal import Encoding

/// One arm's sums over the episodes of a chunk.
public struct ArmShare: Hashable, Sendable {
    /// From 0.
    public var number: Int
    public var sums: ArmSums

    public init(number: Int, sums: ArmSums) {
        self.number = number
        self.sums = sums
    }
}

extension [ArmShare] {
    /// The bytes that the store keeps.
    public var encoded: [UInt8] {
        var writer = ByteWriter(capacity: 1 + count * 24)
        writer.write(UInt8(truncatingIfNeeded: count))
        for share in self {
            writer.write(UInt8(truncatingIfNeeded: share.number))
            for value in [
                share.sums.rounds, share.sums.staked, share.sums.paid, share.sums.fees,
                share.sums.fuel,
            ] { writer.writeSignedVarint(value) }
        }
        return writer.bytes
    }

    /// Reads what was stored; `nil` when the bytes are damaged: no arm, arms out of order, a negative
    /// sum, or rounds that do not add up in 64 bits.
    public init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        var shares: [ArmShare] = []
        var rounds: Int64 = 0
        do throws(EncodingError) {
            for _ in 0..<(try reader.read(UInt8.self)) {
                let number = Int(try reader.read(UInt8.self))
                var values: [Int64] = []
                for _ in 0..<5 { values.append(try reader.readSignedVarint()) }
                let (sum, overflow) = rounds.addingReportingOverflow(values[0])
                guard values.allSatisfy({ $0 >= 0 }), number > shares.last?.number ?? -1, !overflow
                else { return nil }
                rounds = sum
                shares.append(
                    ArmShare(
                        number: number,
                        sums: ArmSums(
                            rounds: values[0], staked: values[1], paid: values[2], fees: values[3],
                            fuel: values[4])))
            }
            try reader.finish()
        } catch {
            return nil
        }
        guard !shares.isEmpty else { return nil }
        self = shares
    }
}
