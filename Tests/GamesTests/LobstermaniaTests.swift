// Goal: the Lobstermania adapter is the published machine in both reel sets.
// Method: strips are read back from the adapter through chosen random numbers; its windows are
// compared with a literal evaluation; hit frequency and bonus games are enumerated exactly over
// reels 1 to 3 and what reels 4 and 5 can add; return follows exactly from the counts; then many
// rounds of the product. Figures: Oracles/lobstermania.json.

import Testing

@Suite("Lobstermania")
struct LobstermaniaTests {
    private struct Figures: Decodable {
        var `return`: Double
        var return_lines: Double
        var return_bonus: Double
        var return_scatter: Double
        var bonus_chance_per_line: Double
        var hit_frequency_of_round: Double
        var standard_deviation_of_round: Double
    }

    private struct Oracle: Decodable {
        var first: Figures
        var second: Figures

        enum CodingKeys: String, CodingKey {
            case first = "96.2"
            case second = "85.0"
        }
    }

    private func figures(_ variant: String) throws -> Figures {
        let oracle = try GameFiles.oracle("lobstermania", as: Oracle.self)
        return variant == "96.2" ? oracle.first : oracle.second
    }

    private static let lengths = [47, 46, 48, 50, 50]

    // Harrigan and Dixon 2009, wizardofodds.com/games/slots/lobstermania: counts in the order of
    // `machine.symbols`, pays for five, four, three and two. Lines: github.com/jpm5830/lm962_CSharp.
    private static let counts: [String: [[Int]]] = [
        "96.2": [
            [2, 4, 4, 6, 5, 6, 6, 5, 5, 2, 2], [2, 4, 4, 4, 4, 4, 6, 6, 5, 5, 2],
            [1, 3, 5, 4, 6, 5, 5, 5, 6, 6, 2], [4, 4, 4, 4, 6, 6, 6, 6, 8, 0, 2],
            [2, 4, 5, 4, 7, 7, 6, 6, 7, 0, 2],
        ],
        "85.0": [
            [2, 4, 3, 4, 3, 4, 10, 3, 10, 2, 2], [2, 3, 4, 3, 4, 3, 8, 9, 3, 5, 2],
            [1, 3, 3, 4, 6, 6, 3, 4, 10, 6, 2], [4, 3, 8, 3, 3, 6, 4, 10, 7, 0, 2],
            [2, 4, 5, 4, 7, 6, 7, 5, 8, 0, 2],
        ],
    ]
    private static let published = LineMachine(
        symbols: [
            "wild", "logo", "buoy", "boat", "lighthouse", "tuna", "clam", "gull", "star", "bonus",
            "scatter",
        ], wild: "wild",
        pays: [
            "wild": [10000, 500, 100, 5], "logo": [1000, 200, 40, 2], "buoy": [500, 100, 25, 0],
            "boat": [500, 100, 25, 0], "lighthouse": [500, 50, 10, 0], "tuna": [250, 50, 10, 0],
            "clam": [200, 30, 5, 0], "gull": [200, 30, 5, 0], "star": [150, 30, 5, 0],
        ],
        lines: [
            "11111", "00000", "22222", "01210", "21012", "22100", "00122", "12101", "10121",
            "21110", "01112", "12210", "10012", "11210", "11012",
        ].map { $0.compactMap(\.wholeNumberValue) },
        scatter: "scatter", scatterPays: [0, 0, 0, 5, 25, 200])

    /// Lua that steps the adapter to chosen stops: the first number drawn is the place in the
    /// cycle; bonus games then draw the least of each range.
    private func prelude(_ variant: String) -> String {
        """
        local place, drawn
        local rng = { int = function(_, low, high)
            drawn = drawn + 1
            if drawn == 1 then
                assert(low == 259440000, "another cycle")
                return place
            end
            return high and low or 1
        end }
        local state = { variant = "\(variant)" }
        local function at(a, b, c, d, e)
            place = 1 + a + 47 * (b + 46 * (c + 48 * (d + 50 * e)))
            drawn = 0
            return game.step(state, { type = "PlaceBet", amount = 15 }, rng)
        end
        """
    }

