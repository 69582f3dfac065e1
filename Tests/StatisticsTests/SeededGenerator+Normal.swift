// Normal random numbers for the simulations.
import SeededRandom

@testable import Statistics

extension SeededGenerator {
    mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }
}
