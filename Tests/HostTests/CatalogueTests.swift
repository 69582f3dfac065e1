// Goal: plugins are found by name and by path, and a name that is not there gets the nearest.
// Method: folders made for each test.
import Foundation
import Host
import Play
import Reports
import Scripting
import Testing

@Suite struct CatalogueTests {
    private let folder: TemporaryFolder
    private let catalogue: Catalogue

    init() throws {
        folder = try TemporaryFolder()
        catalogue = Catalogue(folder: folder.path)
        try folder.write("games/test/sink/game.lua", HostPlugins.sink)
        try folder.write("games/test/sink/tables.lua", "return {}")
        try folder.write("games/test/coin.lua", HostPlugins.coin)
        try folder.write("games/test/coin_spec.lua", "return {}")
        try folder.write("strategies/steady.lua", HostPlugins.steady())
        try folder.write("strategies/steady_spec.lua", "return {}")
        try folder.write("strategies/nested/one/strategy.lua", HostPlugins.steady(name: "one"))
        try folder.write("strategies/README.md", "no plugin")
    }

    @Test("names are sorted, and neither specs nor parts of a folder plugin are among them")
    func names() {
        #expect(catalogue.gameNames == ["test/coin", "test/sink"])
        #expect(catalogue.strategyNames == ["nested/one", "steady"])
    }

    @Test("a plugin is found by name, by file, by folder and by absolute path")
    func found() throws {
        for name in [
            "test/sink", "games/test/sink/game.lua", "games/test/sink",
            folder.path + "/games/test/sink/game.lua",
        ] { #expect(try catalogue.game(name).manifest.name == "test/sink") }
        #expect(try catalogue.game("test/coin").manifest.name == "test/coin")
        #expect(try catalogue.strategy("nested/one").manifest.name == "one")
        #expect(try catalogue.strategy("steady").source.file == "strategies/steady.lua")
    }

    @Test("links are followed, also where the whole folder is one")
    func links() throws {
        let other = try TemporaryFolder()
        for name in ["games", "strategies"] {
            try FileManager.default.createSymbolicLink(
                atPath: other.path + "/" + name,
                withDestinationPath: folder.path + "/" + name)
        }
        let linked = Catalogue(folder: other.path)
        #expect(linked.gameNames == catalogue.gameNames)
        #expect(linked.strategyNames == catalogue.strategyNames)
        #expect(try linked.game("test/sink").manifest.name == "test/sink")
    }

    @Test(
        "a name that is not there is an error with the nearest name, or with all of them",
        arguments: [
            ("test/snik", "did you mean test/sink?"), ("sink", "did you mean test/sink?"),
            ("poker", "there are test/coin, test/sink"), ("", "there are test/coin"),
            ("test", "there are test/coin"),
        ])
    func nearest(name: String, hint: String) {
        let error = #expect(throws: PlayError.self) { try catalogue.game(name) }
        #expect(error?.code == .notFound)
        #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
    }

    @Test("without the folders the message says where to go")
    func elsewhere() throws {
        let empty = Catalogue(folder: try TemporaryFolder().path)
        let error = #expect(throws: PlayError.self) { try empty.strategy("flat") }
        #expect(error?.description.contains("there is no folder strategies/ here") == true)
        #expect(empty.gameNames.isEmpty)
    }

    @Test("a game is no strategy, and the other way round")
    func mixedUp() {
        let error = #expect(throws: PlayError.self) {
            try catalogue.strategy("games/test/coin.lua")
        }
        #expect(error?.code == .pluginFault)
        #expect(error?.description.contains("this is a game") == true)
        #expect(throws: PlayError.self) { try catalogue.game("strategies/steady.lua") }
    }

    @Test("a text of 65,536 bytes is read, one byte more is refused")
    func longest() throws {
        let text = HostPlugins.steady()
        let filler = String(repeating: "-", count: Catalogue.textBytesMax - text.utf8.count - 1)
        try folder.write("strategies/long.lua", text + "\n" + filler)
        #expect(try catalogue.strategy("long").manifest.name == "steady")
        try folder.write("strategies/long.lua", text + "\n" + filler + "-")
        let error = #expect(throws: PlayError.self) { try catalogue.strategy("long") }
        #expect(error?.description.contains("65537 bytes; a plugin may have 65536") == true)
    }

    @Test("a plugin that does not load is listed with its fault and stands in nobody's way")
    func listing() throws {
        try folder.write("games/test/broken.lua", "return {")
        try folder.write("strategies/broken.lua", "return nothing.at_all")
        let games = CatalogueListing.games(catalogue).games
        #expect(games.map(\.name) == ["test/broken", "test/coin", "test/sink"])
        #expect(games[0].fault?.contains("games/test/broken.lua:1") == true)
        #expect(games[1].fault == nil)
        #expect(games[1].playedBy == ["one", "steady"])
        let strategies = CatalogueListing.strategies(catalogue).strategies
        #expect(strategies.map { $0.fault == nil } == [false, true, true])
    }

    @Test("check says in a line what a plugin is")
    func check() throws {
        let game = try PluginCheck.check(try catalogue.source("games/test/coin.lua")).summary
        #expect(
            game == "games/test/coin.lua: game test/coin 1.0.0, 0 symbols, actions PlaceBet, Spin, "
                + "CashOut")
        let strategy = try PluginCheck.check(try catalogue.source("strategies/steady.lua")).summary
        #expect(
            strategy == "strategies/steady.lua: strategy steady 1.0.0, plays test/*, no parameters")
        #expect(throws: PluginFault.self) {
            try PluginCheck.check(try catalogue.source("games/test/sink/tables.lua"))
        }
    }
}
