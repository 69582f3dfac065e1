// Random numbers for tests: the same seed gives the same test on every machine.

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014);
/// constants from the authors' public domain C code, prng.di.unimi.it/splitmix64.c.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Zero or more, every order of magnitude about equally likely.
    public mutating func magnitude() -> Int64 {
        Int64(next() >> UInt64.random(in: 1...63, using: &self))
    }

    /// True in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    /// One of the values, which must not be empty.
    public mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }

    /// Uniform, strictly between 0 and 1.
    public mutating func uniform() -> Double {
        (Double(next() >> 12) + 0.5) / 4_503_599_627_370_496
    }

    /// Uniform in 0..<count, by the high half of a product: the bias is at most count / 2^64.
    public mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
