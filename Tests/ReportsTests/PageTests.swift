// Goal: a page is well-formed and loads nothing whatever plugins are called, and its tables come back
// from CSV as they were.
// Method: Foundation's XML parser reads the page; Python's csv module, where there is one, the files.
import Accounts
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct PageTests {
    /// Texts as a hostile plugin may have them.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b 'c' \"d\"",
        "]]></style></title>", "null \u{0} bell \u{7} \u{ffff}", "=HYPERLINK(\"http://x\")", "-1+1",
        "two\r\nlines, and a comma", "Zoë \u{1f3b0} \u{202e}abc",
    ]

    private func page(named name: String) -> ReportPage {
        var table = DataTable(
            name: "numbers", title: name, columns: [.init(name, name), .init("number", "AUD")])
        table.add([.text(name), .number(0.1 + 0.2, decimals: 2)])
        table.add([.text(name), .money(-1_234_05, .aud)])
        table.add([.none, .count(12_345)])
        let charts: [any Chart] = [
            LinesChart(
                title: name, summary: name,
                lines: [.init(name: name, style: "line-a", points: [(0, 1), (1, 2)])],
                levels: [.init(name: name, value: 1)], across: name, upwards: name),
            ForestChart(
                title: name, summary: name,
                rows: [.init(name: name, value: 1, low: 0, high: 2, note: name)], across: name,
                reference: 0),
            StripChart(
                title: name, summary: name, reels: [.init(name: name, stops: [0, 1, 0])],
                symbols: [name, name + "2"]),
        ]
        return ReportPage(
            title: name, verdict: name, remarks: [name],
            figures: [.init(heading: name, caption: name, charts: charts, tables: [table])],
            command: ["stratagem", name], facts: [.init(name: name, value: name, isCode: true)])
    }

    @Test("no name becomes markup: pages are XML with our elements only", arguments: hostile)
    func escaping(name: String) throws {
        let found = try PageReader.read(page(named: name).html)
        let known: Set = [
            "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "p",
            "section", "figure", "svg", "desc", "line", "path", "rect", "circle", "text", "g",
            "clipPath", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "data",
            "pre", "code", "dl", "dt", "dd",
        ]
        #expect(found.elements.subtracting(known) == [])
        #expect(found.attributes.filter { $0.hasPrefix("on") || $0 == "src" || $0 == "href" } == [])
        #expect(Set(found.ids).count == found.ids.count)
        let shown = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map {
                    $0.value < 0x20 && !"\r\n\t".unicodeScalars.contains($0) || $0 == "\u{ffff}"
                        ? "\u{fffd}" : $0
                }))
        // XML reads every end of a line as one line feed.
        #expect(found.titles.first == shown.replacingOccurrences(of: "\r\n", with: "\n"))
    }

    @Test("a strong label at the edge stays inside the picture", arguments: ChartSize.allCases)
    func labelAtTheEdge(size: ChartSize) throws {
        let chart = HistogramChart(
            title: "", summary: "",
            bins: [
                .init(from: -27_000, to: -500, count: 90), .init(from: -500, to: 500, count: 9),
            ],
            mean: 416.03, across: "", upwards: "pairs")
        let source = chart.drawing(size, id: "chart")
            .markup(id: "chart", title: "", description: "", style: "").source
        let label = try #require(source.firstMatch(of: #/ x="([0-9.]+)"[^>]*>mean \+416\.03</#))
        let middle = try #require(Double(label.1))
        // Digits of DejaVu Sans Bold are 0.70 em wide, its "m" 1.04 em; 12 units to the em.
        #expect(middle + 12 * (0.70 * 12 + 0.34) / 2 <= size.width)
        #expect(middle > size.width / 2)
    }

    @Test("what is rounded on the page stands beside it exactly")
    func exactNumbers() {
        let html = page(named: "x").html
        #expect(html.contains("<data value=\"0.30000000000000004\">0.30</data>"))
        #expect(html.contains(">-1234.05<"))
        #expect(html.contains(">12,345<"))
    }

    @Test("CSV has quotes where RFC 4180 wants them, and no formulas")
    func csv() {
        var table = DataTable(
            name: "x", title: "x", columns: [.init("name"), .init("value", "AUD")])
        table.add([.text("a,\"b\"\n"), .number(1e-9, decimals: 2)])
        table.add([.text("=1+1"), .number(-3, decimals: 1)])
        table.add([.none, .number(.infinity, decimals: 1)])
        #expect(
            table.csv
                == "name,value (AUD)\r\n\"a,\"\"b\"\"\n\",1e-09\r\n'=1+1,-3\r\n,inf\r\n")
    }

    @Test(
        "Python's csv module reads the files back",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
    func readBack() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/stratagem-csv-" + UUID().uuidString
        defer { try? files.removeItem(atPath: folder) }
        var table = DataTable(name: "x", title: "x", columns: [.init("name"), .init("number")])
        let values = [0.1 + 0.2, 1 / 3.0, -2.5e-7, 123_456_789.25, .leastNonzeroMagnitude]
        let texts = PageTests.hostile.filter { !$0.contains("\u{0}") && !$0.hasPrefix("-") }
            .filter { !$0.hasPrefix("=") }
        for (index, text) in texts.enumerated() {
            table.add([.text(text), .number(values[index % values.count], decimals: 2)])
        }
        let page = ReportPage(
            title: "x", verdict: "x",
            figures: [.init(heading: "", caption: "", charts: [], tables: [table])], command: [])
        let destination = try ReportDestination(page: nil, folder: folder)
        _ = try destination.write(page)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            "import csv, json, sys; print(json.dumps(list(csv.reader("
                + "open(sys.argv[1], newline='', encoding='utf-8'), strict=True))))",
            folder + "/x.csv",
        ]
        let pipe = Pipe()
        python.standardOutput = pipe
        try python.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        let rows = try JSONDecoder().decode([[String]].self, from: output)
        try #require(rows.count == texts.count + 1)
        #expect(rows.dropFirst().map(\.[0]) == texts)
        let read = rows.dropFirst().compactMap { Double($0[1]) }
        #expect(read == texts.indices.map { values[$0 % values.count] })
    }

    @Test("a place that can not be written is refused, and no file is left behind")
    func destination() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/stratagem-report-" + UUID().uuidString
        defer { try? files.removeItem(atPath: folder) }
        #expect(throws: (any Error).self) {
            try ReportDestination(page: folder + "/x.html", folder: nil)
        }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        #expect(throws: (any Error).self) { try ReportDestination(page: folder, folder: nil) }
        try "old".write(toFile: folder + "/x.html", atomically: true, encoding: .utf8)
        #expect(throws: (any Error).self) {
            try ReportDestination(page: nil, folder: folder + "/x.html")
        }
        let destination = try ReportDestination(
            page: folder + "/x.html", folder: folder + "/deep/csv")
        #expect(try files.contentsOfDirectory(atPath: folder).sorted() == ["deep", "x.html"])
        _ = try destination.write(page(named: "y"))
        #expect(try String(contentsOfFile: folder + "/x.html", encoding: .utf8).contains("<h1>y"))
        #expect(try files.contentsOfDirectory(atPath: folder).sorted() == ["deep", "x.html"])
        #expect(
            try files.contentsOfDirectory(atPath: folder + "/deep/csv").sorted()
                == ["about.csv", "numbers.csv"])
    }

    @Test("a command line can be given to a shell again")
    func commandLine() {
        #expect(
            ReportPage.line(["stratagem", "compare", "a b", "it's", "", "--param", "x=$(rm)"])
                == "stratagem compare 'a b' 'it'\\''s' '' --param 'x=$(rm)'")
    }
}

/// Reads a page as XML.
private final class PageReader: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var ids: [String] = []
    private(set) var titles: [String] = []
    private var text: String?

    static func read(_ html: String) throws -> PageReader {
        let reader = PageReader()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = reader
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.insert(name)
        self.attributes.formUnion(attributes.keys)
        if let id = attributes["id"] { ids.append(id) }
        if name == "title" { text = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        text? += characters
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if name == "title", let text { titles.append(text) }
        if name == "title" { text = nil }
    }
}
