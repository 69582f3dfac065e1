// Goal: strips come out of windows as they went in, and so does the return by them.
// Method: games of the project, whose strips and returns are published, and small ones made here.

import Fingerprints
import Play
import Statistics
import Testing

struct StripTests {
    @Test("the strips of the small slot come out in their order, from any stop on")
    func order() throws {
        let fingerprint = try PlantedGame.honest.fingerprint(rounds: 10_000, seed: 3)
        let strips = ["abcdefacebdbfcda", "adafcbbccdfaeedb", "cbfdabdcaefcbade"]
        for (found, expected) in zip(fingerprint.strips, strips) {
            let strip = try #require(found.strip, "\(found.reason)")
            #expect(strip.length == 16)
            let symbols = try #require(strip.symbols)
            let letters = String(symbols.map { Character(UnicodeScalar(97 + $0)) })
            #expect((expected + expected).contains(letters), "\(letters)")
        }
    }

    @Test("a stop with the weight of three breaks the balance: there is no strip")
    func weighted() throws {
        let fingerprint = try PlantedGame.weightedReel.fingerprint(rounds: 10_000, seed: 3)
        #expect(fingerprint.strips.map { $0.strip == nil } == [false, true, false])
        #expect(fingerprint.strips[1].reason.contains("no strip of up to"))
    }

    @Test("the return of the small slot by its strips is the exact one")
    func exactReturn() throws {
        // All 4,096 results, counted here.
        let strips = ["abcdefacebdbfcda", "adafcbbccdfaeedb", "cbfdabdcaefcbade"].map(Array.init)
        var won = 0
        for x in strips[0] {
            for y in strips[1] where y == x {
                for z in strips[2] { won += z == x ? 7 : 3 }
            }
        }
        let fingerprint = try PlantedGame.honest.fingerprint(rounds: 60_000, seed: 3)
        let found = try #require(
            fingerprint.stripReturn, "\(fingerprint.stripReturnReason)")
        #expect(found.cycle == 4096)
        #expect(found.isDetermined)
        #expect(found.covered > 0.999)
        #expect((found.returnRate - Double(won) / 4096).magnitude < 1e-3)
    }

    @Test("Double Diamond: 46 stops a reel, and the published return from the strips")
    func doubleDiamond() throws {
        let fingerprint = try PlayedGame.fingerprint(
            text: try PlayedGame.text("slots/double-diamond"), rounds: 100_000, seed: 1)
        #expect(fingerprint.strips.map { $0.strip?.length } == [46, 46, 46])
        // Of one row, no order of stops can be seen.
        #expect(fingerprint.strips.allSatisfy { $0.strip?.symbols == nil })
        let found = try #require(fingerprint.stripReturn)
        #expect(found.cycle == 97_336)
        // What was not seen, such as three diamonds (1 in 97,336, 1,000 stakes), pays nothing.
        #expect(found.covered > 0.999)
        #expect(found.returnRate <= 0.95546355 + 1e-8)
        #expect(found.returnRate > 0.93)
        #expect(fingerprint.rejected.isEmpty, "\(fingerprint.rejected)")
        // 21,988 results of 97,336 pay; five standard errors.
        let hits = Double(fingerprint.payouts.hits) / Double(fingerprint.rounds)
        #expect((hits - 21_988.0 / 97_336).magnitude < 5 * (0.226 * 0.774 / 1e5).squareRoot())
    }

    @Test("Atkins Diet: the published strips, and why they give no return")
    func atkinsDiet() throws {
        let fingerprint = try PlayedGame.fingerprint(
            text: try PlayedGame.text("slots/atkins-diet"), rounds: 20_000, seed: 1)
        let letters = Array("ASHWGEBCNMX")
        let published = [
            "XMHGNECMGBWNEMSWBCEANMHCEXBNGWSB", "MWSGCMHBNSGMHABECNGWXMBCNEWMSHCN",
            "HBEXCMBHGNSWBMCGENMWHGNCEAWNBCMS", "HCAXBNCGSENMGCBHMNWGCEBWNMEHGSMN",
            "NXSHCGBNWCGHBSMEGHABWMEHNBSMGECW",
        ]
        for (found, expected) in zip(fingerprint.strips, published) {
            let strip = try #require(found.strip, "\(found.reason)")
            #expect(strip.length == 32)
            // Where two orders make the same windows, none is claimed.
            guard let symbols = strip.symbols else { continue }
            let text = String(symbols.map { letters[Int($0)] })
            #expect((expected + expected).contains(text), "\(text)")
        }
        #expect(fingerprint.stripReturn == nil)
        #expect(fingerprint.stripReturnReason.contains("which lines pay"))
        #expect(fingerprint.rejected.isEmpty, "\(fingerprint.rejected)")
    }

    @Test("too few rounds are told, with how many are needed")
    func tooFew() throws {
        let fingerprint = try PlayedGame.fingerprint(
            text: try PlayedGame.text("slots/atkins-diet"), rounds: 1000, seed: 1)
        #expect(fingerprint.strips.allSatisfy { $0.strip == nil })
        #expect(fingerprint.strips.allSatisfy { $0.reason.contains("are needed") })
    }
}
