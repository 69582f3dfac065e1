// Goal: odds are what a hand calculation or a published figure says, to the last digit.
// Method: small games whose odds can be worked out with pencil and paper, one for each way to draw
// and for each way a round can go on; craps' pass line, whose chance of 244/495 is in every book.
import Odds
import Play
import Testing

@Suite("Exact odds")
struct OddsTests {
    @Test("weighted picks, nested draws and a shuffle give the fractions of a hand calculation")
    func draws() throws {
        let odds = try OddsCase(
            step: """
                local kind = rng:pick({ 3, 0, 2, 1 })
                if kind == 1 then return { payout = 0 } end
                if kind == 3 then return { payout = 50 * rng:int(4) } end
                return { payout = 100 * rng:shuffle({ 1, 2, 3 })[1] }
                """
        ).odds()
        #expect("\(odds.returnRate)" == "3/4")
        #expect(odds.hitFrequency == Fraction(1, over: 2))
        #expect(
            odds.winFrequency == Fraction(1, over: 12) + Fraction(5, over: 36)
                + Fraction(1, over: 18))
        #expect("\(odds.variance)" == "121/144")
        #expect(
            odds.table == ["0: 1/2", "1/2: 1/12", "1: 5/36", "3/2: 1/12", "2: 5/36", "3: 1/18"])
        #expect(odds.topAward?.chance == Fraction(1, over: 18))
        // One leaf for the first value, four for the number, six orders of three things.
        #expect(odds.leaves == 1 + 4 + 6)
    }

    @Test("math.random of two bounds is walked like rng:int")
    func mathRandom() throws {
        let odds = try OddsCase(step: "return { payout = 20 * math.random(2, 9) }").odds()
        #expect("\(odds.returnRate)" == "11/10")
        #expect(odds.leaves == 8)
    }

    @Test("each branch begins with the state of the round, whatever the one before did to it")
    func stateIsRestored() throws {
        let odds = try OddsCase(
            step: """
                state.played = (state.played or 0) + 1
                return { payout = rng:int(4) * state.played * 10 }
                """
        ).odds()
        #expect("\(odds.returnRate)" == "1/4")
    }

    /// The pass line of craps: the point comes back to itself until it or a seven is thrown.
    static let craps = """
        local function throw(rng) return rng:int(6) + rng:int(6) end
        return {
            name = "test/craps", version = "1.0.0", api = 1, stakes = { "1.00" },
            action_types = { "PlaceBet", "Spin", "CashOut", "Roll" },
            actions = function(state)
                return state.point and { "Roll" } or { "PlaceBet", "CashOut" }
            end,
            step = function(state, action, rng)
                local sum = throw(rng)
                if state.point then
                    local paid = sum == state.point and 200 or 0
                    local open = sum ~= state.point and sum ~= 7
                    if not open then state.point = nil end
                    return { payout = paid, open = open }
                end
                if sum == 7 or sum == 11 then return { payout = 200 } end
                if sum <= 3 or sum == 12 then return { payout = 0 } end
                state.point = sum
                return { open = true }
            end,
            observe = function(state) return { point = state.point } end,
        }
        """
    static let shooter = """
        return {
            name = "shooter", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(_, seen)
                if seen.view.point then return { type = "Roll" } end
                return { type = "PlaceBet", amount = 100 }
            end,
        }
        """

    @Test("craps' pass line wins 244 of 495, though a point may be thrown for endlessly long")
    func passLine() throws {
        let odds = try OddsCase(game: Self.craps, strategy: Self.shooter).odds()
        #expect(odds.table == ["0: 251/495", "2: 244/495"])
        #expect("\(odds.returnRate)" == "488/495")
        #expect(odds.cycles == 6)
        #expect(odds.hitFrequency == Fraction(244, over: 495))
    }

    /// A paid game pays five stakes in one of ten cases; in another it starts two free games,
    /// each of which pays one stake in five of ten cases and may start two more.
    static let freeGames = """
        local function free(rng)
            local n = rng:int(10)
            return n <= 5 and 100 or 0, n == 10 and 2 or 0
        end
        return {
            name = "test/free", version = "1.0.0", api = 1, stakes = { "1.00" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng)
                local n = rng:int(10)
                local paid, left = n == 1 and 500 or 0, n == 10 and 2 or 0
                while left > 0 do
                    local won, more = free(rng)
                    paid, left = paid + won, left - 1 + more
                end
                return { payout = paid }
            end,
            odds = {
                parts = { "paid game", "free games" },
                stages = {
                    PlaceBet = function(state, action, rng, stage)
                        if stage then
                            local won, more = free(rng)
                            return more > 0 and "free game" or nil, more, 0, won
                        end
                        local n = rng:int(10)
                        return n == 10 and "free game" or nil, 2, n == 1 and 500 or 0, 0
                    end,
                },
            },
        }
        """

    @Test("free games that start themselves again are a linear system, not a sum that is cut off")
    func retrigger() throws {
        // m = 1/2 + 2/10 m for a free game; its second moment s = 1/2 + (4 m^2 + 2 (s - m^2))/10.
        let odds = try OddsCase(game: Self.freeGames).odds()
        #expect("\(odds.returnRate)" == "5/8")
        #expect("\(odds.variance)" == "597/256")
        #expect(odds.parts.map { "\($0.name) \($0.share)" } == ["paid game 1/2", "free games 1/8"])
        #expect(odds.rows == nil)
        #expect(odds.hitFrequency == nil)
        #expect(odds.features.map(\.name) == ["free game"])
        #expect(odds.features.map(\.chance) == [Fraction(1, over: 10)])
        #expect(odds.features.map(\.mean) == [Fraction(5, over: 4)])
        #expect(odds.firstGameRows.map(\.chance) == [Fraction(9, over: 10), Fraction(1, over: 10)])
        // Five stakes in one of ten cases: 25/10 - (5/10)^2 = 9/4.
        #expect(odds.firstGameDeviation == 1.5)
        #expect(odds.checkedRounds == 2000)
        #expect(odds.leaves == 20)
    }

    @Test("a strategy's own draws are branches, and stakes may differ")
    func randomStrategy() throws {
        let strategy = """
            return {
                name = "dice", version = "1.0.0", api = 1, games = { "test/*" },
                decide = function(memory, seen, rng)
                    return { type = "PlaceBet", amount = rng:pick({ 3, 1 }) * 100 }
                end,
            }
            """
        let odds = try OddsCase(
            step: "return { payout = rng:int(2) == 1 and action.amount + 50 or 0 }",
            strategy: strategy
        ).odds()
        #expect("\(odds.meanStake)" == "125/1")
        #expect(odds.stakeVaries)
        // (3/4 * 150 + 1/4 * 250) / 2 over 125.
        #expect("\(odds.returnRate)" == "7/10")
        #expect(odds.table == ["0: 1/2", "5/4: 1/8", "3/2: 3/8"])
    }

    @Test("without a strategy the best of the game's decisions is worked out")
    func best() throws {
        // A card of 1 to 10; Keep pays it, Swap pays another: keep from 6 on, since 5.5 is the mean.
        let game = """
            return {
                name = "test/card", version = "1.0.0", api = 1, stakes = { "0.05" },
                action_types = { "PlaceBet", "Spin", "CashOut", "Keep", "Swap" },
                actions = function(state)
                    return state.card and { "Keep", "Swap" } or { "PlaceBet", "CashOut" }
                end,
                step = function(state, action, rng)
                    if action.type == "PlaceBet" then
                        state.card = rng:int(10)
                        return { open = true }
                    end
                    return { payout = action.type == "Keep" and state.card or rng:int(10) }
                end,
                observe = function(state) return { card = state.card \(Self.seen) } end,
            }
            """
        var question = OddsCase(game: game.replacing(Self.seen, with: ""))
        question.stake = 5
        let odds = try question.odds()
        // (6 + 7 + 8 + 9 + 10) / 10 + 5/10 * 5.5 = 6.75, over a stake of 5.
        #expect("\(odds.returnRate)" == "27/20")
        #expect(odds.choosesBest)
        // What is not shown can not be used.
        question.game = game.replacing("card = state.card \(Self.seen)", with: "")
        let refusal = try #require(question.refusal())
        #expect(refusal.description.contains("name a strategy: stratagem odds test/card STRATEGY"))
    }

    private static let seen = "-- seen"
}
