// Goal: what can not be walked exactly is refused, and the refusal says where and what to do.
// Method: games that draw fractions, endlessly, too much, or differently each time, and
// declarations that are not what the game plays.
import Odds
import Play
import Scripting
import Testing

@Suite("Odds that are refused")
struct RefusalTests {
    private func expect(
        _ item: OddsCase, says parts: [String], line: Int? = nil,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let refusal = try #require(item.refusal(), sourceLocation: location)
        for part in parts {
            #expect(
                refusal.description.contains(part), "\(refusal.description)",
                sourceLocation: location)
        }
        if let line { #expect(refusal.fault?.line == line, sourceLocation: location) }
    }

    @Test(
        "fractions are refused with the line that draws them, caught or not",
        arguments: [
            "local share = rng:float()", "local share = math.random()",
            "local ok = pcall(rng.float, rng)", "local ok = pcall(math.random)",
        ])
    func fractions(draw: String) throws {
        let item = OddsCase(step: draw + "\nreturn { payout = rng:int(2) }")
        try expect(
            item, says: ["2^53 values", "rng:int(n)"], line: draw.contains("pcall") ? nil : 5)
    }

    @Test("numbers of 64 bits and weights with fractions are refused")
    func words() throws {
        try expect(
            OddsCase(step: "return { payout = math.random(0) & 1 }"), says: ["2^64 values"], line: 5
        )
        try expect(
            OddsCase(step: "return { payout = rng:pick({ 0.5, 1.5 }) }"),
            says: ["not all whole numbers", "{ 3, 1 }"], line: 5)
    }

    @Test("a call with too many branches is refused with an estimate and advice")
    func tooMany() throws {
        let step = "local n = 0 for _ = 1, 9 do n = n + rng:int(10) end return { payout = n }"
        try expect(
            OddsCase(step: step),
            says: [
                "step for PlaceBet in game.lua has about 1.0e9 branches", "at most 1000000",
                "stratagem run", "--branches-max", "odds.stages",
            ])
    }

    @Test("a call that may draw endlessly is refused")
    func endless() throws {
        let item = OddsCase(
            step: "local n = 0 while rng:int(2) == 1 do n = n + 1 end return { payout = n }")
        try expect(item, says: ["more than 1000 numbers are drawn in one call"], line: 5)
    }

    @Test("a game that keeps data outside of its state is found out")
    func hiddenData() throws {
        let game = """
            local played = 1
            return {
                name = "test/odd", version = "1.0.0", api = 1, stakes = { "1.00" },
                actions = { "PlaceBet", "Spin", "CashOut" },
                step = function(state, action, rng)
                    played = played + 1
                    return { payout = rng:int(played) * rng:int(3) }
                end,
            }
            """
        try expect(OddsCase(game: game), says: ["outside of what the host saves"], line: 7)
    }

    @Test("stages that do not play what step plays are a fault of the game")
    func wrongStages() throws {
        for (wrong, right) in [
            ("n == 1 and 400 or 0, 0", "n == 1 and 500 or 0, 0"),
            ("\"free game\" or nil, 1", "\"free game\" or nil, 2"),
        ] {
            let item = OddsCase(game: OddsTests.freeGames.replacing(right, with: wrong))
            try expect(item, says: ["odds.stages.PlaceBet is not what step plays", "seed 7"])
        }
    }

    @Test(
        "stages that lead back to themselves once or more often on average have no mean",
        arguments: [5, 6])
    func supercritical(first: Int) throws {
        // Two more free games in 6 of 10 cases, then in 5 of 10: 1.2 and exactly 1 on average.
        let game = OddsTests.freeGames.replacing(
            "n == 10 and 2 or 0\n", with: "n >= \(first) and 2 or 0\n")
        try expect(OddsCase(game: game), says: ["may go on for ever"])
    }

    @Test("a key that puts states together which differ is a fault of the game")
    func wrongKey() throws {
        let game = OddsTests.craps.replacing(
            "observe = function",
            with:
                "odds = { key = function(state) return { low = state.point < 7 } end },\n observe = function"
        )
        try expect(
            OddsCase(game: game, strategy: OddsTests.shooter),
            says: ["odds.key says that two states play on alike", "point = "])
    }

    @Test("a best decision inside a circle asks for a strategy")
    func bestInCircle() throws {
        try expect(OddsCase(game: OddsTests.craps), says: ["name a strategy"])
    }

    @Test(
        "a declaration that is not in shape is refused with its line",
        arguments: [
            ("odds = 3,", "odds is the number 3"),
            ("odds = { parts = {} },", "odds.parts must be a list of 1 to 16 names"),
            ("odds = { stages = { Bet = function() end } },", "odds.stages["),
            ("odds = { key = 1 },", "odds.key is the number 1"),
            ("odds = { stage = {} },", "odds has no field"),
        ])
    func shape(field: String, says: String) throws {
        let item = OddsCase(step: "return {}", more: field)
        let error = #expect(throws: (any Error).self) { try item.question }
        #expect("\(try #require(error))".contains(says))
    }

    @Test("a strategy that leaves at once has no odds")
    func cashOut() throws {
        let strategy = """
            return {
                name = "leaver", version = "1.0.0", api = 1, games = { "test/*" },
                decide = function() return { type = "CashOut" } end,
            }
            """
        try expect(
            OddsCase(step: "return {}", strategy: strategy), says: ["cashes out in the first round"]
        )
    }
}
