// Comparison of computed numbers with pinned ones.

/// Whether two numbers agree within an absolute tolerance; NaN agrees with nothing.
func isNear(_ actual: Double?, _ expected: Double, within tolerance: Double) -> Bool {
    guard let actual else { return false }
    return actual == expected || (actual - expected).magnitude <= tolerance
}

/// Whether two numbers agree in all but the last few digits.
func agrees(_ actual: Double?, _ expected: Double, relative: Double = 1e-12) -> Bool {
    isNear(actual, expected, within: relative * expected.magnitude)
}
