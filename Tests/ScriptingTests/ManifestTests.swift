// Goal: a wrong manifest field is refused with its line and a sentence that says what to write; a
// misspelt one with the name that was meant.
// Method: a sound manifest with one line replaced, for every field; then the repository's own.

import Foundation
import Scripting
import Testing

@Suite("Manifests")
struct ManifestTests {
    /// One field a line, from line 2 on.
    private static let strategy = [
        "return {", "  name = 'flat',", "  version = '1.0.0',", "  api = 1,",
        "  games = { 'slots/*' },",
        "  context = 'play',", "  params = {", "    base = { type = 'money', default = '1.00' },",
        "  },",
        "  start = function() return {} end,",
        "  decide = function() return { type = 'CashOut' } end,", "  learn = function() end,",
        "  migrate = function(memory) return memory end,", "}",
    ]
    private static let game = [
        "return {", "  name = 'slots/x',", "  version = '1.0.0',", "  api = 1,", "  kind = 'slot',",
        "  stakes = { '0.05', '0.10' },", "  symbols = { 'a', 'b' },",
        "  layout = { reels = 3, rows = 1 },", "  actions = { 'PlaceBet', 'Spin', 'Hit' },",
        "  variants = { 'high', 'low' },", "  start = function() return {} end,",
        "  step = function() return {} end,", "  observe = function() return {} end,",
        "  migrate = function(state) return state end,", "}",
    ]

    private static func load(strategy lines: [String]) throws -> StrategyManifest {
        let text = Array(lines.joined(separator: "\n").utf8)
        return try StrategyManifest(try Plugin.load(text: text, file: "s.lua"), text: text)
    }

    private static func load(game lines: [String]) throws -> GameManifest {
        let text = Array(lines.joined(separator: "\n").utf8)
        return try GameManifest(try Plugin.load(text: text, file: "g.lua"), text: text)
    }

    private static func replacing(_ lines: [String], _ line: Int, _ text: String) -> [String] {
        var lines = lines
        lines[line - 1] = text
        return lines
    }

    @Test("a sound strategy gives its fields")
    func soundStrategy() throws {
        let manifest = try Self.load(strategy: Self.strategy)
        #expect(manifest.name == "flat" && manifest.version == "1.0.0")
        #expect(manifest.games == ["slots/*"])
        #expect(manifest.context == .play)
        #expect(manifest.learns && manifest.migrates)
        #expect(manifest.parameters.map(\.name) == ["base"])
        #expect(manifest.parameters.first?.kind == .money)
        #expect(manifest.plays(game: "slots/x") && !manifest.plays(game: "tables/x"))
    }

    @Test("a sound game gives its fields")
    func soundGame() throws {
        let manifest = try Self.load(game: Self.game)
        #expect(manifest.name == "slots/x" && manifest.kind == "slot")
        #expect(manifest.stakes == [.amount("0.05"), .amount("0.10")])
        #expect(manifest.symbols == ["a", "b"])
        #expect(manifest.layout?.reels == 3 && manifest.layout?.rows == 1)
        #expect(manifest.actions == ["PlaceBet", "Spin", "CashOut", "Hit"])
        #expect(manifest.variants == ["high", "low"])
        #expect(manifest.observes)
    }

