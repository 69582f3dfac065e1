// Goal: what commands print is what was agreed, to the letter, and JSON has the promised keys.
// Method: committed snapshots of every command, with ids, times and speeds masked.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct OutputTests {
        @Test(
            "--help of every command is as committed",
            arguments: [
                "", "run", "compare", "tournament", "odds", "replay", "verify", "check", "sessions",
                "games", "strategies", "functions", "bench", "versions", "rollback", "up", "status",
                "stop", "pause", "resume", "reload", "wallets", "wallet", "compact", "retain",
                "keep",
            ])
        func help(command: String) async throws {
            let arguments = command.isEmpty ? ["--help"] : [command, "--help"]
            let result = try await Workshop().run(arguments)
            #expect(result.code == 0)
            #expect(result.errors.isEmpty)
            try Snapshot.check("help" + (command.isEmpty ? "" : "-" + command), result.output)
        }

        @Test("games and strategies list what is there", arguments: ["games", "strategies"])
        func lists(command: String) async throws {
            let workshop = try Workshop()
            for (name, arguments) in [
                (command, [command]), (command + "-json", [command, "--json"]),
            ] {
                let result = try await workshop.run(arguments)
                #expect(result.code == 0)
                #expect(result.errors.isEmpty)
                try Snapshot.check(name, result.output)
            }
        }

        @Test("a plugin that does not load is listed with its fault, and the others still are")
        func listWithFault() async throws {
            let workshop = try Workshop()
            try workshop.write("strategies/broken.lua", BrokenPlugins.syntax)
            try workshop.write("games/test/broken/game.lua", BrokenPlugins.syntax)
            try Snapshot.check("games-broken", try await workshop.run("games").output)
            try Snapshot.check("strategies-broken", try await workshop.run("strategies").output)
        }

        @Test("a run, its session list and its replay say all that they promise")
        func runSessionsReplay() async throws {
            let workshop = try Workshop()
            let missing = try await workshop.run("sessions")
            try Snapshot.check("sessions-missing", missing.errors, workshop: workshop)
            let text = try await workshop.run(
                "run", "slots/double-diamond", "flat", "--rounds", "500", "--seed", "7")
            #expect(text.code == 0)
            try Snapshot.check("run", text.output)
            let json = try await workshop.run(
                "run", "slots/lobstermania", "double-after-loss", "--rounds", "500", "--seed", "8",
                "--variant", "85.0", "--spin-fee", "0.01", "--query-fee", "0.02", "--json")
            #expect(json.code == 0)
            try Snapshot.check("run-json", json.output, workshop: workshop)
            for key in [
                "session", "game", "strategy", "seed", "rounds", "staked", "paid", "fees", "net",
                "return", "hit_frequency", "fuel", "faults", "digest", "rounds_per_second",
            ] { #expect(try json.object()[key] != nil, "\(key)") }
            try Snapshot.check("sessions", try await workshop.run("sessions").output)
            try Snapshot.check("sessions-json", try await workshop.run("sessions", "--json").output)
            let id = try json.decoded(RunOutput.self).session
            let one = try await workshop.run("sessions", id, "--limit", "3")
            #expect(one.code == 0)
            try Snapshot.check("sessions-one", one.output)
            try Snapshot.check(
                "sessions-one-json",
                try await workshop.run("sessions", id, "--limit", "2", "--json").output)
            try Snapshot.check("replay", try await workshop.run("replay", id).output)
            try Snapshot.check(
                "replay-json",
                try await workshop.run("replay", id, "--from", "3", "--to", "4", "--json").output)
        }

        @Test("a session that never bets has null where a ratio has no denominator")
        func nothingStaked() async throws {
            let workshop = try Workshop()
            let json = try await workshop.run(
                "run", "slots/double-diamond", "flat", "--bankroll", "0.00", "--json")
            #expect(json.code == 0)
            try Snapshot.check("run-nothing-json", json.output, workshop: workshop)
            let object = try json.object()
            for key in ["return", "hit_frequency"] { #expect(object[key] is NSNull, "\(key)") }
            let text = try await workshop.run(
                "run", "slots/double-diamond", "flat", "--bankroll", "0.00")
            try Snapshot.check("run-nothing", text.output)
        }

        @Test("a comparison says the verdict in words and in JSON")
        func compare() async throws {
            let workshop = try Workshop()
            let arguments = [
                "compare", "slots/double-diamond", "flat", "double-after-loss", "--metric", "ruin",
                "--bankroll", "40.00", "--rounds-per-pair", "100", "--pairs", "60", "--seed", "3",
            ]
            let text = try await workshop.run(arguments)
            #expect(text.code == 0)
            try Snapshot.check("compare", text.output)
            let json = try await workshop.run(arguments + ["--json"])
            #expect(json.code == 0)
            try Snapshot.check("compare-json", json.output)
            for key in [
                "verdict", "metric", "pairs", "mean_difference", "interval", "alpha", "correlation",
                "seed", "a", "b",
            ] { #expect(try json.object()[key] != nil, "\(key)") }
        }

        @Test("a tournament says who is best, and JSON has the promised keys")
        func tournament() async throws {
            let workshop = try Workshop()
            let arguments = [
                "tournament", "slots/double-diamond", "flat", "double-after-loss", "random",
                "--metric", "ruin", "--bankroll", "40.00", "--rounds-per-episode", "100",
                "--episodes", "60", "--seed", "3",
            ]
            let text = try await workshop.run(arguments)
            #expect(text.code == 0)
            try Snapshot.check("tournament", text.output)
            let json = try await workshop.run(arguments + ["--baseline", "random", "--json"])
            #expect(json.code == 0)
            try Snapshot.check("tournament-json", json.output)
        }

        @Test("a comparison whose interval is not valid says so, and has null for it")
        func compareHeavyTails() async throws {
            let workshop = try Workshop()
            let arguments = [
                "compare", "slots/double-diamond", "flat", "double-after-loss",
                "--rounds-per-pair", "20", "--pairs", "30", "--control", "none",
            ]
            try Snapshot.check("compare-heavy", try await workshop.run(arguments).output)
            let json = try await workshop.run(arguments + ["--json"])
            #expect(try json.object()["interval"] is NSNull)
        }

        @Test("check describes good plugins and names file and line of bad ones")
        func check() async throws {
            let workshop = try Workshop()
            let good = try await workshop.run(
                "check", "strategies/flat.lua", "games/slots/lobstermania/game.lua",
                "games/tables/blackjack/game.lua", "strategies/random.lua")
            #expect(good.code == 0)
            #expect(good.errors.isEmpty)
            try Snapshot.check("check-good", good.output)
            for (name, text) in BrokenPlugins.refused {
                try workshop.write("bad/\(name).lua", text)
            }
            let names = BrokenPlugins.refused.map(\.name)
            let bad = try await workshop.run(
                ["check", "strategies/flat.lua"] + names.map { "bad/\($0).lua" }
                    + ["bad/missing.lua", "bad"])
            #expect(bad.code == 1)
            try Snapshot.check("check-bad", bad.output + "---\n" + bad.errors)
            for name in names {
                #expect(
                    bad.errors.contains(#/error: bad/[a-z-]+\.lua:[0-9]+: /#)
                        && bad.errors.contains("error: bad/\(name).lua:"), "\(name) has no line")
            }
        }
    }
}
