// Goal: the same plugin uses the same fuel and is killed at the same place in every launch of the
// program: whatever the addresses, the cores, and how the program was built.
// Method: a session whose rounds end in fifteen different ways, launched again and again with
// address randomisation on, on one core and on all; everything that the program says of it is
// compared, but for its id and the clock.
//
// LAUNCHES sets how many; LAUNCH_PROGRAM names another build of the program to compare with.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct LaunchTests {
        private static let environment = ProcessInfo.processInfo.environment

        @Test("fuel and kill points are the same in every launch")
        func launches() async throws {
            let count = LaunchTests.environment["LAUNCHES"].flatMap { Int($0) } ?? 20
            let workshop = try Workshop()
            try workshop.write("strategies/ends.lua", LaunchTests.plugin)
            let randomised = try? String(
                contentsOfFile: "/proc/sys/kernel/randomize_va_space", encoding: .utf8)
            #expect(randomised?.hasPrefix("0") == false, "addresses are not randomised here")
            var seen: [String: Int] = [:]
            for number in 0..<count {
                let onOneCore = number % 4 == 3
                seen[try await outcome(workshop, onOneCore: onOneCore), default: 0] += 1
            }
            if let other = LaunchTests.environment["LAUNCH_PROGRAM"] {
                seen[try await outcome(workshop, program: other), default: 0] += 1
            }
            #expect(seen.count == 1, "\(seen.values.sorted()) launches went different ways")
            let first = try #require(seen.keys.first)
            let kills = try JSONDecoder().decode(Kept.self, from: Data(first.utf8)).faults
            #expect(kills.count >= 12)
            #expect(Set(kills.map(\.kind)).count >= 4)
            print("launches: \(seen.values.reduce(0, +)), \(seen.count) outcome")
            for kill in kills {
                print("  \(kill.kind) after \(kill.fuel) at \(kill.place)")
            }
        }

        /// What must not differ.
        private struct Kept: Codable {
            struct Fault: Codable {
                var kind, place, message, traceback: String
                var fuel: Int64
            }
            var digest: String
            var fuel: Int64
            var faults: [Fault]
        }

        private struct Output: Decodable {
            struct Fault: Decodable {
                var kind, file, message, traceback: String
                var line: Int?
                var fuelUsed: Int64
            }
            var digest: String
            var fuel: Int64
            var faultList: [Fault]
        }

        private func outcome(
            _ workshop: Workshop, onOneCore: Bool = false, program: String? = nil
        ) async throws -> String {
            let shell =
                program.map { "exec '\($0)' \"$@\"" }
                ?? (onOneCore ? "exec taskset -c 0 \"$0\" \"$@\"" : nil)
            let running = try RunningProgram(
                [
                    "run", "slots/double-diamond", "ends", "--rounds", "17", "--seed", "7",
                    "--on-fault", "skip", "--json", "--store", UUID().uuidString,
                ], in: workshop.folder, through: shell)
            let result = try await running.finished()
            try #require(result.code == 0, "\(result)")
            let output = try result.decoded(Output.self)
            let kept = Kept(
                digest: output.digest, fuel: output.fuel,
                faults: output.faultList.map {
                    Kept.Fault(
                        kind: $0.kind, place: "\($0.file):\($0.line ?? 0)", message: $0.message,
                        traceback: $0.traceback, fuel: $0.fuelUsed)
                })
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(kept), as: UTF8.self)
        }

        /// Each round ends in another way.
        private static let plugin = #"""
            local ways = {
                function() while true do end end,
                function() return ("a"):rep(3000):find(".-.-.-.-.-b") end,
                function()
                    local t = {}
                    for i = 1, 5000 do t[i] = i * 7919 % 5000 end
                    while true do table.sort(t, function(a, b) return a > b end) table.sort(t) end
                end,
                function() while true do (("x"):rep(50)):gsub("x", function(c) return c .. c end) end end,
                function() local function f(n) return 1 + f(n + 1) end while true do pcall(f, 1) end end,
                function()
                    local co = coroutine.wrap(function() while true do coroutine.yield({}) end end)
                    while true do co() end
                end,
                function()
                    local t = {}
                    for i = 1, 1 << 30 do t["k" .. i] = { i } t["k" .. (i - 50)] = nil end
                end,
                function()
                    local t = {}
                    while true do
                        for k in pairs({ a = 1, b = 2, [1.5] = 3, [true] = 4 }) do t[#t + 1] = k end
                        if #t > 500 then t = {} end
                    end
                end,
                function() while true do load("local a = 1 return a + 1")() end end,
                function() while true do pcall(error, { "x" }) end end,
                function() while true do log("x") end end,
                function() log(("x"):rep(5000)) end,
                function() error("an error of " .. tostring({}) .. tostring(print)) end,
                function() return nil + {} end,
                function() return { type = "PlaceBet", amount = 0.5 } end,
                function() local s = "x" while true do s = s .. s end end,
            }
            return {
                name = "ends", version = "1.0.0", api = 1, games = { "*" },
                budget = { fuel = 200000 },
                start = function() return { n = 0 } end,
                decide = function(memory, seen, rng)
                    local way = ways[seen.round]
                    if way then return way() end
                    return { type = "PlaceBet", amount = seen.stakes[1] }
                end,
            }
            """#
    }
}
