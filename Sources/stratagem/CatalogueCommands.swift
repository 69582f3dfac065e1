// stratagem games, stratagem strategies: what is there.
import ArgumentParser
import Host
import Reports
import Scripting

struct GamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "games", abstract: "List the games, their variants, stakes and players.")

    @OptionGroup var isolation: IsolationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let report = try isolation.withCatalogue { CatalogueListing.games($0) }
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}

struct StrategiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategies",
        abstract: "List the strategies, what they play, and their parameters.")

    @OptionGroup var isolation: IsolationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try reportingFailure(json: json) {
            let report = try isolation.withCatalogue { CatalogueListing.strategies($0) }
            print(json ? JSONText.encode(report) : report.text)
        }
    }
}
