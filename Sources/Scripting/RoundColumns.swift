// The journal columns of some rounds, as the driver fills them.

/// Distinct round tuples and one index a round; the tuple's layout is stated in columns.c.
public struct RoundColumns: Hashable, Sendable {
    /// Each: LEB128 length, bytes.
    public var tuples: [UInt8]
    public var tupleCount: Int
    /// Which tuple each round is.
    public var indexes: [UInt16]

    public init(tuples: [UInt8], tupleCount: Int, indexes: [UInt16]) {
        self.tuples = tuples
        self.tupleCount = tupleCount
        self.indexes = indexes
    }
}
