// Goal: profile figures are those of their formulas. Method: slotopol's published example, small
// samples worked out by hand, and the project's games against their exact figures (release).

import Fingerprints
import Foundation
import Statistics
import Testing

struct ProfileTests {
    @Test("return, hits, wins, top share and awards of a small sample")
    func smallSample() throws {
        // 2,000 rounds: 1,500 nothing, 400 half a stake, 98 three stakes, 2 a hundred.
        let values =
            [Double](repeating: 0, count: 1500) + [Double](repeating: 0.5, count: 400)
            + [Double](repeating: 3, count: 98) + [100, 100]
        let profile = PayoutProfile(multiples: values)
        #expect((profile.returnRate - 694.0 / 2000).magnitude < 1e-12)
        #expect(profile.hits == 500)
        #expect(profile.wins == 100)
        #expect((profile.topShare - 200.0 / 694).magnitude < 1e-12)
        #expect(profile.topAward?.multiple == 100)
        #expect(profile.topAward?.count == 2)
        // Garwood: two events are .2422 to 7.2247 at 95 %.
        let often = try #require(profile.roundsPerTopAward)
        #expect((often.lower - 2000 / 7.2247).magnitude < 0.1)
        #expect((often.upper - 2000 / 0.24221).magnitude < 1)
        #expect(profile.intervalKind == .nominal)
        #expect(try #require(profile.roundsNeeded) > 2000)
        #expect(profile.rows.map(\.count) == [1500, 400, 98, 2])
    }

    @Test("volatility index, class and convergence as slotopol's README has them")
    func slotopol() throws {
        // RTP 95.310212 %, sigma 6.17553: VI95 12.1038 (medium-high), convergence 66,610. A sample
        // of two values with that mean and deviation.
        let (mean, sigma, count) = (0.95310212, 6.17553, 100_000)
        let half = sigma * (Double(count - 1) / Double(count)).squareRoot()
        let values = (0..<count).map { $0 % 2 == 0 ? mean + half : mean - half }
        let profile = PayoutProfile(multiples: values)
        #expect((profile.volatilityIndex95 - 12.1038).magnitude < 0.0005)
        #expect(profile.volatilityClass == "medium-high")
        #expect((try #require(profile.convergenceRounds) - 66_610).magnitude < 5)
        #expect(profile.intervalKind == .confidenceSequence)
    }

    @Test("a game without layout is judged by its payouts, and says so")
    func withoutLayout() throws {
        let coin = """
            return {
                name = "test/coin", version = "1.0.0", api = 1, kind = "game",
                stakes = { "1.00" }, actions = { "PlaceBet", "Spin", "CashOut" },
                step = function(_, action, rng)
                    return { payout = rng:int(10) == 1 and 9 * action.amount or 0 }
                end,
            }
            """
        let fingerprint = try PlayedGame.fingerprint(text: coin, rounds: 5000, seed: 2)
        #expect(fingerprint.withoutReels?.contains("no layout") == true)
        #expect(fingerprint.strips.isEmpty)
        #expect(fingerprint.testsMade == 6)
        #expect(fingerprint.rejected.isEmpty)
        #expect(fingerprint.payouts.hitFrequency.contains(0.1))
    }

    @Test(
        "published games at a million rounds pass, with their published figures",
        .enabled(if: ProcessInfo.processInfo.environment["STRATAGEM_LABORATORY_RUNS"] != nil),
        arguments: [
            ("slots/double-diamond", nil, 0.95546355), ("slots/lobstermania", "96.2", 0.962525),
            ("slots/lobstermania", "85.0", 0.850602), ("slots/atkins-diet", nil, 0.970458),
        ] as [(String, String?, Double)])
    func published(name: String, variant: String?, rate: Double) throws {
        let fingerprint = try PlayedGame.fingerprint(
            text: try PlayedGame.text(name), rounds: 1_000_000, seed: 1, variant: variant)
        #expect(fingerprint.rejected.isEmpty, "\(fingerprint.rejected)")
        let profile = fingerprint.payouts
        let error = profile.standardDeviation / 1000
        #expect((profile.returnRate - rate).magnitude < 4 * error)
        print(name, variant ?? "", profile.returnRate, profile.standardDeviation)
    }
}
