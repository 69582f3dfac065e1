// Goal: fractions and linear systems are exact. Method: worked examples, and identities over many
// fractions.
import Testing

@testable import Odds

@Suite("Fractions")
struct FractionTests {
    @Test("a fraction is reduced and its sign is above")
    func reduced() {
        #expect("\(Fraction(6, over: -4))" == "-3/2")
        #expect(Fraction("2/4") == Fraction(1, over: 2))
        #expect(Fraction("1/0") == nil)
        #expect(Fraction("0.5") == nil)
    }

    @Test("decimals round to the nearest, halves away from zero")
    func decimals() {
        #expect(Fraction(1, over: 3).decimal(4) == "0.3333")
        #expect(Fraction(2, over: 3).decimal(4) == "0.6667")
        #expect(Fraction(1, over: 8).decimal(2) == "0.13")
        #expect(Fraction(-1, over: 8).decimal(2) == "-0.13")
        #expect(Fraction(-1, over: 1000).decimal(2) == "0.00")
        #expect(Fraction(1999, over: 1000).decimal(2) == "2.00")
        #expect(Fraction(7, over: 2).decimal(0) == "4")
    }

    @Test("the double is the nearest one, also of fractions with hundreds of digits")
    func doubles() {
        #expect(Fraction(1, over: 3).double == 1.0 / 3)
        #expect(Fraction(-3, over: 4).double == -0.75)
        let tiny = (0..<400).reduce(Fraction.one) { value, _ in value / Fraction(10) }
        #expect(tiny.double == 0)
        let near = (tiny + .one) / Fraction(3)
        #expect(near.double == 1.0 / 3)
    }

    @Test("a linear system of two equations, and one that has no single solution")
    func systems() throws {
        // x = 1/2 y + 1, y = 1/3 x + 2: x = 12/5, y = 14/5.
        let flow = [[Fraction.zero, Fraction(1, over: 2)], [Fraction(1, over: 3), .zero]]
        let solved = try #require(
            LinearSystem.solve(flow: flow, columns: [[.one, Fraction(2)]]))
        #expect(solved == [[Fraction(12, over: 5), Fraction(14, over: 5)]])
        #expect(LinearSystem.solve(flow: [[.one]], columns: [[.one]]) == nil)
    }
}
