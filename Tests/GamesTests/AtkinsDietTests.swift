// Goal: the Atkins Diet adapter is the published machine.
// Method: strips are read back from the adapter and compared with the published ones; windows and
// free games all over the cycle against a literal evaluation; return and feature chance follow
// exactly from the strips; then many rounds of the product. Figures: Oracles/atkins-diet.json.

import Testing

@Suite("Atkins Diet")
struct AtkinsDietTests {
    private struct Figures: Decodable {
        var `return`: Double
        var return_lines: Double
        var return_scatter: Double
        var return_free_games: Double
        var free_games_chance: Double
        var hit_frequency: Double
        var standard_deviation: Double
    }

    private func figures() throws -> Figures {
        try GameFiles.oracle("atkins-diet", as: Figures.self)
    }

    // M. Shackleford 2008, wizardofodds.com/games/slots/atkins-diet: strips, pays and lines.
    private static let letters: [Character: String] = [
        "A": "atkins", "S": "steak", "H": "ham", "W": "wings", "G": "sausage", "E": "eggs",
        "B": "butter", "C": "cheese", "N": "bacon", "M": "mayonnaise", "X": "scale",
    ]
    private static let strips = [
        "XMHGNECMGBWNEMSWBCEANMHCEXBNGWSB", "MWSGCMHBNSGMHABECNGWXMBCNEWMSHCN",
        "HBEXCMBHGNSWBMCGENMWHGNCEAWNBCMS", "HCAXBNCGSENMGCBHMNWGCEBWNMEHGSMN",
        "NXSHCGBNWCGHBSMEGHABWMEHNBSMGECW",
    ]
    private static let published = LineMachine(
        symbols: letters.values.sorted(), wild: "atkins",
        pays: [
            "atkins": [5000, 500, 50, 5], "steak": [1000, 200, 40, 3], "ham": [500, 150, 30, 2],
            "wings": [300, 100, 25, 2], "sausage": [200, 75, 20, 0], "eggs": [200, 75, 20, 0],
            "butter": [100, 50, 15, 0], "cheese": [100, 50, 15, 0], "bacon": [50, 25, 10, 0],
            "mayonnaise": [50, 25, 10, 0],
        ],
        lines: [
            "11111", "00000", "22222", "01210", "21012", "10001", "12221", "00122", "22100",
            "10121", "12101", "01110", "21112", "01010", "21212", "11011", "11211", "00200",
            "22022", "02220",
        ].map { $0.compactMap(\.wholeNumberValue) },
        scatter: "scale", scatterPays: [0, 0, 0, 5, 25, 100],
        strips: strips.map { $0.compactMap { letters[$0] } })

    @Test("the strips are the published ones")
    func strips() throws {
        let found = try AdapterSandbox(game: "slots/atkins-diet").evaluate(
            """
            local place
            local rng = { int = function(_, n)
                assert(n == 1 << 25, "another cycle")
                return place
            end }
            local reels = {}
            for reel = 1, 5 do
                local strip = {}
                for stop = 0, 31 do
                    place = 1 + (stop << 5 * (reel - 1))
                    local shown = game.step({}, { type = "PlaceBet", amount = 20 }, rng).symbols
                    strip[stop + 1] = shown[(reel - 1) * 3 + 1]
                end
                reels[reel] = table.concat(strip, " ")
            end
            return table.unpack(reels)
            """)
        #expect(
            found.map { $0.split(separator: " ").map(String.init) }
                == AtkinsDietTests.published.strips)
    }

    @Test("return and feature chance follow from the strips exactly")
    func exactReturn() throws {
        let (machine, figures) = (AtkinsDietTests.published, try figures())
        let lines = machine.lineMean()
        let start = machine.scatterChances[3...].reduce(0, +)
        #expect(abs(lines - figures.return_lines) < 1e-12)
        #expect(abs(machine.scatterMean - figures.return_scatter) < 1e-12)
        #expect(abs(start - figures.free_games_chance) < 1e-12)
        // A free game brings three times a paid one, and with chance `start` ten more.
        let base = lines + machine.scatterMean
        let free = 10 * start * 3 * base / (1 - 10 * start)
        #expect(abs(free - figures.return_free_games) < 1e-12)
        #expect(abs(base + free - figures.return) < 1e-12)
        // Published by the source: 97.05 %.
        #expect(abs(figures.return - 0.970458) < 1e-6)
    }

    @Test("windows and free games all over the cycle pay what a literal evaluation says")
    func windows() throws {
        let machine = AtkinsDietTests.published
        let (count, step, cycle) = (40_000, 7_919_317, 1 << 25)
        let found = try AdapterSandbox(game: "slots/atkins-diet").numbers(
            """
            local number, list, games = 0, {}, 0
            local rng = { int = function()
                number = number + 1
                return number * \(step) % \(cycle) + 1
            end }
            for _ = 1, \(count) do
                local outcome = game.step({}, { type = "PlaceBet", amount = 40 }, rng)
                list[#list + 1] = outcome.payout
                games = games + (outcome.info and outcome.info.free_games or 0)
            end
            return table.concat(list, " "), games
            """)
        try #require(found[0].count == count)
        var number = 0
        /// The next window's pay in line bets, and its scales.
        func spin() -> (pay: Int, scales: Int) {
            number += 1
            let place = number * step % cycle
            let window = machine.window((0..<5).map { place >> (5 * $0) & 31 })
            let lines = machine.lines.reduce(0) {
                $0 + machine.pay(machine.symbols(on: $1, of: window))
            }
            let scales = machine.scatters(in: window)
            return (lines + 20 * machine.scatterPays[scales], scales)
        }
        var played = 0
        for paid in found[0] {
            var (pay, scales) = spin()
            var left = scales >= 3 ? 10 : 0
            while left > 0 {
                let free = spin()
                (pay, left, played) = (pay + 3 * free.pay, left - 1, played + 1)
                scales = free.scales
                if scales >= 3 { left += 10 }
            }
            try #require(paid == 2 * pay, "before draw \(number)")
        }
        #expect(found[1] == [played])
        #expect(played > 3000)
    }

    @Test("many rounds have the published return, hit frequency and sigma")
    func manyRounds() throws {
        let figures = try figures()
        let sample = try RoundSampler(
            game: try GameFiles.game("slots/atkins-diet"),
            strategy: try GameFiles.strategy("flat")
        ).sample(rounds: RoundSampler.longRun)
        expectAgreement(
            sample, name: "atkins-diet", mean: figures.return, hits: figures.hit_frequency,
            deviation: figures.standard_deviation)
    }
}
