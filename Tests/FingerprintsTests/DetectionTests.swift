// Goal: each planted fault is found, by the test that is made for it, and honest games pass as
// often as alpha promises. Method: the game of PlantedGame over many seeds.
//
// STRATAGEM_LABORATORY_RUNS=200 plays so many honest games and as many of each fault, and prints
// the table of the README.

import Fingerprints
import Foundation
import Statistics
import Testing

struct DetectionTests {
    private static let rounds = 10_000
    private static let asked =
        ProcessInfo.processInfo.environment["STRATAGEM_LABORATORY_RUNS"].flatMap { Int($0) }
    /// By fault: the tests of which one has to find it.
    private static let finders: [PlantedGame: Set<FingerprintTest.Kind>] = [
        .weightedReel: [.stopsEqual],
        .switchedReturn: [.hitsStable, .payoutsStable],
        .dependentReels: [.reelsIndependent],
        .shortPeriod: [.noRepetition],
        .nearMisses: [.noNearMisses],
    ]

    @Test("a planted fault is found by its test", arguments: PlantedGame.allCases.dropFirst())
    func detects(game: PlantedGame) throws {
        let finders = try #require(DetectionTests.finders[game])
        let runs = DetectionTests.asked ?? 2
        var found = 0
        for seed in 1...runs {
            let fingerprint = try game.fingerprint(
                rounds: DetectionTests.rounds, seed: UInt64(seed))
            if fingerprint.rejected.contains(where: { finders.contains($0.kind) }) { found += 1 }
            if game == .shortPeriod {
                #expect(fingerprint.patterns?.distance == PlantedGame.period)
            }
        }
        if DetectionTests.asked != nil { print("detected \(game.rawValue): \(found) of \(runs)") }
        #expect(Double(found) >= 0.95 * Double(runs), "\(found) of \(runs)")
    }

    @Test("honest games fail no more often than alpha says")
    func falseAlarms() throws {
        let runs = DetectionTests.asked ?? 40
        var least: [Double] = []
        for seed in 1...runs {
            let fingerprint = try PlantedGame.honest.fingerprint(
                rounds: DetectionTests.asked == nil ? 2500 : DetectionTests.rounds,
                seed: UInt64(1000 + seed))
            #expect(fingerprint.testsMade > 40)
            least.append(fingerprint.tests.map(\.adjusted).min() ?? 1)
        }
        for alpha in [0.01, 0.05] {
            let alarms = least.count { $0 <= alpha }
            if DetectionTests.asked != nil {
                print("false alarms at \(alpha): \(alarms) of \(runs)")
            }
            // Three standard errors above the promised rate, and one for the smallest counts.
            let mean = alpha * Double(runs)
            #expect(Double(alarms) <= mean + 3 * mean.squareRoot() + 1, "\(alarms) at \(alpha)")
        }
    }

    @Test("tests of an honest game are made where they can be, and say why where not")
    func completeness() throws {
        let fingerprint = try PlantedGame.honest.fingerprint(rounds: 10_000, seed: 5)
        #expect(fingerprint.withoutReels == nil)
        for kind in FingerprintTest.Kind.allCases {
            let tests = fingerprint.tests.filter { $0.kind == kind }
            #expect(!tests.isEmpty, "\(kind)")
            #expect(tests.contains { $0.result != nil }, "\(kind): \(tests.map(\.note))")
            for test in tests where test.result == nil { #expect(!test.note.isEmpty, "\(kind)") }
        }
    }
}
