// A five-reel, three-row machine with lines, evaluated in the most literal way: written apart from
// the adapters, from the published pays and lines, and compared with them window by window.

/// Pays, lines and strips of one machine.
struct LineMachine {
    let symbols: [String]
    let wild: String
    /// Line bets for five, four, three and two equal symbols.
    let pays: [String: [Int]]
    /// The row of each line on each reel, 0 at the top.
    let lines: [[Int]]
    let scatter: String
    /// Total bets for so many scatters in the window.
    let scatterPays: [Int]
    /// Symbols of each reel by stop, as read back from the adapter.
    var strips: [[String]] = []

    /// The window at these stops: a column of three for each reel.
    func window(_ stops: [Int]) -> [[String]] {
        zip(strips, stops).map { strip, stop in
            (0..<3).map { strip[(stop + $0) % strip.count] }
        }
    }

    /// The best win of five symbols, in line bets: each symbol is tried, with wilds for it.
    func pay(_ line: [String]) -> Int {
        var best = 0
        for (symbol, amounts) in pays {
            var length = 0
            while length < 5, line[length] == symbol || line[length] == wild { length += 1 }
            if length >= 2 { best = max(best, amounts[5 - length]) }
        }
        return best
    }

    func symbols(on line: [Int], of window: [[String]]) -> [String] {
        zip(window, line).map { $0[$1] }
    }

    func scatters(in window: [[String]]) -> Int {
        window.reduce(0) { $0 + $1.count { $0 == scatter } }
    }

    /// The exact mean of one line in line bets: every row of a reel shows each stop equally often,
    /// so only the counts of the symbols matter. `special` gives other pays than `pay` does.
    func lineMean(special: ([String]) -> Double? = { _ in nil }) -> Double {
        let chances = strips.map { strip in
            symbols.map { symbol in
                Double(strip.count { $0 == symbol }) / Double(strip.count)
            }
        }
        var total = 0.0
        var line = [Int](repeating: 0, count: 5)
        func walk(_ reel: Int, _ chance: Double) {
            guard reel < 5 else {
                let names = line.map { symbols[$0] }
                total += chance * (special(names) ?? Double(pay(names)))
                return
            }
            for symbol in symbols.indices where chances[reel][symbol] > 0 {
                line[reel] = symbol
                walk(reel + 1, chance * chances[reel][symbol])
            }
        }
        walk(0, 1)
        return total
    }

    /// The exact chances of 0 to 5 scatters in the window.
    var scatterChances: [Double] {
        var chances = [1.0, 0, 0, 0, 0, 0]
        for strip in strips {
            let showing = strip.indices.count { stop in
                (0..<3).contains { strip[(stop + $0) % strip.count] == scatter }
            }
            let chance = Double(showing) / Double(strip.count)
            var next = [Double](repeating: 0, count: 6)
            for count in 0..<6 {
                next[count] += chances[count] * (1 - chance)
                if count < 5 { next[count + 1] += chances[count] * chance }
            }
            chances = next
        }
        return chances
    }

    /// The exact mean of the scatter pays in total bets.
    var scatterMean: Double {
        zip(scatterChances, scatterPays).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
}
