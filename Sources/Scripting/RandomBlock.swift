// The generator behind every random stream, for tests against published answers.
internal import CLuaBridge

/// Philox4x64-10 (Salmon et al., SC11).
public enum RandomBlock {
    /// Four 64-bit numbers for a counter of four and a key of two.
    public static func philox(
        counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64)
    ) -> [UInt64] {
        let counter = [counter.0, counter.1, counter.2, counter.3]
        let key = [key.0, key.1]
        var out: [UInt64] = [0, 0, 0, 0]
        unsafe counter.withUnsafeBufferPointer { counter in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe out.withUnsafeMutableBufferPointer { out in
                    unsafe sg_philox(counter.baseAddress, key.baseAddress, out.baseAddress)
                }
            }
        }
        return out
    }
}
