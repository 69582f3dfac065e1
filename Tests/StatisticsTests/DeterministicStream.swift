// The stream that pinned numbers were computed on: fractional parts of multiples of a constant.

/// x(i) = frac(ratio i) for i = 1, 2, 3 and on: evenly spread over 0..<1, without a generator.
func goldenStream(_ count: Int, ratio: Double = 0.618_033_988_749_894_9) -> [Double] {
    (1...count).map { (Double($0) * ratio).truncatingRemainder(dividingBy: 1) }
}
