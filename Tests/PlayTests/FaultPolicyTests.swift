// Goal: a fault ends one call, the policy decides what comes of the session, and nothing of the
// failed round stays.
// Method: one strategy goes wrong at every place of a round, at every kind of round number, under
// every policy; the rounds that come out are compared with a model of the same plugin in Swift.

import Play
import Scripting
import SeededRandom
import Testing

@Suite("Fault policies")
struct FaultPolicyTests {
    static let places = ["decide", "observe", "step", "actions", "negative", "fuel", "learn"]
    static let rounds: [Int64] = [1, 500, 65_536, 65_537]

    private func maker(_ place: String, at round: Int64, _ policy: FaultPolicy) throws
        -> SessionMaker
    {
        var maker = try SessionMaker(
            game: InlinePlugins.fragile, strategy: InlinePlugins.culprit,
            fallback: InlinePlugins.steady())
        maker.parameters = ["place": place, "at": "\(round)"]
        maker.policy = policy
        maker.perSpinFee = 1
        return maker
    }

    private func role(_ place: String) -> PluginFault.Role {
        ["decide", "learn"].contains(place) ? .strategy : .game
    }

    @Test("the policy stop ends the session before the failed round", arguments: places)
    func stop(place: String) throws {
        let run = try maker(place, at: 500, .stop).played(to: 1000)
        #expect(run.end?.reason == .fault)
        #expect(run.session.rounds == (place == "learn" ? 500 : 499))
        #expect(run.faults.count == 1)
        #expect(run.faults.first?.round == 500)
        #expect(run.faults.first?.fault.role == role(place))
        let call = ["negative": "step", "fuel": "step"][place] ?? place
        #expect(run.faults.first?.fault.call == call)
        #expect(run.end?.detail == run.faults.first?.fault.description)
        #expect(run.session.totals.faults == 0)
        #expect(run.chunks.last?.lastRound == run.session.rounds)
        #expect(run.session.balance == run.chunks.last?.balanceAfter)
        // Asked again it says the same, and plays nothing with half-changed memory.
        let digest = run.session.digest
        var again = run
        again.play(to: 1000)
        #expect(again.end == run.end)
        #expect(again.session.digest == digest)
        #expect(again.session.seal().isEmpty)
    }

    @Test("a stopped session fails at the same place when it is resumed", arguments: places)
    func stopResumed(place: String) throws {
        let maker = try maker(place, at: 500, .stop)
        let first = try maker.played(to: 1000)
        guard place != "learn" else {
            // The round stands but its learning can not be had: there is no way on.
            let error = #expect(throws: PlayError.self) { try maker.resumed(after: first.chunks) }
            #expect(error?.code == .pluginFault)
            #expect(error?.fault?.message == first.faults.first?.fault.message)
            return
        }
        var second = try maker.resumed(after: first.chunks)
        second.play(to: 1000)
        #expect(second.result == first.result)
        #expect(second.faults == first.faults)
    }

    @Test(
        "the policy skip voids the failed round and goes on as if the call had not been",
        arguments: places, rounds)
    func skip(place: String, round: Int64) throws {
        let maker = try maker(place, at: round, .skip)
        let total = round + 700
        let run = try maker.played(to: total)
        #expect(run.end == nil)
        #expect(run.session.rounds == total)
        #expect(run.faults.map(\.round) == [round])
        #expect(run.session.totals.faults == 1)
        let played = try RoundTuple.all(in: run.chunks)
        #expect(played.map(\.isVoid) == (1...total).map { $0 == round && place != "learn" })
        expectModel(played, skipping: round, place: place)
        // Chunks are a chain, and money is what their rounds say.
        expectChain(run.chunks, from: maker.bankroll, fee: 1)
        #expect(run.chunks.last?.totals == run.session.totals)
    }

    /// The culprit's bets as a model: a counter of calls and one of learning, both as before the
    /// failed call.
    private func expectModel(_ played: [RoundTuple], skipping round: Int64, place: String) {
        var (calls, learned) = (Int64(0), Int64(0))
        for (at, tuple) in played.enumerated() {
            if tuple.isVoid {
                #expect(tuple.decisions.isEmpty)
                continue
            }
            calls += 1
            #expect(tuple.decisions.map(\.amount) == [1 + (calls + learned) % 5])
            guard tuple.decisions.map(\.amount) == [1 + (calls + learned) % 5] else { return }
            if Int64(at + 1) != round || place != "learn" { learned += 1 }
        }
    }

    @Test(
        "the policy fallback plays on with the other strategy after a strategy's fault",
        arguments: places, [1, 500, 65_536] as [Int64])
    func fallback(place: String, round: Int64) throws {
        let maker = try maker(place, at: round, .fallback)
        let total = round + 300
        let run = try maker.played(to: total)
        #expect(run.end == nil)
        #expect(run.session.totals.faults == 1)
        let tuples = try RoundTuple.all(in: run.chunks)
        let after = tuples[Int(round)...].flatMap { $0.decisions.map(\.amount) }
        #expect(after.count == 300)
        if role(place) == .strategy {
            #expect(Set(after) == [2])
            #expect(run.chunks.last?.strategyHash == maker.fallback?.source.hash)
        } else {
            #expect(Set(after).count == 5)
            #expect(run.chunks.last?.strategyHash == maker.strategy.source.hash)
        }
        #expect(run.chunks.first?.strategyHash == maker.strategy.source.hash)
    }

