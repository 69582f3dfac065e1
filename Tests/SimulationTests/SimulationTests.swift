// Goal: whatever happens to a host, in whatever order, no acknowledged round is lost and every session
// comes out as if nothing had happened.
// Method: whole hosts (fleet, sessions, queues, committer, store, shared wallets, edits of plugins and
// their reloads, places, segments) under a virtual clock, on a disk that fails and loses its power,
// with a scheduler, an editor, an operator and accidents that follow from a seed. What must come out
// is played once without a host, with the texts that the store says were taken.
//
// STRATAGEM_SIMULATIONS=100000 tries more seeds; STRATAGEM_SIMULATION_SEED=17 repeats one and prints
// what its hosts say.

import Foundation
import Testing

@Suite struct SimulationTests {
    @Test("no accident loses an acknowledged round or changes what a session plays")
    func simulate() async {
        let one = Self.number("STRATAGEM_SIMULATION_SEED")
        let seeds = one.map { $0...$0 } ?? 1...(Self.number("STRATAGEM_SIMULATIONS") ?? 1000)
        let sum = await Self.result(of: seeds)
        print("\(seeds.count) simulated hosts: \(sum.text)")
        #expect(sum.problems == [])
        guard one == nil else { return }
        // Worth something only when all of it happened.
        for event in SimulationResult.Event.allCases {
            #expect(sum[event] >= seeds.count / 50, "\(event.rawValue)")
        }
    }

    @Test("the same accidents lose acknowledged rounds when commits do not wait for the disk")
    func blind() async {
        let sum = await Self.result(of: 1...150, synchronous: 1)
        #expect(
            sum.problems.contains { $0.contains("were acknowledged") },
            "\(sum.text) \(sum.problems)")
    }

    /// On all cores; what comes out does not depend on how many.
    private static func result(
        of seeds: ClosedRange<Int>, synchronous: Int = 2
    ) async -> SimulationResult {
        await withTaskGroup(of: SimulationResult.self) { group in
            for seed in seeds {
                group.addTask {
                    var result = HostSimulation.result(
                        seed: UInt64(seed), synchronous: synchronous)
                    let repeating =
                        "STRATAGEM_SIMULATION_SEED=\(seed) swift test --filter SimulationTests: "
                    result.problems = result.problems.map { repeating + $0 }
                    return result
                }
            }
            return await group.reduce(into: SimulationResult()) { $0 += $1 }
        }
    }

    @Test("a seed decides everything")
    func repeatable() {
        for seed in 1...12 as ClosedRange<UInt64> {
            let first = HostSimulation.result(seed: seed)
            let again = HostSimulation.result(seed: seed)
            #expect(first.digest == again.digest)
            #expect(first.counts == again.counts)
        }
    }

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }
}

extension HostSimulation {
    /// A whole simulation.
    static func result(seed: UInt64, synchronous: Int = 2) -> SimulationResult {
        do {
            var simulation = try HostSimulation(seed: seed, synchronous: synchronous)
            return simulation.run()
        } catch {
            var result = SimulationResult()
            result.problems = ["\(error)"]
            return result
        }
    }
}
