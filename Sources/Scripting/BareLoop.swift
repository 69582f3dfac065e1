// The unmetered limit that the bench compares with.
internal import CLuaBridge

/// The same plugin texts in one plain Lua state, without sandbox, meter, wallet or journal.
public enum BareLoop {
    /// What a run did and how long it took.
    public struct Result: Hashable, Sendable {
        public var rounds: Int64
        public var staked: Int64
        public var paid: Int64
        public var nanoseconds: Int64
    }

    /// Plays rounds at one stake, in minor units.
    public static func play(
        strategy: [UInt8], game: [UInt8], stake: Int64, rounds: Int64, seed: UInt64
    ) throws(PluginFault) -> Result {
        var result = sg_bare_result()
        var record = sg_fault()
        let status = unsafe strategy.withUnsafeBytes { strategy in
            unsafe game.withUnsafeBytes { game in
                unsafe sg_bare_play(
                    strategy.baseAddress?.assumingMemoryBound(to: CChar.self), strategy.count,
                    game.baseAddress?.assumingMemoryBound(to: CChar.self), game.count, stake,
                    rounds, seed, &result, &record)
            }
        }
        guard status == SG_OK else { throw PluginFault(record, file: "bare loop") }
        return Result(
            rounds: result.rounds, staked: result.staked, paid: result.paid,
            nanoseconds: result.nanoseconds)
    }
}
