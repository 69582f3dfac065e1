// Reproducible randomness for the simulations: the same seed gives the same verdicts everywhere.

@testable import Statistics

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Uniform, strictly between 0 and 1.
    mutating func uniform() -> Double {
        (Double(next() >> 12) + 0.5) / 4_503_599_627_370_496
    }

    mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }

    mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