    @Test(
        "a wrong field of a strategy is refused at its line",
        arguments: [
            (2, "", 1, "name is missing; write name = \"...\""),
            (2, "  name = 5,", 2, "name is the number 5; it must be a text"),
            (2, "  name = '',", 2, "name is empty; write name = \"...\""),
            (2, "  name = ('x'):rep(129),", 2, "name is longer than 128 bytes"),
            (2, "  name = '\\xff',", 2, "name is a string that is not UTF-8; it must be a text"),
            (3, "", 1, "version is missing; write version = \"...\""),
            (3, "  version = 1.5,", 3, "version is the number 1.5; it must be a text"),
            (4, "", 1, "api is missing; this host speaks plugin interface 1: write api = 1"),
            (
                4, "  api = 2,", 4,
                "api is the number 2; this host speaks plugin interface 1: write api = 1"
            ),
            (
                4, "  api = '1',", 4,
                "api is the text \"1\"; this host speaks plugin interface 1: write api = 1"
            ),
            (5, "", 1, "games is missing; list what it plays: games = { \"slots/*\" }"),
            (
                5, "  games = {},", 5,
                "games is missing; list what it plays: games = { \"slots/*\" }"
            ),
            (
                5, "  games = 'slots/*',", 5,
                "games is the text \"slots/*\"; it must be a list of texts"
            ),
            (
                5, "  games = { 5 },", 5,
                "games[1] is the number 5; it must be a text of 1 to 128 bytes"
            ),
            (5, "  games = { 'a', 'a' },", 5, "games lists \"a\" twice"),
            (6, "  context = 'all',", 6, "context must be bootstrap, play or summary"),
            (6, "  context = 1,", 6, "context is the number 1; it must be a text"),
            (7, "  params = 5, p = {", 7, "params is the number 5; write params = { base = "),
            (
                8, "    base = { type = 'cash', default = 1 },", 8,
                "params.base.type must be one of money, integer, number, string, boolean"
            ),
            (8, "    base = { type = 'money' },", 8, "params.base.default is missing"),
            (
                8, "    base = { type = 'money', default = 1 },", 8,
                "params.base.default is the number 1, which is not an amount such as 1.00"
            ),
            (
                8, "    base = { type = 'integer', default = 5, max = 4 },", 8,
                "params.base.default is the number 5, which is not a whole number of at most 4"
            ),
            (
                8, "    base = { type = 'number', default = 0/0 },", 8,
                "params.base.default is the number nan, which is not a number"
            ),
            (8, "    'base',", 7, "params is a list; write params = { base = "),
            (11, "", 1, "decide is missing; write decide = function(memory, seen, rng)"),
            (11, "  decide = 5,", 11, "decide is the number 5; write decide = function("),
            (12, "  learn = true,", 12, "learn is true; it must be a function"),
            (13, "  migrate = 'x',", 13, "migrate is the text \"x\"; it must be a function"),
            (10, "  start = {},", 10, "start is an empty table; it must be a function"),
            (12, "  step = function() end,", 12, "this is a game: a strategy has decide, not step"),
        ])
    func wrongStrategy(line: Int, text: String, reported: Int, expected: String) throws {
        let lines = Self.replacing(Self.strategy, line, text)
        let fault = #expect(throws: PluginFault.self) { _ = try Self.load(strategy: lines) }
        #expect(fault?.message.hasPrefix(expected) == true, "\(fault?.message ?? "none")")
        #expect(fault?.line == reported, "\(text)")
        #expect(fault?.kind == .contract && fault?.call == "load" && fault?.file == "s.lua")
    }

    @Test(
        "a wrong field of a game is refused at its line",
        arguments: [
            (5, "  kind = 7,", 5, "kind is the number 7; it must be a text"),
            (6, "", 1, "stakes is missing; write stakes = { \"0.25\", \"0.50\" }"),
            (6, "  stakes = {},", 6, "stakes is empty; list at least one amount"),
            (
                6, "  stakes = '1.00',", 6,
                "stakes is the text \"1.00\"; it must be a list of amounts"
            ),
            (6, "  stakes = { 5 },", 6, "an item of stakes is the number 5; write \"0.25\" or"),
            (6, "  stakes = { { min = '1' } },", 6, "an item of stakes is a table; write"),
            (6, "  stakes = { '1', JPY = {} },", 6, "stakes.JPY is an empty table; it must be"),
            (7, "  symbols = 'a',", 7, "symbols is the text \"a\"; it must be a list of texts"),
            (7, "  symbols = { 'a', 'a' },", 7, "symbols lists \"a\" twice"),
            (7, "  symbols = { ('x'):rep(41) },", 7, "symbols[1] is the text"),
            (7, "  symbols = { 'a\\0b' },", 7, "symbols[1] is the text"),
            (8, "  layout = { reels = 0, rows = 1 },", 8, "layout must be { reels = 5, rows = 3 }"),
            (8, "  layout = 5,", 8, "layout must be { reels = 5, rows = 3 }"),
            (9, "", 1, "actions is missing; write actions = { \"PlaceBet\""),
            (9, "  actions = 5,", 9, "actions is the number 5; it must be a list of texts"),
            (
                9, "  actions = function() end,", 9,
                "action_types is missing, because actions is a function; write action_types = {"
            ),
            (10, "  variants = { 1 },", 10, "variants[1] is the number 1"),
            (12, "", 1, "step is missing; write step = function(state, action, rng)"),
            (13, "  observe = 5,", 13, "observe is the number 5; it must be a function"),
            (
                11, "  decide = function() end,", 11,
                "this is a strategy: a game has step, not decide"
            ),
        ])
    func wrongGame(line: Int, text: String, reported: Int, expected: String) throws {
        let lines = Self.replacing(Self.game, line, text)
        let fault = #expect(throws: PluginFault.self) { _ = try Self.load(game: lines) }
        #expect(fault?.message.hasPrefix(expected) == true, "\(fault?.message ?? "none")")
        if text.contains("function() end,") && expected.hasPrefix("action_types") {
            #expect(fault?.line == 1)
        } else {
            #expect(fault?.line == reported, "\(text)")
        }
        #expect(fault?.file == "g.lua")
    }

