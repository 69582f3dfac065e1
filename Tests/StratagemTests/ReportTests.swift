// Goal: --report and --csv show what the command printed, of everything that was played, and change
// nothing of it. Method: real processes; pages are read by an XML parser, and their numbers compared
// with --json of the same command.
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

extension StratagemTests {
    @Suite struct ReportTests {
        private static let pair = ["slots/double-diamond", "flat", "double-after-loss"]

        private struct Comparison: Decodable {
            struct Arm: Decodable {
                var staked: String
                var net: String
                var mean: Double
                var rounds: Int
            }
            var comparison: String
            var digest: String
            var meanDifference: Double
            var interval: [Double]?
            var pairs: Int
            var a: Arm
            var b: Arm
        }

        private func page(_ workshop: Workshop, _ name: String) throws -> ReadPage {
            try ReadPage(try Data(contentsOf: URL(fileURLWithPath: workshop.folder + "/" + name)))
        }

        private func csv(_ workshop: Workshop, _ name: String) throws -> [[String]] {
            let text = try String(contentsOfFile: workshop.folder + "/" + name, encoding: .utf8)
            #expect(text.hasSuffix("\r\n"))
            return text.components(separatedBy: "\r\n").dropLast().map {
                $0.components(separatedBy: ",")
            }
        }

        @Test("a comparison's page and files say what --json says, and change no digest")
        func comparison() async throws {
            let workshop = try Workshop()
            let arguments =
                ["compare"] + ReportTests.pair + [
                    "--metric", "net", "--rounds-per-pair", "40", "--pairs", "120", "--json",
                ]
            let plain = try await workshop.run(arguments).decoded(Comparison.self)
            let result = try await workshop.run(
                arguments + ["--report", "page.html", "--csv", "files"])
            #expect(result.errors == "report: page.html\ncsv: 10 files in files\n")
            let report = try result.decoded(Comparison.self)
            #expect(report.digest == plain.digest)
            let page = try page(workshop, "page.html")
            #expect(page.data.contains("\(report.meanDifference)"))
            for text in [report.a.staked, report.b.staked, report.a.net, report.b.net] {
                #expect(page.cells.contains(text), "\(text)")
            }
            #expect(page.text.contains(report.digest))
            #expect(page.text.contains(report.comparison))
            #expect(page.describedPictures == page.pictures)
            #expect(page.pictures == 12)
            let looks = try csv(workshop, "files/looks.csv")
            #expect(looks[0][0] == "pairs")
            #expect(looks[0][1] == "mean (AUD)")
            #expect(looks.last?[0] == "\(report.pairs)")
            #expect(looks.last.flatMap { Double($0[1]) } == report.meanDifference)
            #expect(looks.last.flatMap { Double($0[2]) } == report.interval?[0])
            let differences = try csv(workshop, "files/differences.csv").dropFirst()
            #expect(differences.compactMap { Int($0[2]) }.reduce(0, +) == report.pairs)
            for (arm, played) in [("a", report.a), ("b", report.b)] {
                let payouts = try csv(workshop, "files/payouts-\(arm).csv").dropFirst()
                #expect(payouts.compactMap { Int($0[2]) }.reduce(0, +) == played.rounds)
                let quantiles = try csv(workshop, "files/bankroll-quantiles-\(arm).csv")
                #expect(quantiles.count == 42)
                #expect(quantiles[1] == ["0", "1000", "1000", "1000", "1000", "1000"])
            }
        }

        @Test("the page of a resumed comparison is of all pairs, and the same as of one command")
        func resumed() async throws {
            let workshop = try Workshop()
            let arguments =
                ["compare"] + ReportTests.pair + ["--rounds-per-pair", "20", "--json"]
            let whole = try await workshop.run(
                arguments + ["--pairs", "90", "--csv", "whole", "--store", "one"])
            #expect(whole.code == 0, "\(whole)")
            let part = try await workshop.run(arguments + ["--pairs", "30", "--store", "two"])
                .decoded(Comparison.self)
            let rest = try await workshop.run(
                "compare", "--resume", part.comparison, "--pairs", "90", "--store", "two", "--csv",
                "resumed", "--workers", "1", "--json")
            #expect(rest.code == 0, "\(rest)")
            let files = try FileManager.default.contentsOfDirectory(
                atPath: workshop.folder + "/whole")
            #expect(files.count == 10)
            for file in files where file != "about.csv" {
                let one = try csv(workshop, "whole/" + file)
                #expect(try csv(workshop, "resumed/" + file) == one, "\(file)")
            }
        }

