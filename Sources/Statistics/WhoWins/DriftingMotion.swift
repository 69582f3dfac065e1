// A Brownian motion with drift between two absorbing ends: what a likelihood ratio under way to a
// decision looks like from far.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A motion that begins at 0, drifts, and stops at the lower or the upper end.
struct DriftingMotion {
    var lower: Double
    var upper: Double
    /// Mean and variance of a step of time.
    var drift: Double
    var variance: Double

    /// The probability of an outcome below "at place after so much time": stopped at the lower end
    /// before, or not yet stopped and below the place. Outcomes are ordered from an early stop at
    /// the lower end to an early stop at the upper one.
    func probability(below place: Double, after time: Double) -> Double {
        let width = upper - lower
        let isSlow = variance * time / (width * width) < 1e-2
        return isSlow || (drift / variance * width).magnitude > 15
            ? approximated(below: place, after: time) : summed(below: place, after: time)
    }

    // The eigenfunctions of the motion between two absorbing ends.
    private func summed(below place: Double, after time: Double) -> Double {
        let width = upper - lower
        let (start, target) = (-lower, place - lower)
        let pull = drift / variance
        func rate(_ n: Double) -> Double {
            (n * .pi / width) * (n * .pi / width) * variance / 2 + drift * drift / variance / 2
        }
        let scale = exp(-rate(1) * time + (target - start) * pull)
        var sum = 0.0
        for step in 1...10_000 {
            let n = Double(step)
            let decay = exp(-(rate(n) - rate(1)) * time)
            let angle = n * .pi * target / width
            let wave =
                (2 * width * pull * sin(angle) - 2 * .pi * n * cos(angle))
                / (width * width * pull * pull + .pi * .pi * n * n)
            sum += decay * wave * sin(n * .pi * start / width)
            if (scale * decay * wave).magnitude <= 1e-9 { break }
        }
        return lowerEndProbability(start: start, width: width, pull: pull) + scale * sum
    }

    private func lowerEndProbability(start: Double, width: Double, pull: Double) -> Double {
        if pull * width > 30 { return exp(-2 * pull * start) }
        if (pull * width).magnitude < 1e-8 { return (width - start) / width }
        return (1 - exp(2 * pull * (width - start))) / (1 - exp(2 * pull * width))
    }

    // D. Siegmund, "Sequential Analysis", Springer 1985: right where few have stopped, or where the
    // drift leaves one end only.
    private func approximated(below place: Double, after time: Double) -> Double {
        let deviation = (time * variance).squareRoot()
        let moved = drift * time
        let pull = drift / variance
        let open = NormalDistribution.cumulative((place - moved) / deviation)
        let low = tail((moved + 2 * lower - place) / deviation, exponent: 2 * pull * lower)
        let high = tail((place - moved - 2 * upper) / deviation, exponent: 2 * pull * upper)
        return open + low - high
    }

    // exp(exponent) times the normal distribution function; where the one overflows and the other
    // vanishes, by its asymptotic series.
    private func tail(_ z: Double, exponent: Double) -> Double {
        guard exponent >= 10 else { return exp(exponent) * NormalDistribution.cumulative(z) }
        return -exp(exponent - z * z / 2) / (2 * Double.pi).squareRoot()
            * (1 / z - 1 / (z * z * z))
    }
}
