// The standard normal distribution: density, cumulative probability and its inverse.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The normal distribution with mean 0 and standard deviation 1.
public enum NormalDistribution {
    /// The density at `z`.
    public static func density(_ z: Double) -> Double {
        exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    }

    /// The probability of a value below `z`: erfc(-z / sqrt 2) / 2, exact to a few units in the
    /// last place in both tails.
    public static func cumulative(_ z: Double) -> Double {
        erfc(-z / 2.0.squareRoot()) / 2
    }

    /// The probability of a value at least as far from zero as `z`, on either side.
    public static func twoSidedTail(_ z: Double) -> Double {
        erfc(z.magnitude / 2.0.squareRoot())
    }

    /// The value below which a normal variable falls with this probability.
    ///
    /// Algorithm PPND16 (relative accuracy about 1e-16): M. J. Wichura, "Algorithm AS 241: The
    /// Percentage Points of the Normal Distribution", Applied Statistics 37 (1988) 477-484.
    ///
    /// - Precondition: `0 < probability < 1`.
    public static func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "a quantile needs 0 < probability < 1")
        let offset = probability - 0.5
        if offset.magnitude <= 0.425 {
            return offset * ratio(central, at: 0.180625 - offset * offset)
        }
        let tail = offset < 0 ? probability : 1 - probability
        let radius = (-log(tail)).squareRoot()
        let distance = radius <= 5 ? ratio(middle, at: radius - 1.6) : ratio(far, at: radius - 5)
        return offset < 0 ? -distance : distance
    }

    /// How many standard deviations a two-sided interval reaches to each side: 1.96 for 0.05.
    ///
    /// - Parameter alpha: the probability outside, both tails together.
    public static func twoSidedCritical(alpha: Double) -> Double {
        -quantile(alpha / 2)
    }

    private typealias Rational = (numerator: [Double], denominator: [Double])

    private static func ratio(_ table: Rational, at x: Double) -> Double {
        horner(table.numerator, x) / horner(table.denominator, x)
    }

    private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    // Coefficients of the three ranges of AS 241, highest power first.
    private static let central: Rational = (
        [
            2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
            45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
            133.14166789178437745, 3.387132872796366608,
        ],
        [
            5226.495278852854561, 28729.085735721942674, 39307.89580009271061,
            21213.794301586595867, 5394.1960214247511077, 687.1870074920579083,
            42.313330701600911252, 1,
        ]
    )

    private static let middle: Rational = (
        [
            7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
            1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
            4.6303378461565452959, 1.42343711074968357734,
        ],
        [
            1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
            0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
            2.05319162663775882187, 1,
        ]
    )

    private static let far: Rational = (
        [
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
            0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
            5.4637849111641143699, 6.6579046435011037772,
        ],
        [
            2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
            7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
            0.59983220655588793769, 1,
        ]
    )
}
