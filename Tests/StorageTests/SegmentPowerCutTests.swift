// Goal: whatever moment the power goes or the process dies in while rounds move to segments, or
// are retired, each round is in the main file or in a whole segment, and those that are to be kept stay.
// Method: stores on a disk that drops, tears and reorders what was not synced play, seal and retire,
// and are cut with a random event; of three in ten cuts only the process dies. After each the store is
// checked, its segments' digests too, every chunk compared with what was committed, and the next
// sealer goes on from what it finds. The same with segments that nobody waits for must lose rounds, or
// the test is blind.
//
// STRATAGEM_SEGMENT_CUTS=2000 makes more cuts; STRATAGEM_SEGMENT_CUT_SEED=17 repeats one seed.

import Foundation
import Testing

@testable import Storage

@Suite struct SegmentPowerCutTests {
    static let cutsPerLife = 6

    @Test("no cut and no death in sealing or retention loses a round that is to be there")
    func full() throws {
        let cuts = Self.number("STRATAGEM_SEGMENT_CUTS") ?? 60
        let result = Self.result(cuts: cuts, segmentSynchronous: 3)
        #expect(result.problems == [])
        // The cuts are worth something only when they met all of this.
        #expect(result.cutsInSealing > cuts / 6 && result.cutsInRetention > 0)
        #expect(result.sealed > cuts / 2 && result.retired > 0)
        #expect(result.begun > 0 && result.strays > 0 && result.sectorsLost > cuts)
    }

    @Test("the same cuts lose rounds when nobody waits for the segments")
    func off() throws {
        let result = Self.result(cuts: 24, segmentSynchronous: 0)
        #expect(!result.problems.isEmpty)
    }

    private static func result(cuts: Int, segmentSynchronous: Int) -> SegmentLifeResult {
        let one = number("STRATAGEM_SEGMENT_CUT_SEED")
        var sum = SegmentLifeResult()
        for seed in one.map({ $0...$0 }) ?? 1...max(1, cuts / cutsPerLife) {
            var result = SegmentLifeResult()
            do {
                var life = try SegmentLife(
                    seed: UInt64(seed), segmentSynchronous: segmentSynchronous)
                result = life.run(cuts: cutsPerLife)
            } catch {
                result.problems.append("\(error)")
            }
            let repeating =
                "STRATAGEM_SEGMENT_CUT_SEED=\(seed) swift test --filter SegmentPowerCutTests: "
            result.problems = result.problems.map { repeating + $0 }
            sum += result
        }
        print(
            "\(sum.cuts) cuts of stores that seal, segments at synchronous=\(segmentSynchronous): "
                + "\(sum.problems.count) problems; \(sum.deaths) deaths of the process alone, "
                + "\(sum.cutsInSealing) in sealing, \(sum.cutsInRetention) in retention, "
                + "\(sum.sealed) sealed, \(sum.retired) retired, \(sum.begun) found half moved, "
                + "\(sum.strays) with stray files, \(sum.sectorsLost) sectors lost")
        return sum
    }

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }
}
