// Goal: a tournament on many workers is the tournament on one, also when strategies fail or take
// long in episodes that they turn out to have no part in.
// Method: strategies that lose surely leave early while other workers play on with them; digests,
// departures and failures of runs with one worker and with many.
import Experiments
import Foundation
import Host
import Play
import Testing

@Suite struct TournamentRunTests {
    /// Bets the same in each round; `before` runs first.
    private static func loser(_ name: String, stake: Int, _ before: String = "") -> String {
        """
        return {
            name = "\(name)", version = "1.0.0", api = 1, games = { "test/*" },
            decide = function(memory, seen, rng)
                \(before)
                return { type = "PlaceBet", amount = \(stake) }
            end,
        }
        """
    }

    private static let game = """
        return {
            name = "test/even", version = "1.0.0", api = 1, stakes = { "0.10", "1.00", "3.00" },
            actions = { "PlaceBet", "Spin", "CashOut" },
            step = function(state, action, rng)
                return { payout = action.amount * (rng:int(10) > 5 and 1 or 0) }
            end,
        }
        """

    private func experiment(
        _ strategies: [String], seed: UInt64, rounds: Int64 = 5
    ) throws -> TournamentExperiment {
        TournamentExperiment(
            arms: try strategies.map {
                try HostPlugins.blueprint(game: Self.game, strategy: $0, seed: seed)
            }, roundsPerEpisode: rounds)
    }

    private func run(
        _ experiment: TournamentExperiment, episodes: Int, workers: Int
    ) throws -> Result<Tournament, any Error> {
        let setup = Tournament.Setup(
            metric: .net, episodes: episodes, alpha: 0.05, goal: 1 << 40, leastStake: 10,
            minorUnits: 100)
        let run = TournamentRun(
            experiment, try Tournament(setup, arms: experiment.arms.count))
        _ = try HostRun().run(workerCount: workers, progress: {}) { run.start($0) }
        return Result { try run.finished() }
    }

    @Test("episodes that were played with strategies that are out count the same with any workers")
    func workers() throws {
        // The first is beaten soon, and its episodes take different times.
        let experiment = try experiment(
            [
                Self.loser("much", stake: 300, "for _ = 1, rng:int(3) * 3000 do end"),
                Self.loser("some", stake: 100), Self.loser("least", stake: 10),
            ], seed: 5)
        let tournaments = try [1, 2, 4, 4].map {
            try run(experiment, episodes: 600, workers: $0).get()
        }
        #expect(tournaments[0].departures[0] != nil)
        for tournament in tournaments {
            #expect(tournament.chain == tournaments[0].chain)
            #expect(tournament.departures == tournaments[0].departures)
            #expect(tournament.totals == tournaments[0].totals)
        }
    }

    @Test("an episode that a strategy can not play fails the tournament when its turn comes")
    func failures() throws {
        let experiment = try experiment(
            [Self.loser("much", stake: 300), Self.loser("least", stake: 10)], seed: 1)
        var tournament = try Tournament(
            Tournament.Setup(
                metric: .net, episodes: 600, alpha: 0.05, goal: 1 << 40, leastStake: 10,
                minorUnits: 100), arms: 2)
        let failure = PlayError(.invalidInput, "too large")
        func failed(_ index: UInt64, _ arm: Int) throws -> TournamentExperiment.Episode {
            var episode = try experiment.play(episode: index, arms: [0, 1])
            episode.arms[arm] = nil
            episode.failures[arm] = failure
            return episode
        }
        // Arm 0 fails in a later episode that came first; it counts when its turn comes.
        try tournament.add(failed(2, 0))
        try tournament.add(experiment.play(episode: 0, arms: [0, 1]))
        #expect(throws: PlayError.self) {
            try tournament.add(experiment.play(episode: 1, arms: [0, 1]))
        }
        #expect(tournament.episodes == 2)
    }

    @Test("an episode that fails for a strategy that is out by then changes nothing")
    func failuresOfTheOut() throws {
        let experiment = try experiment(
            [
                Self.loser("much", stake: 300), Self.loser("some", stake: 100),
                Self.loser("least", stake: 10),
            ], seed: 5)
        let whole = try run(experiment, episodes: 600, workers: 1).get()
        let left = try #require(whole.departures[0]).episodes
        var tournament = try Tournament(whole.setup, arms: 3)
        // All came before the first one was judged, as they may with many workers.
        for index in (0..<UInt64(whole.episodes)).reversed() {
            var episode = try experiment.play(episode: index, arms: [0, 1, 2])
            if index >= UInt64(left) {
                episode.arms[0] = nil
                episode.failures[0] = PlayError(.invalidInput, "too large")
            }
            try tournament.add(episode)
        }
        #expect(tournament.chain == whole.chain)
        #expect(tournament.totals == whole.totals)
    }

    @Test("a fault of a strategy is its result, with any count of workers")
    func faults() throws {
        let experiment = try experiment(
            [
                Self.loser(
                    "fails", stake: 100,
                    "if seen.round == 3 and rng:int(3) == 1 then error('no') end"),
                Self.loser("least", stake: 10),
            ], seed: 2)
        let tournaments = try [1, 3].map {
            try run(experiment, episodes: 60, workers: $0).get()
        }
        #expect(tournaments[0].chain == tournaments[1].chain)
        #expect((tournaments[0].totals[0].ends[.fault] ?? 0) > 5)
        #expect(tournaments[0].totals[1].ends.isEmpty)
    }
}
