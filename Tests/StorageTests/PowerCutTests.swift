// Goal: a power cut at any moment loses no acknowledged round, and leaves nothing half true.
// Method: stores on a disk that drops, tears and reorders what was not synced (CFaultDisk.h), under
// the code that plays in earnest: opening, committer, log, recovery. Each is made, plays random
// sessions and is cut with a random event, also while it is made, opened, checkpointed and closed;
// then it is opened, checked, compared with what was acknowledged, and plays on to the next cut.
// The same cuts with commits that do not wait for the disk must lose rounds, or the test is blind.
//
// STRATAGEM_POWER_CUTS=5000 makes more cuts; STRATAGEM_POWER_CUT_SEED=17 repeats one seed.

import Foundation
import Testing

@testable import Storage

@Suite struct PowerCutTests {
    static let cutsPerLife = 5

    @Test("no power cut loses an acknowledged round or leaves anything half true")
    func full() throws {
        let cuts = Self.number("STRATAGEM_POWER_CUTS") ?? 500
        let result = Self.result(cuts: cuts, synchronous: 2)
        #expect(result.roundsLost == 0)
        #expect(result.problems == [])
        // The cuts are worth something only when they met all of this, and had something to lose.
        #expect(result.sectorsLost > cuts && result.bursts > cuts && result.checkpoints > cuts / 5)
        let kinds = ["reloads", "refusals", "places", "grants", "requests"]
        #expect(kinds.allSatisfy { result.met[$0, default: 0] > cuts / 5 }, "\(result.met)")
        #expect(result.cutsInOpening > cuts / 20 && result.cutsInClosing > cuts / 20)
    }

    @Test("the same cuts lose acknowledged rounds when commits do not wait for the disk")
    func normal() throws {
        let result = Self.result(cuts: 150, synchronous: 1)
        #expect(result.roundsLost > 0 && result.livesWithLoss > 5)
        #expect(result.problems == [])
    }

    @Test("the same cuts damage stores that never wait for the disk, and the damage is seen")
    func off() throws {
        // Damage that is seen comes to about one store in ten; most only lose rounds.
        let result = Self.result(cuts: 150, synchronous: 0)
        #expect(!result.problems.isEmpty)
    }

    private static func result(cuts: Int, synchronous: Int) -> PowerCutResult {
        let one = number("STRATAGEM_POWER_CUT_SEED")
        var sum = PowerCutResult()
        for seed in one.map({ $0...$0 }) ?? 1...max(1, cuts / cutsPerLife) {
            var result = PowerCutResult()
            do {
                var life = try PowerCutLife(seed: UInt64(seed), synchronous: synchronous)
                result = life.run(cuts: cutsPerLife)
            } catch {
                result.problems.append("\(error)")
            }
            let repeating = "STRATAGEM_POWER_CUT_SEED=\(seed) swift test --filter PowerCutTests: "
            result.problems = result.problems.map { repeating + $0 }
            if synchronous == 2, result.roundsLost > 0 {
                result.problems.append(repeating + "\(result.roundsLost) rounds lost")
            }
            sum += result
        }
        print(
            "\(sum.cuts) power cuts at synchronous=\(["OFF", "NORMAL", "FULL"][synchronous]): "
                + "\(sum.roundsLost) acknowledged rounds lost in \(sum.livesWithLoss) stores, "
                + "\(sum.problems.count) other problems; \(sum.bursts) commits, "
                + "\(sum.checkpoints) checkpoints, \(sum.sectorsLost) sectors lost, cut in opening "
                + "\(sum.cutsInOpening) and in closing \(sum.cutsInClosing)")
        return sum
    }

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }
}
