// A page: a verdict in a sentence, figures with their tables, and what it takes to get them again.
//
// One file without a script: pictures are SVG in the page, and nothing is loaded from anywhere, which
// a content security policy forbids besides. Colours follow the reader's light or dark, and paper.

/// A report as a page for people and as tables for programs.
public struct ReportPage: Sendable {
    /// One picture, or only a table, with what it says in a sentence.
    struct Figure: Sendable {
        var heading: String
        /// What is to be seen and how it is to be read. May be empty.
        var caption: String
        var charts: [any Chart]
        var tables: [DataTable]
    }

    /// A line of what is known about how it came about.
    struct Fact: Hashable, Sendable {
        var name: String
        var value: String
        /// Whether it is a code, which may be broken anywhere.
        var isCode = false
    }

    var title: String
    /// The verdict, in a plain sentence.
    var verdict: String
    /// What the reader has to know with it: why there is none, what does not hold.
    var remarks: [String]
    var figures: [Figure]
    /// The command line that gives the same.
    var command: String
    var facts: [Fact]

    init(
        title: String, verdict: String, remarks: [String] = [], figures: [Figure] = [],
        command: [String], facts: [Fact] = []
    ) {
        self.title = title
        self.verdict = verdict
        self.remarks = remarks
        self.figures = figures
        self.command = ReportPage.line(command)
        self.facts = facts
    }

    /// Words as a shell reads them back.
    static func line(_ words: [String]) -> String {
        words.map { word in
            let isPlain = word.utf8.allSatisfy { plain.contains($0) }
            if isPlain, !word.isEmpty { return word }
            let parts = word.split(separator: "'", omittingEmptySubsequences: false)
            return "'" + parts.joined(separator: "'\\''") + "'"
        }.joined(separator: " ")
    }

    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@%".utf8)

    /// Nothing is run and nothing is loaded.
    private static let policy =
        [
            "script", "object", "connect", "img", "font", "media", "frame", "worker", "manifest",
        ].map { "\($0)-src 'none'; " }.joined() + "base-uri 'none'; form-action 'none'"

    /// The file. It is XML too, so that any parser can read it.
    public var html: String {
        Markup.document(
            head: [
                .void("meta", ["charset": "utf-8"]),
                .void(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .void("meta", ["name": "color-scheme", "content": "light dark"]),
                .void(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": ReportPage.policy,
                    ]),
                .element("title", text: title), PageStyle.sheet,
            ],
            body: [
                .element(
                    "main", [:],
                    [head] + figures.enumerated().map { section($1, number: $0 + 1) } + [origin])
            ])
    }

    /// The files of `--csv`: a name, and the text.
    public var files: [(name: String, text: String)] {
        figures.flatMap(\.tables).map { ($0.name + ".csv", $0.csv) } + [("about.csv", about.csv)]
    }

    private var head: Markup {
        .element(
            "header", [:],
            [
                .element("h1", text: title), .element("p", ["class": "verdict"], text: verdict),
            ] + remarks.map { .element("p", ["class": "remark"], text: $0) })
    }

    private func section(_ figure: Figure, number: Int) -> Markup {
        let caption =
            figure.caption.isEmpty ? [] : [Markup.element("p", text: figure.caption)]
        let pictures = figure.charts.enumerated().flatMap { index, chart in
            ChartSize.allCases.map { size in
                let id = "figure-\(number)-\(index + 1)-\(size.rawValue)"
                return chart.drawing(size, id: id).markup(
                    id: id, title: chart.title, description: chart.summary, style: size.rawValue)
            }
        }
        let body =
            pictures.isEmpty ? [] : [Markup.element("figure", [:], pictures)]
        return .element(
            "section", [:],
            [.element("h2", text: figure.heading)] + caption + body
                + figure.tables.filter(\.isOnPage).map(\.markup))
    }

    private var origin: Markup {
        .element(
            "section", [:],
            [
                .element("h2", text: "To get it again"),
                .element("pre", [:], [.element("code", text: command)]),
                .element(
                    "dl", [:],
                    facts.flatMap { fact -> [Markup] in
                        let value =
                            fact.isCode
                            ? Markup.element("code", text: fact.value) : .text(fact.value)
                        return [.element("dt", text: fact.name), .element("dd", [:], [value])]
                    }),
            ])
    }

    private var about: DataTable {
        var table = DataTable(
            name: "about", title: "about", columns: [.init("what"), .init("value")])
        table.add([.text("verdict"), .text(verdict)])
        for remark in remarks { table.add([.text("remark"), .text(remark)]) }
        table.add([.text("command"), .text(command)])
        for fact in facts { table.add([.text(fact.name), .text(fact.value)]) }
        return table
    }
}
