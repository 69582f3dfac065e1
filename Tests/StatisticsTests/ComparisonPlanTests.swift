// Goal: every number a person can get wrong is refused with its own code and a sentence.
// Method: one bad number at a time in a plan that is otherwise good.

import Testing

@testable import Statistics

@Suite("Comparison plan") struct ComparisonPlanTests {
    private func code(_ make: () throws -> Void) -> StatisticsError.Code? {
        do {
            try make()
            return nil
        } catch let error as StatisticsError {
            #expect(error.description.hasSuffix("."))
            return error.code
        } catch {
            return nil
        }
    }

    @Test("a plan with good numbers is accepted and keeps them")
    func good() throws {
        let plan = try ComparisonPlan(
            endpoint: .bounded(low: -1, high: 1), direction: .lowerIsBetter, margin: 0.02,
            alpha: 0.01, pairsMinimum: 20, pairsMaximum: 500)
        #expect(plan.tightestAt == 500 && plan.cells == 10_000 && plan.knownSkewness == 0)
    }

    @Test(
        "levels outside 0 to one half are refused", arguments: [0, -0.1, 0.5, 1, .nan, .infinity])
    func level(alpha: Double) {
        #expect(
            code { _ = try ComparisonPlan(endpoint: .unbounded, alpha: alpha, pairsMaximum: 100) }
                == .levelOutOfRange)
    }

    @Test("margins below zero or not finite are refused", arguments: [-0.01, .nan, .infinity])
    func margin(margin: Double) {
        #expect(
            code { _ = try ComparisonPlan(endpoint: .unbounded, margin: margin, pairsMaximum: 100) }
                == .marginOutOfRange)
    }

    @Test(
        "bounds out of order or not finite are refused",
        arguments: [(1.0, 1.0), (1, -1), (.nan, 1), (0, .infinity), (-1e308, 1e308)])
    func bounds(low: Double, high: Double) {
        #expect(
            code {
                _ = try ComparisonPlan(
                    endpoint: .bounded(low: low, high: high), pairsMaximum: 100)
            } == .boundsOutOfOrder)
    }

    @Test(
        "counts that are too small, too large or contradict each other are refused",
        arguments: [
            (9, 100, 50, 100), (10, 9, 50, 100), (200, 100, 50, 100), (10, .max, 50, 100),
            (10, 100, 0, 100), (10, 100, 50, 1), (10, 100, 50, 1_000_001), (-5, 100, 50, 100),
        ])
    func counts(minimum: Int, maximum: Int, best: Int, cells: Int) {
        #expect(
            code {
                _ = try ComparisonPlan(
                    endpoint: .unbounded, pairsMinimum: minimum, pairsMaximum: maximum,
                    tightestAt: best, cells: cells)
            } == .countOutOfRange)
    }

    @Test("a known skewness below zero or not finite is refused", arguments: [-1, .nan, .infinity])
    func skewness(skewness: Double) {
        #expect(
            code {
                _ = try ComparisonPlan(
                    endpoint: .unbounded, pairsMaximum: 100, knownSkewness: skewness)
            } == .skewnessOutOfRange)
    }

    @Test("a self test needs at least one experiment")
    func experiments() throws {
        let plan = try ComparisonPlan(endpoint: .unbounded, pairsMaximum: 100)
        #expect(code { _ = try SelfTest(plan: plan, experiments: 0) } == .countOutOfRange)
    }
}
