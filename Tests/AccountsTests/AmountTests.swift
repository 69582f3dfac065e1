// Goal: text and arithmetic of amounts are exact or refused, never rounded and never wrapped.
// Method: known pairs, the edges of Int64, a seeded round trip over every magnitude, random
// calculations against Int128, and a table of malformed texts with the sentence each one gets.

import Accounts
import SeededRandom
import Testing

@Suite("Amounts")
struct AmountTests {
    @Test(
        "a decimal text gives its minor units and back",
        arguments: [
            ("10.50", Currency.aud, Int64(1050), "10.50"), ("0", .usd, 0, "0.00"),
            ("0.05", .eur, 5, "0.05"), ("7", .aud, 700, "7.00"), ("7.5", .aud, 750, "7.50"),
            ("007.50", .aud, 750, "7.50"), ("1050", .jpy, 1050, "1050"),
            ("92233720368547758.07", .aud, .max, "92233720368547758.07"),
            ("9223372036854775807", .jpy, .max, "9223372036854775807"),
            ("-92233720368547758.08", .aud, .min, "-92233720368547758.08"),
            ("-0.01", .aud, -1, "-0.01"), ("-0", .aud, 0, "0.00"),
            ("0000000000000000000000000000000000000000000000000000000000001.00", .aud, 100, "1.00"),
        ])
    func knownTexts(text: String, currency: Currency, minorUnits: Int64, back: String) throws {
        let amount = try Amount(parsing: text, in: currency, sign: .allowed)
        #expect(amount == Amount(minorUnits: minorUnits, currency: currency))
        #expect(amount.text == back)
        #expect(amount.description == "\(back) \(currency.code)")
    }

    @Test("every amount is parsed back from its own text")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<50_000 {
            let sign: Int64 = generator.chance(50) ? 1 : -1
            let amount = Amount(
                minorUnits: sign * generator.magnitude(),
                currency: generator.pick(Currency.allCases))
            let back = try Amount(parsing: amount.text, in: amount.currency, sign: .allowed)
            guard back == amount else {
                Issue.record("\(amount.minorUnits) came back as \(back.minorUnits)")
                return
            }
        }
    }

    @Test("random text is refused or means exactly what it says")
    func randomText() {
        // A text that is accepted must read back as itself once leading zeros are put aside.
        var generator = SeededGenerator(seed: 2)
        let alphabet = Array("0123456789..-+eE, nif\u{0}é₤９")
        var accepted = 0
        for _ in 0..<50_000 {
            let count = Int.random(in: 0...8, using: &generator)
            let text = String((0..<count).map { _ in generator.pick(alphabet) })
            guard let amount = try? Amount(parsing: text, in: .aud, sign: .allowed) else {
                continue
            }
            accepted += 1
            let digits = text.filter { $0 != "-" }
            let parts = digits.split(separator: ".").map(String.init)
            let fraction = parts.count > 1 ? parts[1] : ""
            let minorText = parts[0] + fraction + String(repeating: "0", count: 2 - fraction.count)
            let expected = Int64(minorText).map { text.hasPrefix("-") ? -$0 : $0 }
            #expect(expected == amount.minorUnits, "\(text)")
        }
        #expect(accepted > 500)
    }

    @Test(
        "a malformed amount is refused with a sentence that says what to write",
        arguments: malformedAmounts)
    func malformed(row: MalformedAmount) {
        let error = #expect(throws: AccountsError.self) {
            try Amount(parsing: row.text, in: row.currency, sign: row.sign)
        }
        #expect(error?.code == row.code)
        #expect(error?.description == row.message)
    }

    @Test("sums, differences and products agree with wide integers, or are refused when too large")
    func arithmetic() throws {
        var generator = SeededGenerator(seed: 3)
        let edges: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        func number() -> Int64 {
            if generator.chance(30) { return generator.pick(edges) }
            return generator.chance(50) ? generator.magnitude() : -generator.magnitude()
        }
        func check(_ wide: Int128, _ result: () throws -> Amount) {
            let got = Result { try result() }
            switch (Int64(exactly: wide), got) {
            case (let expected?, .success(let amount)) where amount.minorUnits == expected: break
            case (nil, .failure(let error as AccountsError)) where error.code == .amountOverflow:
                break
            default: Issue.record("\(wide) came out as \(got)")
            }
        }
        for _ in 0..<20_000 {
            let (first, second) = (number(), number())
            let one = Amount(minorUnits: first, currency: .eur)
            let two = Amount(minorUnits: second, currency: .eur)
            check(Int128(first) + Int128(second)) { try one.adding(two) }
            check(Int128(first) - Int128(second)) { try one.subtracting(two) }
            check(Int128(first) * Int128(second)) { try one.multiplied(by: second) }
            check(-Int128(first)) { try one.negated() }
            #expect(try one.isLess(than: two) == (first < second))
            #expect(try one.isAtMost(two) == (first <= second))
        }
    }

    @Test("amounts of different currencies are neither added, subtracted, compared nor equal")
    func currencyMismatch() {
        let dollars = Amount(minorUnits: 100, currency: .aud)
        let euros = Amount(minorUnits: 100, currency: .eur)
        #expect(dollars != euros)
        let operations: [() throws -> Void] = [
            { _ = try dollars.adding(euros) }, { _ = try dollars.subtracting(euros) },
            { _ = try dollars.isLess(than: euros) }, { _ = try dollars.isAtMost(euros) },
        ]
        for operation in operations {
            let error = #expect(throws: AccountsError.self) { try operation() }
            #expect(error?.code == .currencyMismatch)
            #expect(
                error?.description
                    == "1.00 AUD and 1.00 EUR are in different currencies: convert one of them "
                    + "first.")
        }
    }

    @Test("an overflow says what did not fit and what the largest amount is")
    func overflowMessage() {
        let error = #expect(throws: AccountsError.self) {
            try Amount(minorUnits: .max, currency: .jpy).multiplied(by: 2)
        }
        #expect(
            error?.description
                == "9223372036854775807 JPY times 2 is over the largest amount, "
                + "9223372036854775807 JPY: use less.")
    }
}