    @Test(
        "a misspelt name is refused with the name that was meant",
        arguments: [
            (
                11, "  decied = function() end,",
                "the contract has no function \"decied\"; did you mean decide?"
            ),
            (
                12, "  leran = function() end,",
                "the contract has no function \"leran\"; did you mean learn?"
            ),
            (12, "  helper = function() end,", "the contract has no function \"helper\""),
            (
                6, "  contxt = 'play',",
                "the contract has no field \"contxt\"; did you mean context?"
            ),
            (
                3, "  verison = '1.0',",
                "the contract has no field \"verison\"; did you mean version?"
            ),
            (
                5, "  game = { 'slots/*' },",
                "the contract has no field \"game\"; did you mean games?"
            ),
            (7, "  parms = {", "the contract has no field \"parms\"; did you mean params?"),
        ])
    func misspelt(line: Int, text: String, expected: String) throws {
        let lines = Self.replacing(Self.strategy, line, text)
        let fault = #expect(throws: PluginFault.self) { _ = try Self.load(strategy: lines) }
        #expect(fault?.message == expected)
        #expect(fault?.line == line)
    }

    @Test("data of the plugin's own is no misspelling while the real field is there")
    func ownFields() throws {
        let lines = Self.replacing(
            Self.game, 5, "  kind = 'slot', symbol = 1, stake = 2, pays = {},")
        #expect(try Self.load(game: lines).name == "slots/x")
    }

    @Test("a table that is no manifest says what it is")
    func noManifest() throws {
        for (text, expected) in [
            ("return {}", "the plugin returned an empty table; it returns its manifest"),
            ("return { 1, 2 }", "the plugin returned a list; it returns its manifest"),
        ] {
            let fault = #expect(throws: PluginFault.self) { _ = try Self.load(strategy: [text]) }
            #expect(fault?.message.hasPrefix(expected) == true)
            #expect(fault?.line == 1)
        }
        let metatable = #expect(throws: PluginFault.self) {
            _ = try Self.load(strategy: ["return setmetatable({ name = 'x' }, {})"])
        }
        #expect(metatable?.kind == .data)
    }

    @Test(
        "the nearest name is a slip of the pen, not a guess",
        arguments: [
            ("decdie", "decide"), ("decid", "decide"), ("Decide", "decide"), ("flta", "flat"),
            ("double-dimond", "double-diamond"), ("blackjak", "blackjack"), ("xyz", nil), ("", nil),
            ("learning", nil), ("lobstermanai", "lobstermania"),
        ] as [(String, String?)])
    func nearest(name: String, expected: String?) {
        let names = [
            "decide", "learn", "flat", "double-diamond", "blackjack", "lobstermania", "fraction",
        ]
        #expect(Spelling.nearest(to: name, in: names) == expected)
    }

    @Test("every game and strategy of the repository has a sound manifest")
    func repository() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var found = 0
        for folder in ["games", "strategies"] {
            let files = FileManager.default.enumerator(
                at: root.appending(path: folder).resolvingSymlinksInPath(),
                includingPropertiesForKeys: nil)
            while let url = files?.nextObject() as? URL {
                guard url.pathExtension == "lua", !url.lastPathComponent.hasSuffix("_spec.lua")
                else { continue }
                let text = Array(try Data(contentsOf: url))
                let plugin = try Plugin.load(text: text, file: url.lastPathComponent)
                if folder == "games" {
                    _ = try GameManifest(plugin, text: text)
                } else {
                    _ = try StrategyManifest(plugin, text: text)
                }
                found += 1
            }
        }
        #expect(found >= 10)
    }
}
