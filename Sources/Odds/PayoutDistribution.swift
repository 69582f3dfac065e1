// Chances of what a round pays, over one common denominator so that adding rounds up is a matter of
// whole numbers.
internal import BigInt

/// What a round staked and paid, in minor units.
public struct RoundTotal: Hashable, Sendable {
    public var payout: Int64
    public var staked: Int64
}

/// Chances of totals; they add up to 1 once complete.
struct PayoutDistribution {
    private(set) var weights: [RoundTotal: BigInt]
    private(set) var denominator: BigInt

    /// Nothing is paid.
    static let nothing = PayoutDistribution(
        weights: [RoundTotal(payout: 0, staked: 0): 1], denominator: 1)
    static let empty = PayoutDistribution(weights: [:], denominator: 1)
    /// The most totals, and products of two totals, that are kept: seconds of work.
    static let totalsMax = 500_000
    static let productsMax = 30_000_000

    init(weights: [RoundTotal: BigInt], denominator: BigInt) {
        self.weights = weights
        self.denominator = denominator
    }

    init(_ chances: [RoundTotal: Fraction]) {
        denominator = chances.values.reduce(BigInt(1)) { $0.leastCommonMultiple($1.denominator) }
        weights = [:]
        for (total, chance) in chances {
            weights[total] = chance.numerator * (denominator / chance.denominator)
        }
    }

    /// Adds `other`, shifted by what was paid and staked before it, with a chance.
    mutating func add(_ other: PayoutDistribution, by shift: RoundTotal, chance: Fraction) {
        let needed = chance.denominator * other.denominator
        let common = denominator.leastCommonMultiple(needed)
        if common != denominator {
            let scale = common / denominator
            for total in weights.keys { weights[total]? *= scale }
            denominator = common
        }
        let scale = common / needed * chance.numerator
        for (total, weight) in other.weights {
            let moved = RoundTotal(
                payout: total.payout &+ shift.payout, staked: total.staked &+ shift.staked)
            weights[moved, default: 0] += weight * scale
        }
    }

    /// The sum of two independent ones; `nil` when it has too many totals.
    func plus(_ other: PayoutDistribution) -> PayoutDistribution? {
        guard weights.count * other.weights.count <= PayoutDistribution.productsMax else {
            return nil
        }
        var sum = PayoutDistribution(weights: [:], denominator: denominator * other.denominator)
        for (left, weight) in weights {
            for (right, factor) in other.weights {
                let total = RoundTotal(
                    payout: left.payout &+ right.payout, staked: left.staked &+ right.staked)
                sum.weights[total, default: 0] += weight * factor
            }
        }
        return sum.weights.count <= PayoutDistribution.totalsMax ? sum : nil
    }

    /// The sum of `times` independent ones.
    func times(_ times: Int64) -> PayoutDistribution? {
        var (result, base, left) = (PayoutDistribution.nothing, self, times)
        while left > 0 {
            if left & 1 == 1 {
                guard let sum = result.plus(base) else { return nil }
                result = sum
            }
            left >>= 1
            if left > 0 {
                guard let doubled = base.plus(base) else { return nil }
                base = doubled
            }
        }
        return result
    }

    /// Divides by what all weights have in common, where that is little work.
    mutating func reduce() {
        guard weights.count <= 100 else { return }
        var common = denominator
        for weight in weights.values where common != 1 {
            common =
                weight.isMultiple(of: common) ? common : weight.greatestCommonDivisor(with: common)
        }
        guard common != 1 else { return }
        denominator /= common
        for total in weights.keys { weights[total]? /= common }
    }

    /// Moments of a complete distribution, the payout as one part.
    var moments: PlaceMoments {
        var (paid, staked, squares, nothing): (BigInt, BigInt, BigInt, BigInt) = (0, 0, 0, 0)
        for (total, weight) in weights {
            let net = BigInt(total.payout) - BigInt(total.staked)
            paid += weight * BigInt(total.payout)
            staked += weight * BigInt(total.staked)
            squares += weight * net * net
            if total.payout == 0 { nothing += weight }
        }
        return PlaceMoments(
            parts: [Fraction(whole: paid, over: denominator)],
            staked: Fraction(whole: staked, over: denominator),
            netSquared: Fraction(whole: squares, over: denominator),
            nothingPaid: Fraction(whole: nothing, over: denominator))
    }

    var chances: [RoundTotal: Fraction] {
        weights.mapValues { Fraction(whole: $0, over: denominator) }
    }
}

extension BigInt {
    /// Mostly one divides the other, which is found out faster than a common divisor.
    func leastCommonMultiple(_ other: BigInt) -> BigInt {
        if isMultiple(of: other) { return self }
        if other.isMultiple(of: self) { return other }
        return self / greatestCommonDivisor(with: other) * other
    }
}