        @Test("a session's page ends at its balance and counts every round, resumed too")
        func session() async throws {
            let workshop = try Workshop()
            let first = try await workshop.play([
                "slots/double-diamond", "flat", "--rounds", "900", "--seed", "3",
            ])
            let result = try await workshop.run(
                "run", "--resume", first.session, "--rounds", "2500", "--report", "page.html",
                "--csv", "files", "--json")
            let report = try result.decoded(RunOutput.self)
            let straight = try await workshop.play([
                "slots/double-diamond", "flat", "--rounds", "2500", "--seed", "3", "--store", "b",
            ])
            #expect(report.result.digest == straight.result.digest)
            let page = try page(workshop, "page.html")
            #expect(page.cells.contains(report.result.balance))
            #expect(page.cells.contains(report.result.staked))
            let bankroll = try csv(workshop, "files/bankroll.csv")
            #expect(bankroll[1] == ["0", "1000.00", "1000.00", "1000.00"])
            #expect(bankroll.last?[0] == "2500")
            #expect(bankroll.last?[1] == report.result.balance)
            let payouts = try csv(workshop, "files/payouts.csv").dropFirst()
            #expect(payouts.compactMap { Int($0[2]) }.reduce(0, +) == 2500)
            let returns = try csv(workshop, "files/return.csv")
            #expect(returns.last?[1] == report.result.staked)
            #expect(returns.last?[2] == report.result.paid)
        }

        @Test("names and messages of plugins stay text on the page")
        func hostile() async throws {
            let workshop = try Workshop()
            let name = "<script>alert('\\u{31}')</script>"
            try workshop.write(
                "strategies/hostile.lua",
                """
                return {
                  name = "\(name)", version = "1.0.0", api = 1, games = { "*", "*/*" },
                  context = "bootstrap",
                  decide = function(memory, seen)
                    if seen.round % 7 == 0 then error("<img src=x onerror='alert(2)'>&amp;") end
                    return { type = "PlaceBet", amount = seen.stakes[1] }
                  end,
                }
                """)
            let result = try await workshop.run(
                "run", "slots/double-diamond", "hostile", "--rounds", "50", "--on-fault", "skip",
                "--report", "page.html")
            #expect(result.code == 0, "\(result)")
            let page = try page(workshop, "page.html")
            #expect(page.elements.isDisjoint(with: ["script", "img"]))
            #expect(page.text.contains("<script>alert('1')</script>"))
            #expect(page.cells.contains { $0.contains("<img src=x onerror='alert(2)'>&amp;") })
            let both = try await workshop.run(
                "compare", "slots/double-diamond", "hostile", "flat", "--rounds-per-pair", "20",
                "--pairs", "12", "--on-fault", "skip", "--report", "page.html")
            #expect(both.code == 0, "\(both)")
            let compared = try self.page(workshop, "page.html")
            #expect(compared.elements.isDisjoint(with: ["script", "img"]))
            #expect(compared.text.contains("onerror='alert(2)'"))
        }

        @Test(
            "what can not be written is refused before anything is played",
            arguments: [
                ["--report", "missing/page.html"], ["--report", "games"],
                ["--csv", "strategies/flat.lua"],
            ])
        func refused(options: [String]) async throws {
            let workshop = try Workshop()
            for command in [
                ["compare"] + ReportTests.pair, ["run", "slots/double-diamond", "flat"],
            ] {
                let result = try await workshop.run(command + options + ["--json"])
                #expect(result.code == 1)
                let error = try result.decoded(ErrorOutput.self).error
                #expect(error.code == "INVALID_INPUT")
                #expect(error.message.contains(options[1]))
            }
            #expect(!FileManager.default.fileExists(atPath: workshop.folder + "/.stratagem"))
        }
    }
}

/// What a page holds, as an XML parser reads it.
private final class ReadPage: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    /// Texts of table cells.
    private(set) var cells: Set<String> = []
    /// Exact values of rounded numbers.
    private(set) var data: Set<String> = []
    private(set) var text = ""
    private(set) var pictures = 0
    /// Pictures with a title and a description that are not empty.
    private(set) var describedPictures = 0
    private var cell: String?
    private var words: [String: Int] = [:]

    init(_ content: Data) throws {
        super.init()
        let parser = XMLParser(data: content)
        parser.delegate = self
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
        describedPictures = min(words["desc"] ?? 0, (words["title"] ?? 1) - 1)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.insert(name)
        if name == "svg" { pictures += 1 }
        if let value = attributes["value"] { data.insert(value) }
        if ["td", "th", "title", "desc"].contains(name) { cell = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        text += characters
        cell? += characters
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard let cell, ["td", "th", "title", "desc"].contains(name) else { return }
        if name == "td" || name == "th" { cells.insert(cell) }
        if !cell.isEmpty { words[name, default: 0] += 1 }
        self.cell = nil
    }
}