    private func machine(_ variant: String) throws -> LineMachine {
        let found = try AdapterSandbox(game: "slots/lobstermania").evaluate(
            prelude(variant) + """

                local lengths, reels = { 47, 46, 48, 50, 50 }, {}
                for reel = 1, 5 do
                    local rows = { {}, {}, {} }
                    for stop = 0, lengths[reel] - 1 do
                        local stops = { 0, 0, 0, 0, 0 }
                        stops[reel] = stop
                        local outcome = at(table.unpack(stops))
                        assert(#outcome.symbols == 15)
                        for row = 1, 3 do
                            rows[row][stop + 1] = outcome.symbols[(reel - 1) * 3 + row]
                        end
                    end
                    -- Each row is the strip, one stop further.
                    for stop = 1, lengths[reel] do
                        local below = stop % lengths[reel] + 1
                        assert(rows[2][stop] == rows[1][below] and rows[3][stop] == rows[2][below])
                    end
                    reels[reel] = table.concat(rows[1], " ")
                end
                return table.unpack(reels)
                """)
        var machine = LobstermaniaTests.published
        machine.strips = found.map { $0.split(separator: " ").map(String.init) }
        return machine
    }

    @Test(
        "the strips hold the published counts, and a window never shows two scatters of a reel",
        arguments: ["96.2", "85.0"])
    func strips(variant: String) throws {
        let machine = try machine(variant)
        #expect(machine.strips.map(\.count) == LobstermaniaTests.lengths)
        let counts = machine.strips.map { strip in
            machine.symbols.map { symbol in strip.count { $0 == symbol } }
        }
        #expect(counts == LobstermaniaTests.counts[variant])
        for strip in machine.strips {
            let places = strip.indices.filter { strip[$0] == "scatter" }
            try #require(places.count == 2)
            let apart = places[1] - places[0]
            #expect(min(apart, strip.count - apart) >= 3)
        }
    }

    @Test("return follows from the strips exactly", arguments: ["96.2", "85.0"])
    func exactReturn(variant: String) throws {
        let (machine, figures) = (try machine(variant), try figures(variant))
        let bonus = ["bonus", "bonus", "bonus"]
        let lines = machine.lineMean { Array($0.prefix(3)) == bonus ? 0 : nil }
        let bonusMean = machine.lineMean { Array($0.prefix(3)) == bonus ? 331 : 0 }
        #expect(abs(lines - figures.return_lines) < 1e-12)
        #expect(abs(bonusMean - figures.return_bonus) < 1e-12)
        #expect(abs(machine.scatterMean - figures.return_scatter) < 1e-12)
        #expect(abs(lines + bonusMean + machine.scatterMean - figures.return) < 1e-12)
        // Published: 96.25 % and 85.0 %.
        #expect(abs(figures.return - (variant == "96.2" ? 0.9625 : 0.850)) < 0.001)
    }

    @Test(
        "windows all over the cycle pay what a literal evaluation says",
        arguments: ["96.2", "85.0"])
    func windows(variant: String) throws {
        let machine = try machine(variant)
        // A step that has no common factor with the cycle visits it evenly.
        let (count, step, cycle) = (60_000, 7_919_317, 259_440_000)
        let found = try AdapterSandbox(game: "slots/lobstermania").numbers(
            prelude(variant) + """

                local list = {}
                for number = 0, \(count - 1) do
                    place, drawn = number * \(step) % \(cycle) + 1, 0
                    list[#list + 1] = game.step(
                        state, { type = "PlaceBet", amount = 15 }, rng).payout
                end
                return table.concat(list, " ")
                """)[0]
        try #require(found.count == count)
        var (bonuses, wins) = (0, 0)
        for number in 0..<count {
            var place = number * step % cycle
            let stops = LobstermaniaTests.lengths.map { length in
                defer { place /= length }
                return place % length
            }
            let window = machine.window(stops)
            var expected = 15 * machine.scatterPays[machine.scatters(in: window)]
            for line in machine.lines {
                let symbols = machine.symbols(on: line, of: window)
                if symbols.prefix(3) == ["bonus", "bonus", "bonus"] {
                    // Two buoys with two lobsters each, all worth the first award.
                    expected += 2 * 2 * 5
                    bonuses += 1
                } else {
                    expected += machine.pay(symbols)
                }
            }
            if expected > 0 { wins += 1 }
            try #require(found[number] == expected, "stops \(stops)")
        }
        #expect(bonuses > 200)
        #expect(wins > count / 4)
    }

