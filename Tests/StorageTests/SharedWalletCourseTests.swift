// Goal: 64 sessions on one wallet, in any order and from any thread, overspend neither its balance
// nor a day, and no unit is lost; through commits, ends, crashes, new days and clocks set back.
// Method: a seeded course of operations; after each one all wallet numbers are compared with sums in
// Int128 that share no code with the store. Then threads, whose order nobody chose.
//
// STRATAGEM_WALLET_OPERATIONS=100000 makes that many operations of each seed.

import SimulatedDisk
import Accounts
import Foundation
import Play
import SeededRandom
import SimulatedDisk
import Synchronization
import Testing

@testable import Storage

@Suite struct SharedWalletCourseTests {
    private static let operations =
        ProcessInfo.processInfo.environment["STRATAGEM_WALLET_OPERATIONS"].flatMap(Int.init) ?? 400

    @Test("every order of operations keeps both inequalities", arguments: [1, 2, 3] as [UInt64])
    func course(seed: UInt64) throws {
        var course = try WalletCourse(seed: seed)
        for step in 0..<Self.operations {
            try course.step()
            try course.compare("seed \(seed), step \(step): \(course.latest)")
            if step % 100 == 99 { #expect(try StoreCheck.findings(in: course.store) == []) }
        }
        for name in WalletCourse.operationNames {
            #expect(course.met[name, default: 0] > 0, "\(name)")
        }
    }

    @Test("64 sessions on threads of their own spend the whole limit and not one unit more")
    func threads() throws {
        let folder = try TemporaryFolder()
        let store = try JournalStore(directory: folder.store, mode: .readWrite)
        let day = DayKey(daysSince1970: PlayedSession.day)
        let limit: Int64 = 10_007
        try store.createWallet(
            NewWallet(
                name: "shared", currency: .aud, balance: 64_000,
                limits: try WalletLimits(dailySpendLimit: limit), day: day))
        let committer = Committer(store: store)
        let problems = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 64) { index in
            do {
                var session = PlayedSession(bankroll: 1_000)
                var batch = CommitBatch()
                batch.plugins = session.creation.plugins
                let id = session.configuration.id
                var left =
                    try store.begin(
                        NewSession(
                            configuration: session.configuration, createdAt: 1, day: day,
                            walletName: "shared"), batch, daySpend: 50
                    ).dayLeft ?? 0
                // Every session wants to spend more than its share; each round costs 3.
                for _ in 0..<60 {
                    var batch = CommitBatch()
                    let rounds = min(left / 3, 4)
                    if rounds > 0 {
                        batch.chunks = [
                            session.chunk(
                                rounds: Int(rounds), staked: 3 * rounds, paid: 0, fees: 0)
                        ]
                    }
                    let request = AllowanceRequest(
                        sessionID: id, day: day, wanted: 40, least: 3)
                    batch.allowances = [request]
                    try committer.wait(for: committer.submit(batch))
                    let grant = request.answer.take()
                    left = grant?.dayLeft ?? -1
                    guard left >= 3 else { break }
                }
                // An odd one dies with what it holds.
                guard index % 2 == 0 else { return }
                var end = CommitBatch()
                end.ends = [
                    StoredEnd(
                        sessionID: id, end: SessionEnd(reason: .interrupted, detail: ""),
                        totals: session.totals)
                ]
                try committer.wait(for: committer.submit(end))
            } catch {
                problems.withLock { $0.append("\(index): \(error)") }
            }
        }
        #expect(problems.withLock { $0 } == [])
        try committer.close()
        let wallet = try store.wallet("shared").wallet
        let spent = try store.sessions().reduce(0) { $0 + $1.totals.staked }
        #expect(wallet.spentToday == spent && wallet.balance == 64_000 - spent)
        // Nobody stops while a round can still be paid for, so what is left is under one round, or
        // is in the hands of those that stopped after 60 commits.
        #expect(spent <= limit && wallet.dayFree < 3 + 64 * 3, "\(spent), \(wallet)")
        #expect(try StoreCheck.findings(in: store) == [])
        store.close()
        let again = try JournalStore(directory: folder.store, mode: .readWrite)
        #expect(try again.wallet("shared").wallet.held == 0)
        #expect(try StoreCheck.findings(in: again) == [])
    }
}
