// Goal: people and programs hear of calls that come near their budget before they are killed, and
// of a killed call where its fuel went.
// Method: a strategy that uses over half of its fuel in every tenth round; text, JSON, and files.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct BudgetWarningTests {
        struct Warnings: Decodable {
            struct Warning: Decodable, Hashable {
                var kind: String
                var role: String?
                var file: String
                var line: Int?
                var call: String
                var calls: Int
                var used: Int
                var budget: Int
                var text: String
            }

            var warnings: [Warning]
        }

        struct Faults: Decodable {
            struct Fault: Decodable {
                struct Function: Decodable {
                    var file: String
                    var line: Int
                    var name: String?
                    var library: String?
                    var fuel: Int
                    var percent: Int
                }

                var topFunctions: [Function]
                var advice: String
            }

            var faultList: [Fault]
        }

        private let workshop: Workshop

        init() throws {
            workshop = try Workshop()
            try workshop.write("strategies/half.lua", Self.half)
            try workshop.write("strategies/burn.lua", Self.burn)
        }

        private static let half = """
            local function scan(count)
                local sum = 0
                for index = 1, count do sum = sum + index % 7 end
                return sum
            end

            return {
                name = "half", version = "1.0.0", api = 1, games = { "slots/*" },
                budget = { fuel = 100000 },
                decide = function(memory, seen)
                    if seen.round % 10 == 0 then scan(8000 + seen.round) end
                    return { type = "PlaceBet", amount = 100 }
                end,
            }
            """

        private static let burn = """
            local function scan(list, wanted)
                for index = 1, #list do
                    if list[index] == wanted then return index end
                end
                return nil
            end

            local function settle(list)
                while true do
                    local at = scan(list, "missing")
                    if at then return at end
                end
            end

            return {
                name = "burn", version = "1.0.0", api = 1, games = { "slots/*" },
                budget = { fuel = 200000 },
                decide = function(memory, seen)
                    if seen.round == 30 then settle({ "a", "b", "c", "d", "e", "f" }) end
                    return { type = "PlaceBet", amount = 100 }
                end,
            }
            """

        @Test("run warns in words and in JSON, with the count and the highest use")
        func run() async throws {
            let command = ["run", "slots/double-diamond", "half", "--rounds", "100"]
            let text = try await workshop.run(command)
            #expect(text.code == 0)
            try Snapshot.check("warning", text.output)
            let json = try await workshop.run(command + ["--json"])
            let warnings = try json.decoded(Warnings.self).warnings
            let warning = try #require(warnings.first)
            #expect(warnings.count == 1)
            #expect((warning.kind, warning.role, warning.call) == ("fuel", "strategy", "decide"))
            #expect((warning.file, warning.line) == ("strategies/half.lua", 10))
            #expect(warning.calls == 10 && warning.budget == 100_000)
            #expect((50_001...100_000).contains(warning.used))
            #expect(text.output.contains(warning.text))
        }

        @Test("compare warns the same whatever the count of workers")
        func compare() async throws {
            var seen: Set<[Warnings.Warning]> = []
            for workers in ["1", "3"] {
                let result = try await workshop.run(
                    "compare", "slots/double-diamond", "flat", "half", "--pairs", "20",
                    "--rounds-per-pair", "50", "--json", "--workers", workers)
                #expect(result.code == 0)
                seen.insert(try result.decoded(Warnings.self).warnings)
            }
            #expect(seen.count == 1)
            #expect(seen.first?.map(\.calls) == [100])
            let text = try await workshop.run(
                "compare", "slots/double-diamond", "flat", "half", "--pairs", "20",
                "--rounds-per-pair", "50")
            #expect(text.output.contains("\nwarning: strategies/half.lua:10: decide used up to "))
        }

        @Test("check warns of a main chunk that takes over half of the budget of loading")
        func check() async throws {
            try workshop.write(
                "strategies/slow.lua",
                "local sum = 0\nfor step = 1, 2000000 do sum = sum + step end\n"
                    + BrokenPlugins.strategy("slow"))
            let result = try await workshop.run("check", "strategies/slow.lua")
            #expect(result.code == 0)
            #expect(
                result.output.contains("warning: strategies/slow.lua: the main chunk used up to "))
            #expect(result.output.contains("most in strategies/slow.lua:2 (main chunk)"))
        }

        @Test("a killed call says where its fuel went and what to try, in words and in JSON")
        func killed() async throws {
            let command = ["run", "slots/double-diamond", "burn", "--rounds", "100"]
            let text = try await workshop.run(command)
            #expect(text.code == 1)
            try Snapshot.check("fault-fuel", text.output)
            let json = try await workshop.run(command + ["--json"])
            let fault = try #require(try json.decoded(Faults.self).faultList.first)
            #expect(fault.topFunctions.map(\.name) == ["scan", "settle"])
            #expect(fault.topFunctions.first?.line == 2)
            #expect(fault.topFunctions.map(\.percent).reduce(0, +) >= 98)
            #expect(fault.advice.contains("budget.left()"))
        }

        @Test("a plugin file with a byte order mark and a line for the shell plays and resumes")
        func fileBeginning() async throws {
            try workshop.write(
                "strategies/marked.lua",
                "\u{FEFF}#!/usr/bin/env lua\n"
                    + BrokenPlugins.strategy(
                        "marked", "if memory.n == 30 then error('thirty') end"))
            let first = try await workshop.play(
                ["slots/double-diamond", "marked", "--rounds", "20"])
            let again = try await workshop.run(
                "run", "--resume", first.session, "--rounds", "40", "--json")
            #expect(again.code == 1)
            let output = try again.decoded(RunOutput.self)
            #expect(output.result.rounds == 29)
            #expect(output.faultList.first?.message == "thirty")
            #expect(output.faultList.first?.line == 8)
            let replay = try await workshop.run("replay", first.session, "--json")
            #expect(replay.code == 0)
        }
    }
}