    @Test(
        "hit frequency and bonus chance are exact over all windows of reels 1 to 3",
        arguments: ["96.2", "85.0"])
    func hits(variant: String) throws {
        let (machine, figures) = (try machine(variant), try figures(variant))
        // Every line that wins does so on reels 1 to 3; reels 4 and 5 matter only by their scatter.
        func stop(_ reel: Int, showing: Bool) throws -> Int {
            let strip = machine.strips[reel]
            return try #require(
                strip.indices.first { stop in
                    (0..<3).contains { strip[(stop + $0) % strip.count] == "scatter" } == showing
                })
        }
        let stops = [
            try stop(3, showing: false), try stop(3, showing: true),
            try stop(4, showing: false), try stop(4, showing: true),
        ]
        let found = try AdapterSandbox(game: "slots/lobstermania").numbers(
            prelude(variant) + """

                local none, one, two, bonuses = 0, 0, 0, 0
                for a = 0, 46 do for b = 0, 45 do for c = 0, 47 do
                    local outcome = at(a, b, c, \(stops[0]), \(stops[2]))
                    bonuses = bonuses + (outcome.info and outcome.info.bonus_games or 0)
                    if outcome.payout > 0 then
                        -- A win on reels 1 to 3 stays one whatever reels 4 and 5 show.
                        none, one, two = none + 1, one + 1, two + 1
                    else
                        if at(a, b, c, \(stops[1]), \(stops[2])).payout > 0 then one = one + 1 end
                        if at(a, b, c, \(stops[1]), \(stops[3])).payout > 0 then two = two + 1 end
                    end
                end end end
                return none .. " " .. one .. " " .. two .. " " .. bonuses
                """)[0]
        let chances = (6.0 / 50, 6.0 / 50)  // two scatters, three rows, fifty stops
        let none = (1 - chances.0) * (1 - chances.1)
        let two = chances.0 * chances.1
        let hits =
            (Double(found[0]) * none + Double(found[1]) * (1 - none - two) + Double(found[2]) * two)
            / 103_776
        #expect(abs(hits - figures.hit_frequency_of_round) < 1e-12)
        #expect(
            abs(Double(found[3]) / (15 * 103_776) - figures.bonus_chance_per_line) < 1e-15)
    }

    @Test("a bonus game is worth 331 line bets in the mean, exactly as published")
    func bonus() throws {
        let found = try AdapterSandbox(game: "slots/lobstermania").numbers(
            """
            local asked, award = {}, 1
            local ranges = {}
            local rng = { int = function(_, low, high)
                if low == 259440000 then return 1 + \(try bonusPlace()) end
                ranges[#ranges + 1] = low .. ":" .. (high or 0)
                if high then return low end
                return award
            end }
            local awards = {}
            for number = 1, 15 do
                award, ranges = number, {}
                local info = game.step(
                    { variant = "96.2" }, { type = "PlaceBet", amount = 15 }, rng).info
                assert(ranges[1] == "2:4" and ranges[2] == "2:3" and ranges[3] == "15:0")
                awards[number] = info.line_bets_won // (info.bonus_games * 2 * 2)
            end
            return table.concat(awards, " ")
            """)[0]
        try #require(found.count == 15)
        // Buoys 2 to 4, lobsters 2 or 3, each lobster one of the awards.
        #expect(3 * 2.5 * Double(found.reduce(0, +)) / 15 == 331)
    }

    /// A place in the cycle with three bonus symbols on the middle line.
    private func bonusPlace() throws -> Int {
        let strips = try machine("96.2").strips
        var stops: [Int] = []
        for reel in 0..<3 {
            let length = strips[reel].count
            stops.append(
                try #require(
                    strips[reel].indices.first { strips[reel][($0 + 1) % length] == "bonus" }))
        }
        return stops[0] + 47 * (stops[1] + 46 * stops[2])
    }

    @Test(
        "many rounds have the published return, and the machine's hit frequency and sigma",
        arguments: ["96.2", "85.0"])
    func manyRounds(variant: String) throws {
        let figures = try figures(variant)
        let sample = try RoundSampler(
            game: try GameFiles.game("slots/lobstermania"),
            strategy: try GameFiles.strategy("flat"), variant: variant
        ).sample(rounds: RoundSampler.longRun)
        expectAgreement(
            sample, name: "lobstermania \(variant)", mean: figures.return,
            hits: figures.hit_frequency_of_round, deviation: figures.standard_deviation_of_round)
    }
}
