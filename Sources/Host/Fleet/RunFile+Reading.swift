// Reading a run file. Every refusal names file and line and says what to write.
private import Accounts
private import Foundation
public import Play
internal import Yams

extension RunFile {
    private static let keys = ["store", "workers", "log", "sessions"]
    private static let groupKeys = [
        "name", "game", "strategy", "params", "variant", "count", "seed", "currency", "bankroll",
        "wallet", "limits", "stop", "on_fault", "fallback", "restart", "pacing",
        "human_likeness", "isolation", "journal",
    ]

    /// Reads a file. Throws `NOT_FOUND` where there is none and `INVALID_INPUT` with file and line.
    public static func read(_ file: String) throws(PlayError) -> RunFile {
        guard FileManager.default.fileExists(atPath: file) else {
            throw PlayError(
                .notFound, "there is no run file \(file); Config/run.yaml is an example")
        }
        guard let data = FileManager.default.contents(atPath: file), data.count <= bytesMax,
            let text = String(data: data, encoding: .utf8)
        else {
            throw PlayError(
                .invalidInput,
                "\(file) can not be read as UTF-8 text of at most \(bytesMax) bytes")
        }
        return try parse(text, file: file)
    }

    /// The run file in a text; `file` is how errors name it.
    public static func parse(_ text: String, file: String) throws(PlayError) -> RunFile {
        let root = try composed(text, file: file)
        let table = try StrictTable(root, keys: keys, place: "the file", file: file)
        var result = RunFile(file: file)
        result.store = try table.text("store")
        result.workers = try table.whole("workers", 1...256)
        result.log = try table.choice("log", LogForm.self)
        let groups = try table.tables("sessions", keys: groupKeys, place: "a group of sessions")
        guard !groups.isEmpty else {
            throw table.missing(
                "sessions", "a list of groups, each with name, game, strategy and count")
        }
        guard groups.count <= groupsMax else {
            throw table.refusal("sessions", "there are \(groups.count) groups; \(groupsMax) may be")
        }
        for group in groups { result.groups.append(try self.group(group)) }
        try result.checkNames(groups)
        return result
    }

