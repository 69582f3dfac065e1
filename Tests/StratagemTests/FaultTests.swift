// Goal: a plugin's fault ends or voids its round as the policy says, and names file, line and cost.
// Method: strategies that fail in their thirtieth decision, each in its own way.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct FaultTests {
        private let workshop: Workshop

        init() throws {
            workshop = try Workshop()
            try workshop.write(
                "strategies/boom.lua",
                BrokenPlugins.strategy("boom", "if seen.round % 30 == 0 then error('boom') end"))
        }

        @Test("stop ends with exit code 1 and the fault in full; the rounds before it are kept")
        func stop() async throws {
            let text = try await workshop.run(
                "run", "slots/double-diamond", "boom", "--rounds", "100")
            #expect(text.code == 1)
            try Snapshot.check("fault-stop", text.output)
            #expect(text.output.contains("strategies/boom.lua:7: boom"))
            let json = try await workshop.run(
                "run", "slots/double-diamond", "boom", "--rounds", "100", "--json")
            #expect(json.code == 1)
            #expect(json.errors.isEmpty)
            let output = try json.decoded(RunOutput.self)
            #expect(output.end.reason == "fault")
            #expect(output.result.rounds == 29)
            #expect(output.result.faults == 1)
            let fault = try #require(output.faultList.first)
            #expect((fault.file, fault.line) == ("strategies/boom.lua", 7))
            #expect(fault.round == 30)
            #expect(fault.role == "strategy")
            #expect(fault.kind == "lua_error")
            #expect(fault.message == "boom")
            #expect(fault.traceback.contains("strategies/boom.lua:7"))
            #expect((1...100).contains(fault.fuelUsed))
            #expect(fault.fuelBudget == 1_000_000)
            #expect(try await workshop.sessions().first?.rounds == 29)
            // Resumed, it fails in the same round again.
            let again = try await workshop.run("run", "--resume", output.session, "--json")
            #expect(again.code == 1)
            #expect(try again.decoded(RunOutput.self).result.rounds == 29)
        }

        @Test("skip voids each failed round, plays on, and the replay shows them")
        func skip() async throws {
            let text = try await workshop.run(
                "run", "slots/double-diamond", "boom", "--rounds", "100", "--on-fault", "skip")
            #expect(text.code == 0)
            try Snapshot.check("fault-skip", text.output)
            let output = try await workshop.play(
                ["slots/double-diamond", "boom", "--rounds", "100", "--on-fault", "skip"])
            #expect(output.result.faults == 3)
            #expect(output.faultList.map(\.round) == [30, 60, 90])
            #expect(output.result.staked == "97.00")
            let replay = try await workshop.run(
                "replay", output.session, "--from", "59", "--to", "61")
            #expect(replay.code == 0)
            try Snapshot.check("fault-skip-replay", replay.output)
        }

        @Test("fallback plays on with the other strategy")
        func fallback() async throws {
            let command = ["slots/double-diamond", "boom", "--rounds", "100", "--on-fault"]
            let output = try await workshop.play(command + ["fallback", "--fallback", "flat"])
            #expect(output.result.faults == 1)
            #expect(output.result.staked == "99.00")
            let refused = try await workshop.run(["run"] + command + ["fallback"])
            #expect(refused.code == 1)
            #expect(refused.errors.contains("the fault policy fallback needs a fallback strategy"))
        }

        @Test(
            "what no round allows is a fault that says what is allowed, after the rounds before",
            arguments: [
                ("infinite", "math.huge", "amount is inf, a float"),
                ("no-number", "0 / 0", "nan, a float"),
                ("too-wide", "2^63", "amount is 9.2233720368548e+18, a float"),
                ("wrapped", "math.maxinteger + 1", "is -9223372036854775808; it must be above 0"),
                ("widest", "math.maxinteger", "over the stakes of slots/double-diamond"),
                ("fraction-of", "0.5", "use // or math.floor"),
                ("text", "'100'", "amount"),
                ("under", "24", "under the stakes of slots/double-diamond, which go from 25"),
                ("over", "10001", "go from 25 to 10000 minor units"),
                ("between", "26", "stakes of slots/double-diamond"),
                ("negative", "-100", "amount is -100; it must be above 0"),
                ("nothing", "0", "amount is 0; it must be above 0"),
            ])
        func amounts(name: String, amount: String, message: String) async throws {
            try workshop.write("strategies/\(name).lua", BrokenPlugins.betting(name, amount))
            let result = try await workshop.run(
                "run", "slots/double-diamond", name, "--rounds", "100", "--json")
            #expect(result.code == 1)
            let output = try result.decoded(RunOutput.self)
            #expect(output.end.reason == "fault")
            #expect(output.result.rounds == 29)
            #expect(output.end.detail.contains(message), "\(output.end.detail)")
            #expect(output.end.detail.hasPrefix("strategies/\(name).lua"))
            #expect(try await workshop.sessions().first?.rounds == 29)
        }

        @Test(
            "memory that can not be kept ends the session at the checkpoint and names the field",
            arguments: [
                ("function", "memory.kept = function() end", "memory.kept is a function"),
                ("itself", "memory.kept = memory", "nested more than 32 tables deep"),
                (
                    "deep",
                    "local at = memory for _ = 1, 40 do at.kept = {} at = at.kept end",
                    "nested more than 32 tables deep"
                ),
            ])
        func memory(name: String, statement: String, message: String) async throws {
            try workshop.write(
                "strategies/\(name).lua", BrokenPlugins.strategy(name, statement))
            let result = try await workshop.run(
                "run", "slots/double-diamond", name, "--rounds", "70000", "--json", "--bankroll",
                "1000000.00")
            #expect(result.code == 1)
            let output = try result.decoded(RunOutput.self)
            #expect(output.end.reason == "fault")
            #expect(output.faultList.last?.kind == "not_plain_data")
            #expect(output.end.detail.contains(message), "\(output.end.detail)")
            // Every round before the checkpoint is kept.
            #expect(try await workshop.sessions().first?.rounds == output.result.rounds)
            #expect(output.result.rounds > 0)
        }

        @Test("a loop that never ends is cut off by its fuel, with the line it was in")
        func endless() async throws {
            try workshop.write(
                "strategies/endless.lua",
                BrokenPlugins.strategy("endless", "while memory.n == 30 do end"))
            let result = try await workshop.run(
                "run", "slots/double-diamond", "endless", "--rounds", "100", "--json")
            #expect(result.code == 1)
            let fault = try #require(try result.decoded(RunOutput.self).faultList.last)
            #expect(fault.kind == "fuel_exhausted")
            #expect(fault.line == 7)
            #expect(fault.fuelUsed >= fault.fuelBudget)
        }
    }
}
