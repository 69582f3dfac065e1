// Goal: a text that can not be taken changes nothing, and its author learns where and why.
// Method: texts that fail in every step of a reload are offered in the middle of a session; the
// session then plays on, and must come out as one that nobody offered anything.

import Play
import Scripting
import Testing

@Suite("Reloads that are refused")
struct ReloadRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        /// The line of the text that is named.
        var line: Int?
        var call: String
        var says: String
        var plugin: @Sendable () throws -> PluginReplacement
        var testDescription: String { what }
    }

    private static func strategy(_ fields: String, name: String = "counter") throws
        -> PluginReplacement
    {
        .strategy(
            try InlinePlugins.strategy(
                "return {\nname = \"\(name)\", version = \"9\", api = 1,\n" + fields + "\n}"))
    }

    static let decides = """
        games = { "test/*" },
        decide = function() return { type = "PlaceBet", amount = 1 } end,
        """

    static let cases: [Case] = [
        Case(what: "migrate raises", line: 5, call: "migrate", says: "no way back") {
            try strategy(decides + "\nmigrate = function() error(\"no way back\") end,")
        },
        Case(what: "migrate never ends", line: 5, call: "migrate", says: "fuel") {
            try strategy(decides + "\nmigrate = function() while true do end end,")
        },
        Case(what: "migrate returns no table", line: nil, call: "migrate", says: "migrated table") {
            try strategy(decides + "\nmigrate = function() return 7 end,")
        },
        Case(what: "migrate keeps a function", line: nil, call: "save", says: "function") {
            try strategy(decides + "\nmigrate = function() return { f = print } end,")
        },
        Case(what: "decide raises", line: 4, call: "decide", says: "nil value") {
            try strategy("games = { \"test/*\" },\ndecide = function(m) return m.gone.amount end,")
        },
        Case(what: "learn raises", line: 5, call: "learn", says: "nil value") {
            try strategy(decides + "\nlearn = function(m) return m.gone.amount end,")
        },
        Case(what: "another name", line: 2, call: "reload", says: "\"counter\" to \"other\"") {
            try strategy(decides, name: "other")
        },
        Case(what: "other games", line: 3, call: "reload", says: "no longer plays test/coin") {
            try strategy(
                "games = { \"slots/*\" },\ndecide = function() return { type = \"Spin\" } end,")
        },
        Case(what: "new parameters", line: 5, call: "reload", says: "start, which gets parameters")
        {
            try strategy(
                decides
                    + "\nparams = { base = { type = \"integer\", default = 1, about = \"x\" } },")
        },
        Case(what: "step raises", line: 9, call: "step", says: "tilt") {
            try ReloadTexts.coin(before: "error(\"tilt\")")
        },
        Case(what: "other stakes", line: 3, call: "reload", says: "stakes change") {
            try ReloadTexts.coin(stakes: "\"1.00\"")
        },
        Case(what: "a layout", line: 6, call: "reload", says: "layout changes") {
            try ReloadTexts.coin(more: "layout = { reels = 1, rows = 1 },")
        },
        Case(what: "symbols in another order", line: 4, call: "reload", says: "at the end only") {
            try ReloadTexts.coin(symbols: #""head", "tail""#)
        },
    ]

    @Test("a text that fails leaves the session as it was, and says where", arguments: cases)
    func refused(test: Case) throws {
        let plugin = try test.plugin()
        var run = try ReloadedRun(ReloadTexts.maker())
        var untouched = run
        try untouched.play(to: 900, ReloadPlan([]))
        run = try ReloadedRun(ReloadTexts.maker())
        try run.play(to: 400, ReloadPlan([]))
        for _ in 1...2 {
            let fault = #expect(throws: PluginFault.self) { try run.session.reload(plugin) }
            #expect(fault?.line == test.line, "\(fault?.description ?? "")")
            #expect(fault?.call == test.call)
            #expect(fault?.description.contains(test.says) == true, "\(fault?.description ?? "")")
            #expect(fault?.file == plugin.source.file)
        }
        #expect(run.session.blueprint.reloadCount == 0)
        try run.play(to: 900, ReloadPlan([]))
        #expect(run.result == untouched.result)
        #expect(run.session.takeLogs().isEmpty && run.session.takeFaults().isEmpty)
    }

    @Test("a dry run uses up no random number and no money")
    func dryRun() throws {
        // The dry run of a text with the same rounds plays round 401; so does the session.
        var plain = try ReloadedRun(ReloadTexts.maker())
        try plain.play(to: 402, ReloadPlan([]))
        plain.seal()
        var reloaded = try ReloadedRun(ReloadTexts.maker())
        let same = try ReloadTexts.coin(more: "-- the same rounds")
        try reloaded.play(to: 402, ReloadPlan([(401, same)]))
        reloaded.seal()
        // The counter outside the memory is gone with a reload, so the strategy's bet may differ.
        let (a, b) = (try RoundTuple.all(in: plain.chunks), try RoundTuple.all(in: reloaded.chunks))
        #expect(a.dropLast().map(\.stake) == b.dropLast().map(\.stake))
        #expect((a.last?.payout ?? 0 > 1) == (b.last?.payout ?? 0 > 1))
        #expect(reloaded.session.totals.rounds == 402)
    }

    @Test("new parameters are taken by a text that migrates")
    func parameters() throws {
        let text = try ReloadTexts.counter(
            version: "2.0.0", migrate: ReloadTexts.migrating,
            more: "params = { base = { type = \"integer\", default = 1, about = \"x\" } },")
        var run = try ReloadedRun(ReloadTexts.maker())
        try run.play(to: 300, ReloadPlan([(200, text)]))
        #expect(run.reloads.count == 1)
    }

    @Test("a session that has stopped takes nothing")
    func stopped() throws {
        var maker = try ReloadTexts.maker()
        maker.bankroll = 1000
        var run = try ReloadedRun(maker)
        try run.play(to: 100_000, ReloadPlan([]))
        #expect(run.end?.reason == .limit)
        #expect(throws: PluginFault.self) {
            try run.session.reload(try ReloadTexts.coin(factor: 1))
        }
    }
}
