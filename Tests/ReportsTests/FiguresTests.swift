// Goal: numbers, tables and JSON look as people and programs expect.
// Method: the edges of every form.
import Reports
import Testing

@Suite struct FiguresTests {
    @Test(
        "digits are grouped by three",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
            (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
        ])
    func grouped(value: Int64, text: String) {
        #expect(Figures.grouped(value) == text)
    }

    @Test(
        "rates take k and M",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1.0 k"), (99_940, "99.9 k"), (940_000, "940 k"),
            (1_250_000, "1.25 M"),
        ])
    func rate(value: Double, text: String) {
        #expect(Figures.rate(value) == text)
    }

    @Test(
        "durations are rounded up to whole seconds or minutes, and nonsense is a dash",
        arguments: [
            (0, "0 s"), (8.2, "9 s"), (59.1, "1 m 00 s"), (65, "1 m 05 s"), (7800, "2 h 10 m"),
            (-1, "-"), (.infinity, "-"), (.nan, "-"),
        ])
    func duration(seconds: Double, text: String) {
        #expect(Figures.duration(seconds: seconds) == text)
    }

    @Test("shares, signs and decimals")
    func others() {
        #expect(Figures.percent(0.955463) == "95.55 %")
        #expect(Figures.percent(1.5, decimals: 0) == "150 %")
        #expect(Figures.signed(1.25, 2) == "+1.25")
        #expect(Figures.signed(-0.5, 2) == "-0.50")
        #expect(Figures.signed(0, 2) == "0.00")
        #expect(Figures.decimals(2.0 / 3, 3) == "0.667")
    }

    @Test("columns are as wide as their widest cell, and no line ends with a blank")
    func table() {
        var table = TextTable(header: ["name", "count", "note"], rightAligned: [1])
        table.add(["a", "5", ""])
        table.add(["longer", "12345678", "é"])
        table.add(["short"])
        #expect(
            table.text == """
                name       count  note
                a              5
                longer  12345678  é
                short
                """)
        #expect(TextTable(header: []).text.isEmpty)
    }

    @Test("JSON has sorted keys, null for nothing, and words for numbers it can not say")
    func json() {
        struct Report: Encodable {
            var zebra = Double.infinity
            var apple = "a/b"
            @Nullable var nothing: Int?
            @Nullable var something: Int? = 3
        }
        #expect(
            JSONText.encode(Report()) == """
                {
                  "apple" : "a/b",
                  "nothing" : null,
                  "something" : 3,
                  "zebra" : "inf"
                }
                """)
    }
}
