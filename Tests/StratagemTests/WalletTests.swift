// Goal: the commands for shared wallets say what there is, refuse by name, and lose nothing when a
// process is killed between a grant and its use.
// Method: the real program; kill -9 while a session holds part of the wallet.
import Foundation
import Testing

extension StratagemTests {
    @Suite struct WalletTests {
        private let workshop: Workshop
        private let game = ["slots/double-diamond", "flat"]

        init() throws {
            workshop = try Workshop()
        }

        private func object(_ arguments: [String]) async throws -> [String: Any] {
            let result = try await workshop.run(arguments + ["--json"])
            try #require(result.code == 0, "\(result)")
            let all = try #require(try result.object()["wallets"] as? [[String: Any]])
            return try #require(all.first)
        }

        @Test("a wallet is made, played on, listed and refused by name")
        func commands() async throws {
            let none = try await workshop.run(["run"] + game + ["--wallet", "week", "--json"])
            #expect(try none.decoded(ErrorOutput.self).error.code == "STORE_MISSING")
            let made = try await workshop.run(
                "wallet", "create", "week", "--balance", "500.00", "--daily-limit", "60.00")
            #expect(made.code == 0, "\(made)")
            let played = try await workshop.run(
                ["run"] + game + ["--wallet", "week", "--bankroll", "200.00", "--rounds", "50"])
            #expect(played.code == 0, "\(played)")
            let more = try await workshop.run(
                ["run"] + game + ["--wallet", "week", "--bankroll", "200.00", "--rounds", "50"])
            #expect(more.output.contains("daily_limit: limit_reached: "), "\(more)")
            let listed = try await workshop.run("wallets")
            let text = listed.output.replacingOccurrences(
                of: "[0-9]{4}-[0-9]{2}-[0-9]{2}", with: "DAY", options: .regularExpression)
            try Snapshot.check("wallets", text, workshop: workshop)
            for (arguments, code) in [
                (["--bankroll", "600.00"], "WALLET_LIMIT_EXCEEDED"),
                (["--daily-limit", "5.00"], "INVALID_INPUT"),
                (["--currency", "EUR"], "INVALID_INPUT"),
            ] {
                let refused = try await workshop.run(
                    ["run"] + game + ["--wallet", "week", "--json"] + arguments)
                #expect(refused.code == 1)
                #expect(try refused.decoded(ErrorOutput.self).error.code == code)
            }
            let other = try await workshop.run(
                ["run"] + game + ["--wallet", "month", "--json"])
            #expect(try other.decoded(ErrorOutput.self).error.code == "WALLET_NOT_FOUND")
            let funded = try await object(["wallet", "fund", "week", "--by", "-100.00"])
            #expect(funded["held"] as? String == "0.00")
            #expect(try await workshop.run("verify", "--replay").code == 0)
        }

        @Test("kill -9 with a grant in hand: it comes back, and the session goes on")
        func killed() async throws {
            let made = try await workshop.run(
                "wallet", "create", "w", "--balance", "150000.00", "--daily-limit", "9000000.00")
            #expect(made.code == 0, "\(made)")
            for delay in [20, 120, 300] {
                let running = try workshop.start(
                    ["run"] + game + [
                        "--wallet", "w", "--bankroll", "100000.00", "--rounds", "60000000",
                    ])
                try await eventually("a grant", by: running) {
                    try await workshop.run("wallets", "--json").output.contains("\"session\"")
                }
                try await Task.sleep(for: .milliseconds(delay))
                running.send(SIGKILL)
                _ = try await running.finished()
                // It is held as long as nobody opens the store for writing, and no longer.
                #expect(try await object(["wallets"])["held"] as? String != "0.00")
                #expect(try await workshop.run("verify").code == 0)
                let after = try await object(["wallet", "fund", "w", "--by", "0.00"])
                #expect(after["held"] as? String == "0.00")
                #expect(after["granted"] as? String == "0.00")
                #expect(try await workshop.run("verify").code == 0)
            }
            // One that was killed comes out as if nothing had happened, on whatever it is granted.
            let sessions = try await workshop.sessions()
            let last = try #require(sessions.first)
            let rounds = ["--rounds", "\(last.rounds + 5_000)"]
            let resumed = try await workshop.run(["run", "--resume", last.id, "--json"] + rounds)
            #expect(resumed.code == 0, "\(resumed)")
            let whole = try await workshop.play(
                game + ["--bankroll", "100000.00", "--store", "whole"] + rounds)
            #expect(try resumed.decoded(RunOutput.self).result.digest == whole.result.digest)
            #expect(try await workshop.run("verify").code == 0)
        }
    }
}
