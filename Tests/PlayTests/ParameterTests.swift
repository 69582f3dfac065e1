// Goal: every text that a user gives is an exact value or a refusal that says what to write.
// Method: each kind of parameter with texts inside and outside of it, in two currencies; stakes,
// variants and limits of a blueprint likewise.

import Play
import Scripting
import Testing

@Suite("Parameters, stakes and blueprints")
struct ParameterTests {
    private func manifest() throws -> StrategyManifest {
        try InlinePlugins.strategy(
            """
            return {
                name = "tuned", version = "1.0.0", api = 1, games = { "test/*" },
                params = {
                    base = { type = "money", default = "1.00" },
                    level = { type = "integer", default = 3, min = 1, max = 9 },
                    share = { type = "number", default = 0.5, min = 0, max = 1 },
                    label = { type = "string", default = "x" },
                    bold = { type = "boolean", default = false },
                },
                decide = function() return { type = "CashOut" } end,
            }
            """
        ).manifest
    }

    private func values(
        _ given: [String: String], currency: String = "AUD"
    ) throws -> [String: ParameterValue] {
        try ParameterValues.values(for: try manifest(), given: given, currency: currency)
    }

    @Test("what is not given has its default, money in minor units")
    func defaults() throws {
        #expect(
            try values([:]) == [
                "base": .money(100), "level": .integer(3), "share": .number(0.5),
                "label": .text("x"), "bold": .flag(false),
            ])
        #expect(try values([:], currency: "JPY")["base"] == .money(1))
    }

    @Test("given texts become values of their kind")
    func given() throws {
        #expect(
            try values([
                "base": "12.5", "level": "9", "share": "1e-3", "label": "", "bold": "true",
            ]) == [
                "base": .money(1250), "level": .integer(9), "share": .number(0.001),
                "label": .text(""), "bold": .flag(true),
            ])
        #expect(try values(["base": "12"], currency: "JPY")["base"] == .money(12))
        #expect(
            try values(["base": "92233720368547758.07"])["base"] == .money(.max))
    }

    @Test(
        "a text of another kind is refused with what it must be",
        arguments: [
            ("level", "0", "a whole number of at least 1 and at most 9"),
            ("level", "10", "a whole number of at least 1 and at most 9"),
            ("level", "2.0", "a whole number of at least 1 and at most 9"),
            ("level", "9223372036854775808", "a whole number of at least 1 and at most 9"),
            ("share", "1.01", "a number of at least 0 and at most 1"),
            ("share", "nan", "a number of at least 0 and at most 1"),
            ("share", "inf", "a number of at least 0 and at most 1"),
            ("share", "half", "a number of at least 0 and at most 1"),
            ("bold", "yes", "true or false"),
        ])
    func wrongKind(name: String, text: String, shape: String) throws {
        let error = #expect(throws: PlayError.self) { try values([name: text]) }
        #expect(error?.code == .invalidInput)
        #expect(error?.description == "parameter \(name) is \"\(text)\"; it must be \(shape)")
    }

    @Test(
        "money with too many digits, a sign, an exponent or too large is refused",
        arguments: [
            ("1.001", "AUD", "more digits after the point than AUD has"),
            ("1.5", "JPY", "has a fraction, and JPY has none"),
            ("-1", "AUD", "is negative"),
            ("1e3", "AUD", "has an exponent"),
            ("92233720368547758.08", "AUD", "parameter base"),
            ("abc", "AUD", "is not a number"),
        ])
    func money(text: String, currency: String, why: String) throws {
        let error = #expect(throws: PlayError.self) {
            try values(["base": text], currency: currency)
        }
        #expect(error?.code == .invalidInput)
        #expect(error?.description.hasPrefix("parameter base: ") == true)
        #expect(error?.description.contains(why) == true)
    }

    @Test("an unknown parameter is refused with the nearest name, or with all of them")
    func unknown() throws {
        let near = #expect(throws: PlayError.self) { try values(["levle": "1"]) }
        #expect(near?.description == "tuned has no parameter \"levle\"; did you mean level?")
        let far = #expect(throws: PlayError.self) { try values(["zzz": "1"]) }
        #expect(
            far?.description
                == "tuned has no parameter \"zzz\"; it has base, bold, label, level, share")
    }

    // MARK: Stakes

    private func stakes(_ stakes: String, currency: String = "AUD") throws -> [Int64] {
        let game = try InlinePlugins.game(
            """
            return {
                name = "test/staked", version = "1.0.0", api = 1, stakes = \(stakes),
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function() return {} end,
            }
            """)
        return try StakeTable.stakes(
            of: game.manifest, file: game.source.file, currency: currency)
    }

    @Test("stakes are sorted, without repeats, in minor units of the currency")
    func stakeLists() throws {
        #expect(
            try stakes(
                "{ \"1.00\", \"0.25\", { min = \"0.20\", max = \"0.30\", step = \"0.05\" } }")
                == [20, 25, 30, 100])
        let both = "{ \"0.25\", JPY = { \"20\", { min = \"10\", max = \"35\", step = \"10\" } } }"
        #expect(try stakes(both) == [25])
        #expect(try stakes(both, currency: "JPY") == [10, 20, 30])
        #expect(
            try stakes(
                "{ { min = \"92233720368547758.05\", max = \"92233720368547758.07\", "
                    + "step = \"0.02\" } }") == [.max - 2, .max])
    }

    @Test(
        "stakes that are not amounts of the currency are refused",
        arguments: [
            ("{ \"0.25\" }", "JPY", "can not be played in JPY"),
            ("{ \"0.001\" }", "AUD", "more digits after the point"),
            ("{ \"0.00\" }", "AUD", "stakes are above 0"),
            ("{ { min = \"1.00\", max = \"2.00\", step = \"0.00\" } }", "AUD", "above 0"),
            ("{ { min = \"2.00\", max = \"1.00\", step = \"0.10\" } }", "AUD", "are none or more"),
            (
                "{ { min = \"0.01\", max = \"1000.00\", step = \"0.01\" } }", "AUD",
                "are none or more than 10000"
            ),
            (
                "{ { min = \"0.01\", max = \"99.00\", step = \"0.01\" }, "
                    + "{ min = \"100.00\", max = \"199.00\", step = \"0.01\" } }", "AUD",
                "at most 10000 fit"
            ),
            ("{ \"1.00\" }", "XYZ", "is not known"),
        ])
    func badStakes(list: String, currency: String, why: String) throws {
        let error = #expect(throws: PlayError.self) { try stakes(list, currency: currency) }
        #expect(error?.code == .invalidInput)
        #expect(error?.description.contains(why) == true, "\(error?.description ?? "")")
    }

    // MARK: Blueprints

    @Test("a strategy for other games, a missing fallback or a negative amount is refused")
    func blueprints() throws {
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: InlinePlugins.steady())
        func refusal(_ change: (inout SessionMaker) throws -> Void) throws -> String? {
            var changed = maker
            try change(&changed)
            let error = #expect(throws: PlayError.self) { try changed.blueprint() }
            #expect(error?.code == .invalidInput)
            return error?.description
        }
        let other = InlinePlugins.steady().replacing("\"test/*\", \"slots/*\"", with: "\"cards/*\"")
        #expect(
            try refusal { $0.strategy = try InlinePlugins.strategy(other) }
                == "steady does not play test/coin: it plays cards/*")
        #expect(
            try refusal { $0.fallback = try InlinePlugins.strategy(other) }
                == "steady does not play test/coin: it plays cards/*")
        #expect(
            try refusal { $0.policy = .fallback }
                == "the fault policy fallback needs a fallback strategy")
        #expect(
            try refusal { $0.variant = "loose" }
                == "test/coin has no variant \"loose\"; it has none")
        #expect(
            try refusal { $0.bankroll = -1 } == "bankroll, limits and fees must be 0 or more")
        #expect(
            try refusal { $0.perQueryFee = -1 } == "bankroll, limits and fees must be 0 or more")
        maker.game = try InlinePlugins.game(
            InlinePlugins.coin.replacing(
                "kind = \"game\",", with: "kind = \"game\", variants = { \"tight\", \"wide\" },"))
        #expect(
            try refusal { $0.variant = "loose" }
                == "test/coin has no variant \"loose\"; it has tight, wide")
        #expect(try maker.blueprint().configuration.variant == "tight")
        maker.variant = "wide"
        #expect(try maker.blueprint().configuration.variant == "wide")
    }

    @Test("start gets parameters, variant, stakes and layout as the contract says")
    func context() throws {
        let game = """
            return {
                name = "test/told", version = "1.0.0", api = 1, stakes = { "0.50", "2.00" },
                variants = { "tight" }, layout = { reels = 5, rows = 3 },
                actions = { "PlaceBet", "Spin", "CashOut" },
                start = function(ctx) return { v = ctx.variant, c = ctx.currency } end,
                observe = function(state) return state end,
                step = function() return {} end,
            }
            """
        let strategy = """
            return {
                name = "told", version = "1.0.0", api = 1, games = { "test/*" },
                params = { base = { type = "money", default = "2.00" } },
                start = function(ctx)
                    return { base = ctx.params.base, game = ctx.game, label = ctx.seed_label }
                end,
                decide = function(memory, seen)
                    local game = memory.game
                    log(memory.base, game.name, game.stakes[1], game.layout.reels,
                        game.layout.rows, #memory.label, seen.view.v, seen.view.c)
                    return { type = "CashOut" }
                end,
            }
            """
        let run = try SessionMaker(game: game, strategy: strategy).played(to: 1)
        #expect(run.logs == ["200\ttest/told\t50\t5\t3\t8\ttight\tAUD"])
        #expect(run.end?.reason == .cashOut)
    }
}
