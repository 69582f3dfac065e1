// Goal: a plugin that can not be loaded is refused with file and line before anything is stored.
// Method: the texts that `check` refuses, played.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct BadPluginTests {
        @Test(
            "a plugin that does not load is refused with file and line, and no store is made",
            arguments: BrokenPlugins.refused.map(\.name))
        func refused(name: String) async throws {
            let workshop = try Workshop()
            let text = try #require(BrokenPlugins.refused.first { $0.name == name }).text
            try workshop.write("bad.lua", text)
            let arguments =
                name == "stakes"
                ? ["run", "bad.lua", "flat"] : ["run", "slots/double-diamond", "bad.lua"]
            let json = try await workshop.run(arguments + ["--json"])
            #expect(json.code == 1)
            let failure = try json.decoded(ErrorOutput.self).error
            #expect(failure.code == "PLUGIN_FAULT")
            #expect(failure.details?.file == "bad.lua")
            #expect(failure.details?.line != nil)
            let people = try await workshop.run(arguments)
            #expect(people.code == 1)
            #expect(people.errors.contains(#/^error: bad\.lua:[0-9]+: /#), "\(people.errors)")
            let store = workshop.folder + "/.stratagem"
            #expect(!FileManager.default.fileExists(atPath: store))
        }

        @Test("a start whose memory is not plain data is refused when the session begins")
        func start() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "strategies/start.lua",
                """
                return {
                    name = "start", version = "1.0.0", api = 1, games = { "slots/*" },
                    start = function() return { hook = print } end,
                    decide = function() return { type = "CashOut" } end,
                }
                """)
            let result = try await workshop.run("run", "slots/double-diamond", "start", "--json")
            #expect(result.code == 1)
            let failure = try result.decoded(ErrorOutput.self).error
            #expect(failure.code == "PLUGIN_FAULT")
            #expect(failure.message.contains("strategies/start.lua"))
        }

        @Test("text that is too long, bytecode and folders are refused by what they are")
        func files() async throws {
            let workshop = try Workshop()
            try workshop.write("long.lua", String(repeating: "-- x\n", count: 20_000))
            try workshop.write("code.lua", "\u{1B}LuaT")
            let result = try await workshop.run(
                "check", "long.lua", "code.lua", "games", "none.lua")
            #expect(result.code == 1)
            for message in [
                "long.lua: the file has 100000 bytes; a plugin may have 65536", "error: code.lua",
                "games: this is a folder", "none.lua: there is no such file",
            ] { #expect(result.errors.contains(message), "\(result.errors)") }
            let none = try await workshop.run("check")
            #expect(none.code == 64)
        }

        @Test("a game whose stakes are no amounts of the currency is refused with what to add")
        func currency() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "games/test/quarter.lua",
                """
                return {
                    name = "slots/quarter", version = "1.0.0", api = 1, stakes = { "0.25" },
                    actions = { "PlaceBet", "Spin", "CashOut" },
                    step = function() return {} end,
                }
                """)
            let result = try await workshop.run(
                "run", "test/quarter", "flat", "--currency", "JPY", "--json")
            #expect(result.code == 1)
            let message = try result.decoded(ErrorOutput.self).error.message
            #expect(message.contains("slots/quarter can not be played in JPY"))
            #expect(message.contains("JPY = { ... }"))
        }

        @Test("outside of the project's folder the message says where to go")
        func elsewhere() async throws {
            let workshop = try Workshop()
            try workshop.write("empty/file.txt", "")
            let running = try RunningProgram(
                ["run", "slots/double-diamond", "flat"], in: workshop.folder + "/empty")
            let result = try await running.finished()
            #expect(result.code == 1)
            #expect(result.errors.contains("run stratagem in the project's folder"))
        }

        @Test("plugins named by path play as those named by name")
        func paths() async throws {
            let workshop = try Workshop()
            let rest = ["--rounds", "100"]
            let named = try await workshop.play(["slots/double-diamond", "flat"] + rest)
            for arguments in [
                ["games/slots/double-diamond/game.lua", "strategies/flat.lua"],
                ["games/slots/double-diamond", "./strategies/flat.lua"],
                [workshop.folder + "/games/slots/double-diamond", "flat"],
            ] {
                let played = try await workshop.play(arguments + rest)
                #expect(played.result == named.result)
            }
        }
    }
}
