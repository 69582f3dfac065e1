// Goal: a memory budget below what an empty state needs ends calls, and never the host.
// Method: sandboxes with caps from one byte up to enough, each asked to build a table; what fails
// fails as the end of memory, and from some cap on all succeed.

import Scripting
import Testing

@Suite("Memory budgets that are too small")
struct MemoryCapTests {
    @Test("a cap of any size is a fault of memory or enough, never a panic")
    func caps() throws {
        var wasEnough = false
        var refused = 0
        for bytes: Int64 in [1, 1000, 10_000, 20_000, 30_000, 40_000, 64 << 10, 256 << 10] {
            let budget = CallBudget(
                fuelLoad: 1_000_000, fuelCall: 1_000_000, memoryBytes: bytes, logBytes: 4096,
                hostCalls: 100, wallMilliseconds: 300)
            do throws(PluginFault) {
                let sandbox = try Plugin.sandbox(file: "a.lua", budget: budget)
                let text = "local t = {} for i = 1, 300 do t[i] = { i } end return #t"
                let done = try sandbox.evaluate(text, file: "a.lua", fuel: 100_000)
                #expect(done.results == "300")
                wasEnough = true
            } catch {
                #expect(error.kind == .memory, "\(bytes) bytes: \(error)")
                #expect(!wasEnough, "\(bytes) bytes are more than was enough")
                refused += 1
            }
        }
        #expect(wasEnough && refused >= 3)
    }
}
