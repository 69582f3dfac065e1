// Goal: who plays waits from the mark on, goes on a quarter above it, and in between stays as it is.
// Method: readings of a file system that is not there, up and down around both marks.

import Testing

@testable import Storage

@Suite struct SpaceStateMachineTests {
    private static func room(_ mark: Int64?) -> StorageRoom {
        StorageRoom(path: "/store", freeBytesMin: mark, period: .zero) { nil }
    }

    /// States after readings of a file system of 10 GB.
    private func states(_ readings: [Int64], mark: Int64) -> [SpaceStateMachine.State] {
        var machine = SpaceStateMachine()
        return readings.map { free in
            machine.note(StorageSpace(free: free, total: 10_000_000_000), Self.room(mark))
            return machine.state
        }
    }

    @Test("the pause begins below the mark and ends a quarter above it, not between")
    func hysteresis() {
        #expect(
            states([1001, 1000, 999, 1000, 1249, 1250, 1249, 1000, 999], mark: 1000)
                == [.roomy, .roomy, .low, .low, .low, .roomy, .roomy, .roomy, .low])
    }

    @Test("a swing around the mark that is smaller than a quarter pauses once")
    func swing() {
        let swing = (0..<200).map { Int64($0.isMultiple(of: 2) ? 990 : 1240) }
        #expect(states([2000] + swing, mark: 1000).dropFirst().allSatisfy { $0 == .low })
    }

    @Test("without a mark no reading pauses, not even one of nothing")
    func noMark() {
        #expect(states([5, 0, 7], mark: 0) == [.roomy, .roomy, .roomy])
    }

    @Test("a refused commit ends with the commit and not with a reading")
    func refused() {
        let room = Self.room(1000)
        var machine = SpaceStateMachine()
        let roomy = StorageSpace(free: 5000, total: 100_000)
        machine.refuse(roomy, bytes: 7_000_000)
        machine.note(roomy, room)
        #expect(machine.state == .refused)
        let pause = machine.pause(room)
        #expect(pause?.isRefused == true && pause?.freeBytes == 5000)
        #expect(pause?.neededBytes ?? 0 >= 7_000_000)
        machine.accept(StorageSpace(free: 1100, total: 100_000), room)
        #expect(machine.state == .low)
        machine.note(roomy, room)
        #expect(machine.state == .roomy && machine.pause(room) == nil)
        machine.refuse(nil, bytes: 0)
        machine.accept(nil, room)
        #expect(machine.state == .roomy)
    }

    @Test("a system that says nothing changes nothing")
    func silent() {
        let room = Self.room(1000)
        var machine = SpaceStateMachine()
        machine.note(nil, room)
        #expect(machine.state == .roomy)
        machine.note(StorageSpace(free: 1, total: 100_000), room)
        machine.note(nil, room)
        #expect(machine.state == .low)
        #expect(
            machine.pause(room)
                == StoragePause(
                    freeBytes: nil, neededBytes: 1250, path: "/store", isRefused: false))
    }

    @Test("the standard mark is 256 MiB, or a twentieth of a small file system")
    func standard() {
        let room = Self.room(nil)
        #expect(room.pauseBelow(total: 1 << 40) == 256 << 20)
        #expect(room.pauseBelow(total: 24 << 20) == 1_258_291)
        #expect(room.resumeFrom(total: 1 << 40) == 320 << 20)
        #expect(Self.room(.max).resumeFrom(total: 1 << 40) == .max)
    }
}
