// Goal: the report of a run says what the session says, in exact amounts.
// Method: reports of hand-made results.
import Accounts
import Foundation
import Play
import Reports
import Scripting
import Testing

@Suite struct RunReportTests {
    private func report(
        totals: SessionTotals = SessionTotals(), faults: [SessionFault] = [],
        reason: SessionEnd.Reason = .rounds, currency: Currency = .aud, seconds: Double = 2
    ) -> RunReport {
        let reference = PluginReference(name: "p", version: "1.0.0", hash: "")
        return RunReport(
            configuration: SessionConfiguration(
                id: "session", game: reference, strategy: reference, seed: .max,
                currency: currency.code, bankroll: 0),
            currency: currency, state: .playing, totals: totals, balance: 12_345, digest: "d",
            faults: faults, end: SessionEnd(reason: reason, detail: "why"), played: totals.rounds,
            seconds: seconds, store: "")
    }

    private func fault(_ kind: PluginFault.Kind) -> SessionFault {
        SessionFault(
            round: 7,
            fault: PluginFault(
                kind: kind, role: .strategy, file: "s.lua", line: 3, call: "decide",
                message: "no"))
    }

    @Test("amounts are exact decimal strings in the digits of their currency")
    func amounts() {
        var totals = SessionTotals()
        (totals.rounds, totals.hits, totals.staked, totals.paid, totals.fees) =
            (4, 1, 9_007_199_254_740_993, 1, 2)
        let aud = report(totals: totals)
        #expect(aud.staked == "90071992547409.93")
        #expect(aud.paid == "0.01")
        #expect(aud.fees == "0.02")
        #expect(aud.net == "-90071992547409.94")
        #expect(aud.balance == "123.45")
        #expect(aud.hitFrequency == 0.25)
        #expect(aud.roundsPerSecond == 2)
        #expect(aud.seed == "18446744073709551615")
        #expect(report(totals: totals, currency: .jpy).balance == "12345")
    }

    @Test("before the first round there is no return, no hit frequency and no division by zero")
    func nothing() throws {
        let empty = report(seconds: 0)
        #expect(empty.returnRate == nil && empty.hitFrequency == nil)
        #expect(empty.roundsPerSecond == 0)
        let json = JSONText.encode(empty)
        #expect(json.contains("\"return\" : null"))
        #expect(json.contains("\"hit_frequency\" : null"))
        #expect(empty.text.contains("fuel           0 units"))
    }

    @Test("faults are counted with the one that ended the session, and the last is shown")
    func faults() {
        var totals = SessionTotals()
        totals.faults = 2
        let survived = report(totals: totals, faults: [fault(.error), fault(.fuel)])
        #expect(survived.faults == 2)
        #expect(survived.resumable && survived.reproducible)
        #expect(survived.text.contains("last fault     round 7, s.lua:3: no"))
        let ended = report(totals: totals, faults: [fault(.error)], reason: .fault)
        #expect(ended.faults == 3)
        #expect(!ended.text.contains("last fault"))
        #expect(!report(faults: [fault(.wallTime)]).reproducible)
        #expect(!report(reason: .cashOut).resumable)
    }
}
