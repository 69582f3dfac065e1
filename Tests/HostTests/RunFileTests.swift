// Goal: a run file says exactly what it seems to say, and every slip is named with its line.
// Method: whole files in, values and messages out, to the letter.
import Accounts
import Play
import Testing

@testable import Host

@Suite struct RunFileTests {
    private func message(_ text: String) -> String? {
        do throws(PlayError) {
            _ = try RunFile.parse(text, file: "run.yaml")
            return nil
        } catch {
            return error.description
        }
    }

    private static let head = "sessions:\n  - name: calm\n    game: slots/x\n    strategy: flat\n"

    @Test("every key arrives")
    func everything() throws {
        let file = try RunFile.parse(
            """
            store: here
            workers: 3
            log: json
            sessions:
              - { name: calm, game: slots/x, strategy: flat }
              - name: bold_2
                game: slots/y
                strategy: double
                params: { base: "2.00", wild: true }
                variant: "85.0"
                count: 20
                seed: 18446744073709551615
                currency: jpy
                bankroll: 5000
                limits: { max_bet: 10, daily: 200, spin_fee: 1, query_fee: 2 }
                stop: { rounds: 7, time: 90s, profit: 30, loss: 40, ruin: false }
                on_fault: fallback
                fallback: flat
                restart: { policy: always, backoff_min: 500ms, backoff_max: 2h, max_restarts: 3 }
                pacing: { kind: human, median: 2.5, spread: 0.1, least: 1, most: 9 }
                human_likeness: { weight: 5, median: 2, change_rate: 0.5 }
                isolation: process
            """, file: "run.yaml")
        #expect(file.store == "here")
        #expect(file.workers == 3)
        #expect(file.log == .json)
        #expect(file.count == 21)
        var plain = RunFile.Group(name: "calm", game: "slots/x", strategy: "flat")
        plain.bankroll = 100_000
        plain.line = 5
        #expect(file.groups[0] == plain)
        var full = RunFile.Group(name: "bold_2", game: "slots/y", strategy: "double")
        full.parameters = ["base": "2.00", "wild": "true"]
        full.variant = "85.0"
        full.count = 20
        full.seed = .max
        full.currency = .jpy
        full.bankroll = 5000
        (full.maxBet, full.dailyLimit, full.perSpinFee, full.perQueryFee) = (10, 200, 1, 2)
        full.stop = RunFile.Stop(rounds: 7, seconds: 90, profit: 30, loss: 40, ruin: false)
        (full.onFault, full.fallback) = (.fallback, "flat")
        full.restart = RestartPolicy(kind: .always, waitMin: 0.5, waitMax: 7200, restartsMax: 3)
        full.pacing = Pacing(median: 2.5, spread: 0.1, least: 1, most: 9)
        full.humanLikeness = HumanLikeness(
            weight: 5, median: 2, spread: 0.4, changeRate: 0.5, pacing: full.pacing)
        full.isolation = .process
        full.line = 6
        #expect(file.groups[1] == full)
    }

    static let slips: [(String, String)] = [
        ("", "run.yaml is empty; Config/run.yaml is an example of a run file"),
        (
            "a: [",
            "run.yaml:2: this is no YAML: did not find expected node content; look at the "
                + "blanks in front of the line and at quotes"
        ),
        ("- a", "run.yaml:1: the file must be a table with store, workers, log, sessions"),
        (
            "store: x\n",
            "run.yaml:1: sessions is missing in the file: write a list of groups, each with name, "
                + "game, strategy and count"
        ),
        (
            "sesions: []\n",
            "run.yaml:1: there is no \"sesions\" in the file; did you mean sessions?"
        ),
        ("sessions: 3\n", "run.yaml:1: sessions must be a list: each entry begins with \"- \""),
        (
            "sessions: [{}]\n",
            "run.yaml:1: name is missing in a group of sessions: write name: calm"
        ),
        (
            "log: jsn\n" + head, "run.yaml:1: log is \"jsn\"; did you mean json?"
        ),
        (
            "workers: 0\n" + head,
            "run.yaml:1: workers is \"0\"; it must be a whole number from 1 to 256"
        ),
        (
            head + "    cuont: 3\n",
            "run.yaml:5: there is no \"cuont\" in a group of sessions; did you mean count?"
        ),
        (
            head + "    count: many\n",
            "run.yaml:5: count is \"many\"; it must be a whole number from 1 to 100000"
        ),
        (head + "    currency: XYZ\n", "run.yaml:5: "),
        (head + "    bankroll: 1.005\n", "run.yaml:5: bankroll: "),
        (
            head + "    stop:\n      profits: 3\n",
            "run.yaml:6: there is no \"profits\" in stop; did you mean profit?"
        ),
        (
            head + "    stop:\n      time: 3 hours\n",
            "run.yaml:6: time is \"3 hours\"; write a number and a unit, such as 90s, 10m, 2h or 1d"
        ),
        (
            head + "    on_fault: fallback\n",
            "run.yaml:5: on_fault: fallback needs a strategy to fall back to: write fallback: flat"
        ),
        (
            head + "    restart: { policy: sometimes }\n",
            "run.yaml:5: policy is \"sometimes\"; it may be never, on-fault, always"
        ),
        (
            head + "    restart: { backoff_min: 2m, backoff_max: 1m }\n",
            "run.yaml:5: backoff_min must not be over backoff_max"
        ),
        (
            head + "    pacing: { median: 3 }\n",
            "run.yaml:5: kind is missing in pacing: write kind: human, or kind: none"
        ),
        (
            head + "    human_likeness: { median: 3 }\n",
            "run.yaml:5: weight is missing in human_likeness: write weight: 0.05, what a score of 1 "
                + "adds to a reward"
        ),
        (
            head + "    human_likeness: { weight: 0.05, change_rate: 2 }\n",
            "run.yaml:5: change_rate is \"2\"; it must be a number from 0.0 to 1.0"
        ),
        (
            head + "    pacing: { kind: human, median: 0 }\n",
            "run.yaml:5: median is \"0\"; it must be a number from 0.001 to 3600.0"
        ),
        (head + "    stop: [1]\n", "run.yaml:5: stop must be a table with rounds, time, profit"),
        (
            head + "  - name: calm\n    game: slots/x\n    strategy: flat\n",
            "run.yaml:5: the name \"calm\" is taken by the group in line 2"
        ),
        (
            "sessions:\n  - { name: a/b, game: x, strategy: y }\n",
            "run.yaml:2: the name \"a/b\" may have 1 to 40 letters, digits, - and _"
        ),
    ]

    @Test("a slip is named with its line and what to write", arguments: slips)
    func slip(text: String, expected: String) throws {
        let said = try #require(message(text))
        #expect(said.hasPrefix(expected), "\(said)")
    }

    @Test("the example that is shipped is a run file")
    func example() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try RunFile.read("/\(root)/Config/run.yaml")
        #expect(file.groups.map(\.name) == ["calm", "bold", "people"])
        #expect(file.count == 10)
    }

    @Test("a session's id is made from its name, and is the same in every version")
    func identity() {
        let identity = FleetIdentity(group: "calm", index: 3)
        #expect(identity.name == "calm/3")
        // printf 'stratagem up calm/3' | sha256sum, with an 8 as the 13th and 17th digit
        #expect(identity.id == "f2c46c5c-2f8f-8fda-8c3f-61cd1ba7d058")
    }
}
