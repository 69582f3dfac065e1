// Goal: from the command line isolation changes where plugins live and nothing else.
// Method: the same commands with and without; a configuration whose rule is broken or whose plugin
// is refused; what `check` says of the fences.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct IsolationTests {
        @Test("run, resume, replay and compare give the same with every plugin in a process")
        func sameResults() async throws {
            let (first, second) = (try Workshop(), try Workshop())
            let command = ["tables/blackjack", "blackjack-basic", "--rounds"]
            let here = try await first.play(command + ["400"])
            let begun = try await second.play(command + ["150", "--isolation", "process"])
            try second.write("stratagem.yaml", "isolation: [{ plugins: \"**\", tier: process }]")
            let there = try await second.play(["--resume", begun.session, "--rounds", "400"])
            #expect(there.result == here.result)
            let replay = try await second.run("replay", begun.session, "--isolation", "process")
            #expect(replay.code == 0, "\(replay)")
            let comparison = [
                "compare", "slots/double-diamond", "flat", "double-after-loss", "--pairs", "10",
                "--rounds-per-pair", "20", "--control", "none", "--json",
            ]
            let plain = try await first.run(comparison)
            let isolated = try await second.run(comparison)
            #expect(isolated.code == 0, "\(isolated)")
            #expect(
                Snapshot.masked(isolated.output, workshop: second)
                    == Snapshot.masked(plain.output, workshop: first))
            // Nor are its draws walked elsewhere: then pairs count as played, and it says so.
            let controlled = try await second.run(
                comparison.filter { $0 != "--control" && $0 != "none" })
            #expect(controlled.output.contains("has a process of its own, where its draws can not"))
        }

        @Test("check says what guards the process of a plugin")
        func guards() async throws {
            let workshop = try Workshop()
            let result = try await workshop.run(
                "check", "strategies/flat.lua", "--isolation", "process")
            #expect(result.code == 0, "\(result)")
            #expect(
                result.output.contains("in a process of its own, guarded by system-call filter"))
        }

        @Test("a configuration with a misspelt key is refused before anything runs")
        func misspelt() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "mine.yaml", "isolation:\n  - plugin: \"**\"\n    tier: process\n")
            let result = try await workshop.run(
                "run", "slots/double-diamond", "flat", "--config", "mine.yaml")
            #expect(result.code == 1)
            #expect(
                result.errors.contains(
                    "mine.yaml:2: there is no \"plugin\" in a rule; did you mean plugins?"),
                "\(result.errors)")
        }
    }
}
