// Goal: sessions of a host that share a wallet keep it exact through kill -9, and money can be moved
// in while they play.
// Method: the real program with 64 sessions on a wallet with a daily limit, killed again and again.
import Foundation
import GRDB
import Testing

extension StratagemTests {
    @Suite struct UpWalletTests {
        @Test(
            "64 sessions on one wallet, killed again and again: no cent too much, none too little")
        func killed() async throws {
            let workshop = try Workshop()
            try workshop.write(
                "run.yaml",
                """
                sessions:
                  - { name: team, game: slots/double-diamond, strategy: flat, count: 64,
                      wallet: week, bankroll: 5000.00, restart: { backoff_min: 50ms } }
                """)
            let without = try await workshop.run("up", "run.yaml")
            #expect(without.code == 1)
            #expect(without.errors.contains("stratagem wallet create week"), "\(without)")
            let made = try await workshop.run(
                "wallet", "create", "week", "--balance", "200000.00", "--daily-limit", "150000.00")
            try #require(made.code == 0, "\(made)")
            var kills = 0
            for delay in [300, 200, 400] {
                let running = try workshop.start(["up", "run.yaml"])
                try await Task.sleep(for: .milliseconds(delay))
                if running.isRunning { running.send(SIGKILL) }
                if try await running.finished().code == 128 + SIGKILL { kills += 1 }
            }
            #expect(kills > 0)
            // 320,000.00 are asked for: some wait. More money has no need to wait for the end.
            let running = try workshop.start(["up", "run.yaml"])
            // Before it has the store, `fund` would take it.
            try await eventually("a host that answers", by: running) {
                try await workshop.run("status").code == 0
            }
            try await eventually("a wallet that is funded", by: running) {
                try await workshop.run("wallet", "fund", "week", "--by", "1000.00").code == 0
            }
            let last = try await running.finished()
            #expect(last.code == 0, "\(last)")
            let verified = try await workshop.run("verify", "--replay")
            #expect(verified.code == 0, "\(verified)")
            let queue = try DatabaseQueue(path: workshop.folder + "/.stratagem/journal.db")
            defer { try? queue.close() }
            let row = try queue.read { database in
                try Row.fetchOne(
                    database,
                    sql: """
                        SELECT sum(staked) AS staked, sum(paid) AS paid,
                            count(*) FILTER (
                                WHERE end_reason = 'WALLET_LIMIT_EXCEEDED') AS limited,
                            (SELECT balance FROM wallet WHERE id = 'week') AS balance,
                            (SELECT held FROM wallet WHERE id = 'week') AS held,
                            (SELECT spent FROM wallet WHERE id = 'week') AS spent,
                            (SELECT granted FROM wallet WHERE id = 'week') AS granted
                        FROM session
                        """)
            }
            let found = try #require(row)
            let staked: Int64 = found["staked"]
            #expect(found["spent"] == staked)
            // Stakes are 1.00: while the limit stops one, nothing is left of it.
            #expect(staked == 15_000_000 || found["limited"] == 0)
            #expect(found["balance"] == 20_100_000 - staked + (found["paid"] as Int64))
            #expect(found["held"] == 0)
            #expect(found["granted"] == 0)
            print("up on a wallet: \(kills) kills, \(staked / 100) rounds")
        }
    }
}
