// Goal: the human-likeness score is the documented affinity of waits and choices with the reference
// player, reaches `learn`, and is the same however a session is cut and continued.
// Method: scores against numpy's Philox and numerical integration (Oracles/human_likeness.py).
import Play
import Testing

@Suite struct HumanLikenessTests {
    /// Changes the bet in rounds 4, 7, 10, ...: every third.
    private static let stepper = """
        return {
            name = "stepper", version = "1.0.0", api = 1, games = { "test/*" },
            start = function() return { rounds = 0, learned = 0.0 } end,
            decide = function(memory)
                memory.rounds = memory.rounds + 1
                return { type = "PlaceBet", amount = 1 + (memory.rounds - 1) // 3 % 2 }
            end,
            learn = function(memory, seen, reward) memory.learned = memory.learned + reward end,
        }
        """

    /// Bets by what it was told.
    private static let listener = """
        return {
            name = "listener", version = "1.0.0", api = 1, games = { "test/*" },
            start = function() return { amount = 1 } end,
            decide = function(memory) return { type = "PlaceBet", amount = memory.amount } end,
            learn = function(memory, seen, reward)
                memory.amount = 1 + math.floor(math.abs(reward)) % 7
            end,
        }
        """

    private static let weight: Int64 = 1_000_000

    private func maker(
        _ strategy: String, _ likeness: HumanLikeness?
    ) throws -> SessionMaker {
        var maker = try SessionMaker(game: InlinePlugins.coin, strategy: strategy)
        maker.episode = 3
        maker.humanLikeness = likeness
        return maker
    }

    /// The score of each round, from the sum of rewards.
    private func scores(_ session: Session, rounds: Int) -> [Double] {
        var before = 0.0
        return (1...rounds).map { _ in
            _ = session.play(rounds: 1)
            let sum = session.rewardTotal - Double(session.totals.net)
            defer { before = sum }
            return (sum - before) / Double(Self.weight)
        }
    }

    @Test(
        "scores are those of numerical integration over numpy's waits",
        arguments: [
            (
                Pacing(median: 3), 0.2,
                [0.700800094841, 0.616536371069, 0.988454000214, 0.983681610212, 0.97413675461],
                191.6041136421
            ),
            (
                Pacing(median: 0.5, spread: 0.1), 0.2,
                [
                    0.00269520525032, 0.00222000772797, 0.00583040666096, 0.00580796061225,
                    0.00471814494089,
                ],
                1.0442970741
            ),
            (
                Pacing(median: 2, spread: 0.8), 0.9,
                [0.271452261077, 0.240199589192, 0.646452029244, 0.662924776346, 0.648778039163],
                127.6850846289
            ),
        ])
    func oracle(pacing: Pacing, rate: Double, expected: [Double], sum: Double) throws {
        let likeness = HumanLikeness(weight: Self.weight, changeRate: rate, pacing: pacing)
        let session = try Session(maker(Self.stepper, likeness).blueprint())
        let found = scores(session, rounds: 200)
        #expect(found[0] == 0)
        for (round, score) in zip([2, 3, 33, 34, 200], expected) {
            #expect(abs(found[round - 1] - score) < 1e-8, "round \(round): \(found[round - 1])")
        }
        #expect(abs(found.reduce(0, +) - sum) < 1e-5)
    }

    @Test("without pacing, with the same wait each time, and without a score nothing is added")
    func nothing() throws {
        let even = Pacing(median: 3, spread: 0)
        for pacing in [nil, even] {
            let likeness = HumanLikeness(weight: Self.weight, pacing: pacing)
            let session = try Session(maker(Self.stepper, likeness).blueprint())
            #expect(scores(session, rounds: 50).allSatisfy { $0 == 0 })
        }
        let plain = try Session(maker(Self.stepper, nil).blueprint())
        _ = plain.play(rounds: 50)
        #expect(plain.rewardTotal == Double(plain.totals.net))
    }

    @Test("a strategy that plays by its rewards plays the same when it is cut and continued")
    func continued() throws {
        let likeness = HumanLikeness(weight: 500, pacing: Pacing(median: 3))
        let maker = try maker(Self.listener, likeness)
        let whole = try maker.played(to: 66_500)
        #expect(whole.chunks.compactMap { $0.checkpoint?.round } == [65_536])
        var again = try maker.resumed(after: whole.chunks.prefix(1))
        #expect(again.session.rounds < 66_500)
        again.play(to: 66_500)
        #expect(again.result == whole.result)
        #expect(again.session.rewardTotal == whole.session.rewardTotal)
        // It did play by them: without the score it plays other rounds.
        let other = try self.maker(Self.listener, nil).played(to: 66_500)
        #expect(other.result.digest != whole.result.digest)
    }
}