    private static func composed(_ text: String, file: String) throws(PlayError) -> Node {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw PlayError(.invalidInput, refusal(of: error, file: file))
        } catch {
            throw PlayError(.invalidInput, "\(file): \(error)")
        }
        guard let node else {
            throw PlayError(
                .invalidInput, "\(file) is empty; Config/run.yaml is an example of a run file")
        }
        return node
    }

    private static func refusal(of error: YamlError, file: String) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return "\(file):\(mark.line): this is no YAML: \(problem); look at the blanks in "
                + "front of the line and at quotes"
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\($0)" }.joined(separator: ", ")
            return "\(file):\(context.mark.line): a key is given twice: \(names)"
        default: return "\(file): \(error)"
        }
    }

    private func checkNames(_ tables: [StrictTable]) throws(PlayError) {
        var seen: [String: Int] = [:]
        for (group, table) in zip(groups, tables) {
            if let first = seen.updateValue(group.line, forKey: group.name) {
                throw table.refusal(
                    "name",
                    "the name \"\(group.name)\" is taken by the group in line \(first); names are "
                        + "what a session is found by")
            }
        }
        guard count <= RunFile.sessionsMax else {
            throw PlayError(
                .invalidInput,
                "\(file): \(count) sessions are asked for; \(RunFile.sessionsMax) may be")
        }
    }

    private static func group(_ table: StrictTable) throws(PlayError) -> Group {
        guard let name = try table.text("name") else {
            throw table.missing("name", "name: calm")
        }
        guard isName(name) else {
            throw table.refusal(
                "name",
                "the name \"\(name)\" may have 1 to 40 letters, digits, - and _, such as calm-2")
        }
        guard let game = try table.text("game") else {
            throw table.missing("game", "game: slots/double-diamond")
        }
        guard let strategy = try table.text("strategy") else {
            throw table.missing("strategy", "strategy: flat")
        }
        var group = Group(name: name, game: game, strategy: strategy)
        group.line = table.line("name")
        group.parameters = try table.texts("params")
        group.variant = try table.text("variant")
        group.count = try table.whole("count", 1...sessionsMax) ?? 1
        group.seed = try table.whole("seed", 0...UInt64.max) ?? 1
        try readMoney(table, into: &group)
        try readStop(table, into: &group)
        group.onFault = try table.choice("on_fault", FaultPolicy.self) ?? .stop
        group.fallback = try table.text("fallback")
        if group.onFault == .fallback, group.fallback == nil {
            throw table.refusal(
                "on_fault",
                "on_fault: fallback needs a strategy to fall back to: write fallback: "
                    + "flat")
        }
        group.restart = try restart(table)
        group.pacing = try pacing(table)
        group.humanLikeness = try humanLikeness(table, group)
        group.isolation = try table.choice("isolation", IsolationRules.Tier.self)
        group.journal = try table.choice("journal", JournalMode.self) ?? .full
        return group
    }

    private static func isName(_ name: String) -> Bool {
        (1...40).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func readMoney(
        _ table: StrictTable, into group: inout Group
    ) throws(PlayError) {
        if let code = try table.text("currency") {
            do throws(AccountsError) {
                group.currency = try Currency(code: code.uppercased())
            } catch {
                throw table.refusal("currency", error.description)
            }
        }
        let currency = group.currency
        group.bankroll = try table.amount("bankroll", currency) ?? bankrollStandard
        group.wallet = try table.text("wallet")
        guard
            let limits = try table.table(
                "limits", keys: ["max_bet", "daily", "spin_fee", "query_fee"])
        else { return }
        if let wallet = group.wallet {
            throw table.refusal(
                "limits",
                "the wallet \(wallet) sets limits and fees of its sessions: leave limits out, or "
                    + "wallet")
        }
        group.maxBet = try limits.amount("max_bet", currency)
        group.dailyLimit = try limits.amount("daily", currency)
        group.perSpinFee = try limits.amount("spin_fee", currency) ?? 0
        group.perQueryFee = try limits.amount("query_fee", currency) ?? 0
    }

    private static func readStop(_ table: StrictTable, into group: inout Group) throws(PlayError) {
        let keys = ["rounds", "time", "profit", "loss", "ruin"]
        guard let stop = try table.table("stop", keys: keys) else { return }
        group.stop.rounds = try stop.whole("rounds", 1...Int64.max)
        group.stop.seconds = try stop.seconds("time", 0.001...1e9)
        group.stop.profit = try stop.amount("profit", group.currency)
        group.stop.loss = try stop.amount("loss", group.currency)
        group.stop.ruin = try stop.flag("ruin") ?? true
    }

    private static func restart(_ table: StrictTable) throws(PlayError) -> RestartPolicy {
        let keys = ["policy", "backoff_min", "backoff_max", "max_restarts"]
        guard let read = try table.table("restart", keys: keys) else { return RestartPolicy() }
        var policy = RestartPolicy()
        policy.kind = try read.choice("policy", RestartPolicy.Kind.self) ?? .onFault
        policy.waitMin = try read.seconds("backoff_min", 0.01...86_400) ?? policy.waitMin
        policy.waitMax =
            try read.seconds("backoff_max", 0.01...86_400) ?? max(policy.waitMax, policy.waitMin)
        policy.restartsMax = try read.whole("max_restarts", 0...1_000_000) ?? policy.restartsMax
        guard policy.waitMin <= policy.waitMax else {
            throw read.refusal("backoff_min", "backoff_min must not be over backoff_max")
        }
        return policy
    }

    private static func humanLikeness(
        _ table: StrictTable, _ group: Group
    ) throws(PlayError) -> HumanLikeness? {
        let keys = ["weight", "median", "spread", "change_rate"]
        guard let read = try table.table("human_likeness", keys: keys) else { return nil }
        guard let weight = try read.amount("weight", group.currency) else {
            throw read.missing("weight", "weight: 0.05, what a score of 1 adds to a reward")
        }
        var likeness = HumanLikeness(weight: weight, pacing: group.pacing)
        likeness.median = try read.number("median", 0.001...3600) ?? likeness.median
        likeness.spread = try read.number("spread", 0.001...3) ?? likeness.spread
        likeness.changeRate = try read.number("change_rate", 0...1) ?? likeness.changeRate
        return likeness
    }

    private enum PacingKind: String, CaseIterable {
        case none
        case human
    }

    private static func pacing(_ table: StrictTable) throws(PlayError) -> Pacing? {
        let keys = ["kind", "median", "spread", "least", "most"]
        guard let read = try table.table("pacing", keys: keys) else { return nil }
        guard let kind = try read.choice("kind", PacingKind.self) else {
            throw read.missing("kind", "kind: human, or kind: none")
        }
        guard kind == .human else { return nil }
        var pacing = Pacing(median: try read.number("median", 0.001...3600) ?? 3)
        pacing.spread = try read.number("spread", 0...3) ?? pacing.spread
        pacing.least = try read.number("least", 0...3600) ?? pacing.least
        pacing.most = try read.number("most", 0.001...3600) ?? pacing.most
        guard pacing.least <= pacing.most else {
            throw read.refusal("least", "least must not be over most")
        }
        return pacing
    }
}
