// Goal: a plugin can not gain by behaving well and badly in turn.
// Method: the record of one session, fed with slices.
import Testing

@testable import Host

@Suite struct SliceConductTests {
    private let short: UInt64 = 1_000_000
    private let long = SchedulingLimits.overrunNanoseconds + 1

    private func begun() -> SliceConduct {
        var conduct = SliceConduct()
        conduct.note(used: 500_000_000, isAlone: false)
        return conduct
    }

    /// Clean slices until the session leaves the slow lane.
    private func probation(_ conduct: inout SliceConduct) -> UInt64 {
        var used: UInt64 = 0
        while conduct.lane == .slow {
            conduct.note(used: short, isAlone: false)
            used += short
        }
        return used
    }

    @Test("what a beginning takes is not held against a session")
    func beginning() {
        #expect(SliceConduct().lane == .beginning)
        #expect(begun().lane == .playing)
        #expect(begun().demotions == 0)
    }

    @Test("an overrun leads to the slow lane, clean playing back, and each overrun for longer")
    func backOff() {
        var conduct = begun()
        conduct.note(used: SchedulingLimits.overrunNanoseconds, isAlone: false)
        #expect(conduct.lane == .playing)
        var probations: [UInt64] = []
        for _ in 0..<14 {
            conduct.note(used: long, isAlone: false)
            #expect(conduct.lane == .slow)
            probations.append(probation(&conduct))
        }
        let doublings = (0..<14).map { UInt64(min($0, SchedulingLimits.probationDoublingsMax)) }
        #expect(probations == doublings.map { SchedulingLimits.probationNanoseconds << $0 })
        #expect(conduct.demotions == 14)
    }

    @Test("an overrun in the slow lane begins the probation anew")
    func overrunInSlowLane() {
        var conduct = begun()
        conduct.note(used: long, isAlone: false)
        conduct.note(used: SchedulingLimits.probationNanoseconds, isAlone: false)
        #expect(conduct.lane == .slow, "that was one slice, and too long")
        for _ in 0..<49 { conduct.note(used: short, isAlone: false) }
        conduct.note(used: long, isAlone: false)
        #expect(probation(&conduct) == SchedulingLimits.probationNanoseconds)
    }

    @Test("long clean playing takes overruns off the record, one by one")
    func forgiveness() {
        var conduct = begun()
        for _ in 0..<3 {
            conduct.note(used: long, isAlone: false)
            _ = probation(&conduct)
        }
        #expect(conduct.overruns == 3)
        let slices = SchedulingLimits.forgivenessNanoseconds / short
        for left in [2, 1, 0, 0] {
            for _ in 0..<slices { conduct.note(used: short, isAlone: false) }
            #expect(conduct.overruns == left)
        }
    }

    @Test("a plugin that overruns whenever it may gets less and less of the playing lane")
    func alternating() {
        var conduct = begun()
        var (playing, slow): (UInt64, UInt64) = (0, 0)
        while playing + slow < 60_000_000_000 {
            if conduct.lane == .slow { slow += probation(&conduct) }
            conduct.note(used: long, isAlone: false)
            playing += long
        }
        #expect(playing < 100_000_000, "\(playing) ns in overruns beside \(slow) ns of probation")
    }

    @Test("a session that is alone stays, or comes back, whatever it does")
    func alone() {
        var conduct = begun()
        for _ in 0..<5 { conduct.note(used: 900_000_000, isAlone: true) }
        #expect(conduct.lane == .playing)
        conduct.note(used: long, isAlone: false)
        conduct.note(used: long, isAlone: true)
        #expect(conduct.lane == .playing)
    }
}
