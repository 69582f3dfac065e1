// stratagem games, stratagem strategies: what is there.
import ArgumentParser
import Host
import Reports
import Scripting

struct GamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "games", abstract: "List the games, their variants, stakes and players.")

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let report = CatalogueListing.games(Catalogue())
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}

struct StrategiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategies",
        abstract: "List the strategies, what they play, and their parameters.")

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let report = CatalogueListing.strategies(Catalogue())
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}
