// Moving old rounds to segments, and giving segments up, beside simulated play: what StoreUpkeep does
// on its thread.

import SeededRandom
import SimulatedDisk

@testable import Storage

extension HostSimulation {
    /// One look at the store. It may be stopped, fail with the disk, or be cut.
    mutating func tidyUp(_ store: JournalStore) throws {
        var asksLeft = generator.chance(30) ? Int.random(in: 0...6, using: &generator) : Int.max
        let settings = SealerSettings(
            segmentBytes: generator.pick([4_096, 20_000]),
            olderThanMilliseconds: generator.pick([0, 0, 60_000]),
            leastBytes: generator.pick([1, 1, 2_000]),
            freeBytesKept: generator.pick([0, 100_000]), segmentsMax: generator.pick([1, .max]))
        do throws(StorageError) {
            if kept.isEmpty, let first = try store.sessions().last?.id {
                try store.keep(first)
                kept = [first]
            }
            let sealer = Sealer(
                store, settings,
                isStopped: {
                    asksLeft -= 1
                    return asksLeft < 0
                })
            result[.segments] += try sealer.run().segments.count
            guard generator.chance(30) else { return }
            let policy = RetentionPolicy(
                maxAgeMilliseconds: generator.pick([nil, 3_600_000]),
                maxBytes: generator.pick([0, 20_000]))
            // Also where a disk that fails keeps it from saying what it retired.
            hasRetired = true
            result[.retired] += try Retention(store, settings).run(policy).count
        } catch {
            // Play goes on; what was begun is finished by the next look.
            guard disk.isCut || mayFail else { throw error }
        }
    }
}
