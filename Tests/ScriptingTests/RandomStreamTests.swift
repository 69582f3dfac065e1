// Goal: random streams are Philox4x64-10 keyed by seed, episode, role and round, and nothing else.
// Method: known answers of Random123 and numpy (Oracles/philox.py made them), a chi-square test
// with a fixed seed, and rounds that draw more or fewer numbers before.

import Scripting
import Testing

@Suite("Random streams")
struct RandomStreamTests {
    @Test("one block has the known answers of Random123, kat_vectors, philox4x64 with 10 rounds")
    func knownAnswers() {
        #expect(
            RandomBlock.philox(counter: (0, 0, 0, 0), key: (0, 0)) == [
                0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b,
                0x7e68_b68a_ec7b_a23b,
            ])
        #expect(
            RandomBlock.philox(counter: (.max, .max, .max, .max), key: (.max, .max)) == [
                0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6,
                0xa09c_aebf_594f_0ba0,
            ])
        #expect(
            RandomBlock.philox(
                counter: (
                    0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0,
                    0x082e_fa98_ec4e_6c89
                ), key: (0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c)) == [
                    0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5,
                    0x57bd_43b5_e52b_7fe6,
                ])
    }

    /// Logs of the strategy and the game, one line a round.
    private static func play(
        _ rounds: Int64, strategy: String = "", game: String = "", seed: UInt64 = 20_260_101,
        episode: UInt64 = 7
    ) throws -> (strategy: [String], game: [String]) {
        let driver = try InlineRounds(
            decide: "\(strategy) return { type = 'PlaceBet', amount = 10 }",
            step: "\(game) return {}", seed: seed, episode: episode
        ).driver()
        #expect(driver.play(rounds: rounds, fuel: .max) == .slice)
        return driver.takeLogs()
    }

    // rng:float() is the top 53 bits: times 2^53 it is the raw number >> 11.
    private static let eight =
        "local t = {} for i = 1, 8 do t[i] = string.format('%d', rng:float() * 2^53 // 1 | 0) end "
        + "log(table.concat(t, ' '))"

    @Test("a session's streams are those that numpy gives for (seed, episode, role, round)")
    func sessionStreams() throws {
        let logs = try Self.play(2, strategy: Self.eight, game: Self.eight)
        #expect(
            logs.strategy == [
                "6835765438163513 3401319768374757 3414573367468695 3948223018743879 "
                    + "866816920714551 4839292497190999 8526857411843350 4554658375236737",
                "7041787054661094 5242127661632254 1170661330977807 4278731801173970 "
                    + "6154713637130462 6691802890701210 8695553174317475 5979679458008265",
            ])
        #expect(
            logs.game == [
                "1137554590717064 7685299933101344 281747512844622 4615840102383361 "
                    + "7852347504122649 7117065731054408 5060842149540684 3419535377500",
                "3047135303064342 7424707461087510 7928568295933633 2900084467548947 "
                    + "1968527588898891 6391881862710488 1675765484224871 8519333481597358",
            ])
    }

    @Test("rng:int is Lemire's method over the stream, and math.random draws from the same one")
    func integers() throws {
        let die = "local t = {} for i = 1, 8 do t[i] = %@ end log(table.concat(t, ' '))"
        for call in ["rng:int(6)", "rng:int(1, 6)", "math.random(6)", "math.random(1, 6)"] {
            let text = die.replacing("%@", with: call)
            #expect(try Self.play(1, game: text).game == ["1 6 1 4 6 5 4 1"], "\(call)")
        }
        #expect(
            try Self.play(1, game: "log(math.random() == rng:float(), rng:int(5, 5))").game
                == ["false\t5"])
    }

    @Test("a round sees the same numbers whatever was drawn in the rounds before")
    func independentOfThePast() throws {
        let last = "if seen.round == 6 then log(rng:int(1 << 60), math.random(1 << 60)) end"
        let quiet = try Self.play(6, strategy: last)
        let busy = try Self.play(
            6,
            strategy: last
                + " for i = 1, seen.round * 7 do rng:float() end rng:shuffle({ 1, 2, 3, 4 }) "
                + "rng:pick({ 1, 2 })", game: "for i = 1, 5 do rng:int(100) end")
        #expect(quiet.strategy == busy.strategy)
        #expect(quiet.strategy.count == 1)
    }

    @Test("seed, episode, role and round each give other numbers")
    func everyKeyCounts() throws {
        let draw = "log(rng:int(1 << 60))"
        let base = try Self.play(2, strategy: draw, game: draw)
        let all =
            base.strategy + base.game + (try Self.play(1, strategy: draw, seed: 5)).strategy
            + (try Self.play(1, strategy: draw, episode: 8)).strategy
        #expect(Set(all).count == 6)
    }

    @Test("rng:int is uniform: chi-square over 60,000 draws of 1 to 6, and at an awkward size")
    func uniform() throws {
        // 99.9 % points of chi-square (NIST/SEMATECH e-Handbook, 1.3.6.7.4): 20.515 for 5 degrees
        // of freedom, 27.877 for 9.
        for (sides, limit) in [(6, 20.515), (10, 27.877)] {
            // The second case: 3 * 2^62 values, where a modulo would favour the first third.
            let draw =
                sides == 6
                ? "rng:int(6)"
                : "(rng:int(math.mininteger, math.mininteger + (3 << 62) - 1) - math.mininteger) "
                    + "// ((3 << 62) // 10 + 1) + 1"
            let text =
                sides == 6
                ? "local n = {} for i = 1, 6 do n[i] = 0 end for i = 1, 60000 do local k = \(draw) "
                    + "n[k] = n[k] + 1 end log(table.concat(n, ' '))"
                : "local n = {} for i = 1, 10 do n[i] = 0 end for i = 1, 60000 do "
                    + "local k = rng:int(0, 10 * (1 << 59) - 1) // (1 << 59) + 1 "
                    + "n[k] = n[k] + 1 end log(table.concat(n, ' '))"
            let driver = try InlineRounds(
                step: "\(text) return {}",
                budget: CallBudget(
                    fuelLoad: 1_000_000, fuelCall: 100_000_000, memoryBytes: 16 << 20,
                    logBytes: 4096, hostCalls: 100, wallMilliseconds: 10_000)
            ).driver()
            #expect(driver.play(rounds: 1, fuel: .max) == .slice)
            let line = try #require(driver.takeLogs().game.first)
            let counts = line.split(separator: " ").compactMap { Double($0) }
            #expect(counts.count == sides)
            let expected = 60_000 / Double(sides)
            let chiSquare = counts.map { ($0 - expected) * ($0 - expected) / expected }
                .reduce(0, +)
            #expect(chiSquare < limit, "\(counts)")
        }
    }

    @Test("rng:pick has the odds of its weights, rng:shuffle keeps the items")
    func pickAndShuffle() throws {
        let picks = try Self.play(
            1,
            game: "local n = { 0, 0, 0 } for i = 1, 10000 do local k = rng:pick({ 1, 0, 3 }) "
                + "n[k] = n[k] + 1 end log(n[1], n[2], n[3])"
        ).game
        let counts = try #require(picks.first).split(separator: "\t").compactMap { Int($0) }
        #expect(counts.count == 3 && counts[1] == 0)
        #expect((2300...2700).contains(counts[0]))
        let shuffled = try Self.play(
            1,
            game: "local t = rng:shuffle({ 1, 2, 3, 4, 5, 6, 7, 8 }) local s = table.concat(t) "
                + "table.sort(t) log(s ~= '12345678', table.concat(t))"
        ).game
        #expect(shuffled == ["true\t12345678"])
    }

    @Test(
        "wrong arguments are refused",
        arguments: [
            ("rng:int(0)", "interval is empty"), ("rng:int(5, 4)", "interval is empty"),
            ("rng:int(1.5)", "number has no integer representation"),
            ("rng:int()", "number expected"),
            ("rng:pick({})", "weights must add up to more than 0"),
            ("rng:pick({ -1, 2 })", "weight 1 is not between 0 and 1e15"),
            ("rng:pick({ 0/0 })", "weight 1 is not between 0 and 1e15"),
            ("rng:pick({ 'a' })", "weight 1 is not a number"),
            ("rng:pick({ 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15 })", "2^53"),
            ("rng:shuffle('abc')", "table expected"), ("math.random(0, -1)", "interval is empty"),
            ("math.random(1, 2, 3)", "wrong number of arguments"),
            ("math.randomseed(1)", "attempt to call a nil value"),
        ])
    func wrongArguments(call: String, expected: String) throws {
        let fault = try InlineRounds(step: "\(call) return {}").fault()
        #expect(fault?.message.contains(expected) == true, "\(call): \(fault?.message ?? "none")")
    }
}
