// Goal: the looks of a tournament end where it ended, and those of a contest where it was decided.
// Method: episodes with made-up results, one arm far better than the others.
import Play
import Statistics
import Testing

@testable import Experiments

@Suite struct TournamentLooksTests {
    private func episode(_ index: Int, _ nets: [Int64]) -> TournamentExperiment.Episode {
        var arms: [Int: PlayedEpisode] = [:]
        for (arm, net) in nets.enumerated() {
            var totals = SessionTotals()
            (totals.rounds, totals.staked, totals.paid) = (1, 1000, 1000 + net)
            arms[arm] = PlayedEpisode(
                EpisodeResult(
                    totals: totals, balance: 10_000 + net, rewardTotal: 0, end: nil), digest: "")
        }
        return TournamentExperiment.Episode(index: UInt64(index), arms: arms)
    }

    @Test("looks are few, hold each decision, and end with the last episode")
    func looks() throws {
        let setup = Tournament.Setup(
            metric: .net, episodes: 700, alpha: 0.05, goal: 0, leastStake: 1, minorUnits: 100,
            keepsAll: true)
        var tournament = try Tournament(setup, arms: 3)
        tournament.looks = TournamentLooks()
        var plain = try Tournament(setup, arms: 3)
        var decidedAt: [Int: Int] = [:]
        for index in 0..<697 {
            let wave = Int64(index * 37 % 101)
            let nets = [wave, wave + 200 + Int64(index % 7), Int64(index * 53 % 97)]
            try tournament.add(episode(index, nets))
            try plain.add(episode(index, nets))
            for (contest, found) in tournament.contests.enumerated() where found.winner != nil {
                decidedAt[contest] = decidedAt[contest] ?? tournament.episodes
            }
            if tournament.isOver { break }
        }
        let looks = try #require(tournament.looks?.looks)
        let episodes = looks.map(\.episodes)
        #expect(episodes.count < 250)
        #expect(episodes == episodes.sorted())
        #expect(Set(episodes).count == episodes.count)
        #expect(episodes.last == tournament.episodes)
        #expect(!decidedAt.isEmpty)
        for at in decidedAt.values { #expect(episodes.contains(at)) }
        let last = try #require(looks.last)
        #expect(last.means[1] == tournament.values[1].mean)
        #expect(last.differences[0]?.mean == tournament.contests[0].difference.mean)
        #expect(tournament.looks?.values.map(\.count) == tournament.values.map(\.count))
        // What is kept beside changes nothing.
        #expect(plain.contests.map(\.winner) == tournament.contests.map(\.winner))
        #expect(plain.contests.map(\.adjusted) == tournament.contests.map(\.adjusted))
    }
}
