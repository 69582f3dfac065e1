// Goal: the test of marginal homogeneity gives the published figures, and holds its level also
// where it is small. Method: Stuart's example, fitted by SciPy; tables balanced by construction.

import SeededRandom
import Statistics
import Testing

struct MarginalHomogeneityTests {
    private func cells(_ table: [[Int]]) -> [MarginalHomogeneityTest.Cell] {
        table.enumerated().flatMap { from, row in
            row.enumerated().map { to, count in
                MarginalHomogeneityTest.Cell(from: from, to: to, count: count)
            }
        }
    }

    @Test("the unaided vision of 7,477 women: 11.970 with three degrees of freedom")
    func published() throws {
        // Data of Stuart (1955); the figure as in Agresti, Categorical Data Analysis, section 10.3
        // (11.97), here by scipy.optimize with the margins as constraints: 11.969797.
        let table = [
            [1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492],
        ]
        let found = try #require(MarginalHomogeneityTest.pearson(cells(table), kinds: 4))
        #expect((found.statistic - 11.969797).magnitude < 1e-5)
        #expect(found.degreesOfFreedom == 3)
        #expect((found.pValue - 0.0074873).magnitude < 1e-6)
    }

    @Test("of two kinds it is McNemar's test")
    func twoKinds() throws {
        let found = try #require(
            MarginalHomogeneityTest.pearson(cells([[5, 30], [15, 9]]), kinds: 2))
        #expect((found.statistic - 225.0 / 45).magnitude < 1e-9)
        #expect(found.degreesOfFreedom == 1)
    }

    @Test("a table without changes has nothing to test; pieces that are apart cost a degree each")
    func degenerate() throws {
        #expect(MarginalHomogeneityTest.pearson(cells([[5, 0], [0, 9]]), kinds: 2) == nil)
        let apart = [[0, 50, 0, 0], [50, 0, 0, 0], [0, 0, 0, 40], [0, 0, 60, 0]]
        let found = try #require(MarginalHomogeneityTest.pearson(cells(apart), kinds: 4))
        #expect(found.degreesOfFreedom == 2)
        #expect((found.statistic - 4).magnitude < 1e-9)
    }

    @Test("balanced walks are rejected as often as the level says")
    func level() throws {
        var generator = SeededGenerator(seed: 11)
        var (often, rarely) = (0, 0)
        for _ in 0..<1000 {
            var table = [[Int]](repeating: [Int](repeating: 0, count: 8), count: 8)
            for _ in 0..<480 {
                let stop = Int.random(in: 0..<8, using: &generator)
                table[stop][(stop + 1) % 8] += 1
            }
            let found = try #require(MarginalHomogeneityTest.pearson(cells(table), kinds: 8))
            #expect(found.degreesOfFreedom == 7)
            often += found.pValue < 0.05 ? 1 : 0
            rarely += found.pValue < 0.001 ? 1 : 0
        }
        // 50 expected, standard deviation 7; and one.
        #expect((25...75).contains(often), "\(often)")
        #expect(rarely <= 6, "\(rarely)")
    }
}
