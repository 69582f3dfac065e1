// Goal: two fingerprints of a game are matched, of different games told apart.
// Method: small games that differ in one thing.

import Fingerprints
import Statistics
import Testing

struct MatchTests {
    private func counts(_ game: PlantedGame, seed: UInt64) throws -> FingerprintCounts {
        FingerprintCounts(try game.fingerprint(rounds: 10_000, seed: seed))
    }

    @Test("other rounds of the same game match")
    func same() throws {
        let match = FingerprintMatch(
            try counts(.honest, seed: 1), try counts(.honest, seed: 2), alpha: 0.01)
        #expect(match.isSame, "\(match)")
        #expect(
            match.tests.map(\.subject) == [
                "symbols of reel 1", "symbols of reel 2", "symbols of reel 3", "hits", "payouts",
            ])
    }

    @Test("a reel with other weights, and another return, are found")
    func different() throws {
        let honest = try counts(.honest, seed: 1)
        let weighted = FingerprintMatch(
            honest, try counts(.weightedReel, seed: 2), alpha: 0.01)
        #expect(weighted.tests.filter(\.isRejected).contains { $0.subject == "symbols of reel 2" })
        let poorer = FingerprintMatch(
            honest, try counts(.switchedReturn, seed: 2), alpha: 0.01)
        #expect(poorer.tests.filter(\.isRejected).map(\.subject).contains("hits"))
        #expect(!poorer.isSame)
    }

    @Test("another number of reels is a difference by its kind")
    func reels() throws {
        let honest = try counts(.honest, seed: 1)
        var fewer = honest
        fewer.symbols.removeLast()
        let match = FingerprintMatch(honest, fewer, alpha: 0.01)
        #expect(match.differences == ["3 reels and 2"])
        #expect(!match.isSame)
    }
}
