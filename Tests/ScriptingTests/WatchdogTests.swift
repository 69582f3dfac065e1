// Goal: the watchdog counts what a call uses, not what others use meanwhile: on a busy machine, or
// on a thread of low priority, a call that is within its budget is not ended.
// Method: the same call alone, timed, then on many more threads than there are cores at once, under
// a fence that only the crowd's wall time passes.
import Foundation
import Scripting
import Synchronization
import Testing

@Suite struct WatchdogTests {
    private static let text = "local n = 0 for i = 1, 3000000 do n = n + i end return n"

    private static func seconds(fence: Int64) throws -> Double {
        var budget = CallBudget.standard
        budget.wallMilliseconds = fence
        let sandbox = try Plugin.sandbox(file: "a.lua", budget: budget)
        let start = ContinuousClock.now
        let done = try sandbox.evaluate(text, file: "a.lua", fuel: .max)
        #expect(done.results == "4500001500000")
        let time = start.duration(to: .now).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    @Test("calls that share the cores with many others are not ended for the others' time")
    func crowd() throws {
        let alone = try (0..<3).map { _ in try WatchdogTests.seconds(fence: 60_000) }.min() ?? 0
        let fence = Int64(alone * 3000) + 50
        let count = 8 * ProcessInfo.processInfo.activeProcessorCount
        let results = Mutex<[Result<Double, any Error>]>([])
        let ended = DispatchGroup()
        for _ in 0..<count {
            ended.enter()
            let thread = Thread {
                let result = Result { try WatchdogTests.seconds(fence: fence) }
                results.withLock { $0.append(result) }
                ended.leave()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        ended.wait()
        let times = try results.withLock { $0 }.map { try $0.get() }
        #expect(times.count == count)
        // Otherwise the machine has more cores than it says, and nothing was shown.
        let slowest = times.max() ?? 0
        #expect(slowest * 1000 > Double(fence), "\(slowest) s under a fence of \(fence) ms")
    }
}
