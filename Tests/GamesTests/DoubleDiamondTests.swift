// Goal: the Double Diamond adapter is the published machine, exactly.
// Method: all 97,336 results are drawn through the adapter in its sandbox; then many rounds of the
// product against the same exact figures (Oracles/double-diamond.json).

import Testing

@Suite("Double Diamond")
struct DoubleDiamondTests {
    private struct Oracle: Decodable {
        var cycle: Int
        var payouts: [String: Int]
        var `return`: Double
        var hit_frequency: Double
        var standard_deviation: Double
    }

    private func oracle() throws -> Oracle {
        try GameFiles.oracle("double-diamond", as: Oracle.self)
    }

    @Test("all 97,336 results pay as published")
    func everyStop() throws {
        let oracle = try oracle()
        let found = try AdapterSandbox(game: "slots/double-diamond").evaluate(
            """
            local result, counts, shown = 0, {}, { {}, {}, {} }
            local rng = { int = function(_, n)
                assert(n == 97336, "another cycle")
                return result
            end }
            for stop = 1, 97336 do
                result = stop
                local outcome = game.step({}, { type = "PlaceBet", amount = 100 }, rng)
                counts[outcome.payout] = (counts[outcome.payout] or 0) + 1
                for reel = 1, 3 do
                    local symbol = outcome.symbols[reel]
                    shown[reel][symbol] = (shown[reel][symbol] or 0) + 1
                end
            end
            local list, symbols = {}, {}
            for payout, count in pairs(counts) do list[#list + 1] = payout .. " " .. count end
            for reel = 1, 3 do
                for symbol, count in pairs(shown[reel]) do
                    symbols[#symbols + 1] = reel .. " " .. symbol .. " " .. count // (46 * 46)
                end
            end
            return table.concat(list, ","), table.concat(symbols, ",")
            """)
        var payouts: [String: Int] = [:]
        for entry in found[0].split(separator: ",") {
            let parts = entry.split(separator: " ").compactMap { Int($0) }
            #expect(parts[0] % 100 == 0)
            payouts["\(parts[0] / 100)"] = parts[1]
        }
        #expect(payouts == oracle.payouts)
        #expect(payouts.values.reduce(0, +) == oracle.cycle)
        // Counts of the reel set "95.546355": slotopol/server, game/slot/igt/doublediamond.
        let reel = [
            "bar1 6", "bar2 5", "bar3 4", "cherry 3", "diamond 1", "seven 3", "space 24",
        ]
        #expect(
            found[1].split(separator: ",").map(String.init)
                == (1...3).flatMap { number in reel.map { "\(number) \($0)" } })
        let paid = payouts.reduce(0) { $0 + (Int($1.key) ?? 0) * $1.value }
        #expect(abs(Double(paid) / 97_336 - oracle.return) < 1e-12)
        #expect(abs(oracle.return - 0.95546355) < 1e-8)
    }

    @Test("many rounds have the published return, hit frequency and sigma")
    func manyRounds() throws {
        let oracle = try oracle()
        let sample = try RoundSampler(
            game: try GameFiles.game("slots/double-diamond"),
            strategy: try GameFiles.strategy("flat")
        ).sample(rounds: RoundSampler.longRun)
        expectAgreement(
            sample, name: "double-diamond", mean: oracle.return, hits: oracle.hit_frequency,
            deviation: oracle.standard_deviation)
        for (payout, count) in oracle.payouts {
            let chance = Double(count) / Double(oracle.cycle)
            let share =
                Double(sample.counts[Double(payout) ?? -1, default: 0]) / Double(sample.rounds)
            // Only where the normal approximation holds.
            guard chance * Double(sample.rounds) > 25 else { continue }
            #expect(abs(sample.shareScore(share, chance)) < 4, "payout \(payout)")
        }
    }
}

/// Return, hit frequency and sigma within four standard errors.
func expectAgreement(
    _ sample: RoundSample, name: String, mean: Double, hits: Double, deviation: Double
) {
    let scores = [
        sample.meanScore(mean, deviation: deviation),
        sample.shareScore(sample.hitFrequency, hits), sample.varianceScore(deviation: deviation),
    ]
    print(
        "\(name): \(sample.rounds) rounds, return \(sample.mean), hits \(sample.hitFrequency), "
            + "sigma \(sample.standardDeviation), z \(scores)")
    #expect(abs(scores[0]) < 4, "\(name): return \(sample.mean), expected \(mean)")
    #expect(abs(scores[1]) < 4, "\(name): hits \(sample.hitFrequency), expected \(hits)")
    #expect(abs(scores[2]) < 4, "\(name): sigma \(sample.standardDeviation), not \(deviation)")
}
