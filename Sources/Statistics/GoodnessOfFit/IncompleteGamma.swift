// The incomplete gamma function, from which the chi-square and Poisson distributions are made.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The regularised incomplete gamma functions.
enum IncompleteGamma {
    // Terms of series and fraction; both need about the root of the shape, so this is for 10^9.
    private static let termsMax = 200_000

    /// Q(a, x) = Gamma(a, x) / Gamma(a), in 0...1: the series of DLMF 8.11.4 below a + 1, and above
    /// it the continued fraction of DLMF 8.9.2 by Lentz's method (Thompson & Barnett, Journal of
    /// Computational Physics 64, 1986).
    ///
    /// - Precondition: `shape > 0`, `x >= 0`.
    static func upper(_ shape: Double, _ x: Double) -> Double {
        precondition(shape > 0 && x >= 0, "the gamma function takes a positive shape")
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        return x < shape + 1 ? 1 - series(shape, x) : fraction(shape, x)
    }

    private static func scale(_ shape: Double, _ x: Double) -> Double {
        exp(shape * log(x) - x - lgamma(shape))
    }

    private static func series(_ shape: Double, _ x: Double) -> Double {
        var term = 1 / shape
        var sum = term
        for index in 1...termsMax {
            term *= x / (shape + Double(index))
            sum += term
            if term < sum * 1e-16 { break }
        }
        return min(1, sum * scale(shape, x))
    }

    private static func fraction(_ shape: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / (b.magnitude < tiny ? tiny : b)
        var value = d
        for index in 1...termsMax {
            let step = Double(index)
            let a = -step * (step - shape)
            b += 2
            d = a * d + b
            d = 1 / (d.magnitude < tiny ? tiny : d)
            c = b + a / c
            if c.magnitude < tiny { c = tiny }
            value *= c * d
            if (c * d - 1).magnitude < 1e-16 { break }
        }
        return min(1, max(0, value * scale(shape, x)))
    }
}