    @Test(
        "after a fault the rounds are the same however they are cut and wherever they are resumed",
        arguments: ["decide", "actions", "learn"], [FaultPolicy.skip, .fallback])
    func cuts(place: String, policy: FaultPolicy) throws {
        var maker = try maker(place, at: 65_536, policy)
        maker.parameters["every"] = "9973"
        let total: Int64 = 66_000
        let whole = try maker.played(to: total)
        #expect(whole.faults.count == (policy == .skip || place == "actions" ? 7 : 1))
        var (random, other) = (SeededGenerator(seed: 5), SeededGenerator(seed: 6))
        var cut = try maker.run()
        cut.play(
            to: total, slice: { random.pick([1, 50, 5000]) }, seals: { other.chance(10) })
        cut.seal()
        #expect(cut.result == whole.result)
        #expect(cut.faults == whole.faults)
        for stop: Int64 in [9972, 9973, 30_000, 65_536] {
            var first = try maker.run()
            first.play(to: stop)
            first.seal()
            var second = try maker.resumed(after: first.chunks)
            #expect(second.result == first.result)
            second.play(to: total)
            #expect(second.result == whole.result, "resumed after \(stop)")
            #expect(first.faults + second.faults == whole.faults)
        }
    }

    @Test("a strategy that changes its memory and fails every 7th round plays as if it had not")
    func everySeventh() throws {
        var maker = try maker("decide", at: 0, .skip)
        maker.parameters["every"] = "7"
        let run = try maker.played(to: 2000)
        #expect(run.session.totals.faults == 285)
        let played = try RoundTuple.all(in: run.chunks)
        #expect(played.map(\.isVoid) == (1...2000).map { $0 % 7 == 0 })
        expectModel(played, skipping: 0, place: "decide")
        #expect(run.session.totals.fees == 2000 - 285)
        #expect(run.session.totals.decisions == 2000 - 285)
        expectChain(run.chunks, from: maker.bankroll, fee: 1)
    }

    @Test("a session stops at the fault after the thousandth, whatever its policy")
    func manyFaults() throws {
        var maker = try maker("decide", at: 0, .skip)
        maker.parameters["every"] = "1"
        let run = try maker.played(to: 5000)
        #expect(run.end?.reason == .fault)
        #expect(run.end?.detail.hasPrefix("stopped after 1000 faults") == true)
        #expect(run.session.rounds == 1000)
        #expect(run.session.totals.faults == 1000)
        #expect(run.session.totals.staked == 0)
        #expect(run.session.balance == maker.bankroll)
        #expect(run.faults.count == 1001)
    }

    @Test("a fallback that fails too is skipped, and one that can not start ends the session")
    func badFallback() throws {
        var maker = try maker("decide", at: 10, .fallback)
        maker.fallback = try InlinePlugins.strategy(
            """
            return {
                name = "worse", version = "1.0.0", api = 1, games = { "*" },
                decide = function(_, seen)
                    if seen.round % 2 == 0 then error("even") end
                    return { type = "PlaceBet", amount = 3 }
                end,
            }
            """, file: "strategies/worse.lua")
        let worse = try maker.played(to: 30)
        #expect(worse.session.rounds == 30)
        #expect(worse.faults.map(\.round) == [10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30])
        #expect(worse.faults.last?.fault.file == "strategies/worse.lua")

        maker.fallback = try InlinePlugins.strategy(
            """
            return {
                name = "dead", version = "1.0.0", api = 1, games = { "*" },
                start = function() error("no start") end,
                decide = function() return { type = "CashOut" } end,
            }
            """, file: "strategies/dead.lua")
        let dead = try maker.played(to: 30)
        #expect(dead.end?.reason == .fault)
        #expect(dead.end?.detail.contains("no start") == true)
        #expect(dead.session.rounds == 10)
    }

    @Test("a fallback keeps nothing outside its memory either")
    func hiddenFallback() throws {
        var maker = try maker("decide", at: 10, .fallback)
        maker.fallback = try InlinePlugins.strategy(
            """
            local started = 0
            return {
                name = "hider", version = "1.0.0", api = 1, games = { "*" },
                start = function() started = 3; return {} end,
                decide = function() return { type = "PlaceBet", amount = 1 + started } end,
            }
            """, file: "strategies/hider.lua")
        let whole = try maker.played(to: 100)
        var first = try maker.run()
        first.play(to: 50)
        first.seal()
        var second = try maker.resumed(after: first.chunks)
        second.play(to: 100)
        #expect(second.result == whole.result)
    }

    @Test("a game that is over stays over when learning from its last round fails")
    func gameOverAndLearn() throws {
        let maker = try maker("done", at: 20, .skip)
        let run = try maker.played(to: 100)
        #expect(run.end?.reason == .gameOver)
        #expect(run.session.rounds == 20)
        #expect(run.faults.map(\.round) == [20])
        #expect(run.session.totals.faults == 1)
    }
}
