// Bytes written as hexadecimal digits in the tests, and the byte patterns that Python made too.

/// The bytes of an even number of hexadecimal digits.
func bytes(hex: String) -> [UInt8] {
    let digits = hex.map { $0.hexDigitValue ?? 255 }
    precondition(digits.count.isMultiple(of: 2) && !digits.contains(255), "Not hexadecimal.")
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// In Python: `bytes((i*7 + (i>>8)*13) & 255 for i in range(n))`.
func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + ($0 >> 8) * 13) }
}

/// A column of outcomes like a slot's: nearly all zero, few kinds. In Python:
///
///     x = 12345
///     for _ in range(n):
///         x = (x*1103515245 + 12345) & 0x7fffffff; p = (x>>16) % 1000
///         yield 0 if p < 890 else 1 if p < 980 else 2 if p < 993 else 3
func column(_ count: Int) -> [UInt8] {
    var state = 12345
    return (0..<count).map { _ in
        state = (state &* 1_103_515_245 &+ 12345) & 0x7FFF_FFFF
        let permille = (state >> 16) % 1000
        return permille < 890 ? 0 : permille < 980 ? 1 : permille < 993 ? 2 : 3
    }
}
