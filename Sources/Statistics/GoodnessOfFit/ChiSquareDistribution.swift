// The chi-square distribution.

/// Probabilities of the chi-square distribution.
public enum ChiSquareDistribution {
    /// The probability of a value above `statistic`.
    ///
    /// - Precondition: `degreesOfFreedom > 0`, `statistic >= 0`.
    public static func survival(_ statistic: Double, degreesOfFreedom: Double) -> Double {
        IncompleteGamma.upper(degreesOfFreedom / 2, statistic / 2)
    }

    /// The value that is exceeded with this probability, to a relative 1e-12.
    ///
    /// - Precondition: `0 < probability < 1`, `degreesOfFreedom > 0`.
    public static func critical(_ probability: Double, degreesOfFreedom: Double) -> Double {
        precondition(probability > 0 && probability < 1, "a probability lies between 0 and 1")
        var (low, high) = (0.0, max(1, degreesOfFreedom))
        while survival(high, degreesOfFreedom: degreesOfFreedom) > probability { high *= 2 }
        while high - low > 1e-13 * high {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if survival(middle, degreesOfFreedom: degreesOfFreedom) > probability {
                low = middle
            } else {
                high = middle
            }
        }
        return (low + high) / 2
    }
}
