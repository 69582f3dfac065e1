// A stored session for people.
private import Play

extension SessionReport {
    /// Tables of figures, transitions, faults and the last rounds, with a blank line between.
    public var text: String {
        var parts = [figures, changes]
        if versions.count > PluginRole.allCases.count { parts.append(texts) }
        if !reloadRefusals.isEmpty { parts.append(refused) }
        if !faults.isEmpty { parts.append(failures) }
        if let replayed { parts.append(replayed.text) }
        return parts.joined(separator: "\n\n")
    }

    private var figures: String {
        var table = TextTable(header: [])
        table.add(["session", session])
        table.add(["game", game.text + (variant.map { ", variant \($0)" } ?? "")])
        table.add(["strategy", strategy.text])
        if let fallback { table.add(["fallback", fallback.text]) }
        if !parameters.isEmpty {
            let typed = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            table.add(["parameters", typed.joined(separator: " ")])
        }
        table.add(["seed", seed])
        table.add(["bankroll", "\(bankroll) \(currency)"])
        if let maxBet { table.add(["max bet", "\(maxBet) \(currency)"]) }
        if let dailyLimit { table.add(["daily limit", "\(dailyLimit) \(currency)"]) }
        if let journal { table.add(["journal", journal]) }
        table.add(["created", created])
        table.add(["state", state + (resumable ? ", can be continued" : ", over")])
        table.add(["ended", end?.detail ?? "-"])
        table.add(["rounds", Figures.grouped(rounds)])
        table.add(["staked", "\(staked) \(currency)"])
        table.add(["paid", "\(paid) \(currency)"])
        table.add(["fees", "\(fees) \(currency)"])
        table.add(["net", "\(net) \(currency)"])
        table.add(["balance", "\(balance) \(currency)"])
        table.add(["return", returnRate.map { Figures.percent($0, decimals: 3) } ?? "-"])
        table.add(["hit frequency", hitFrequency.map { Figures.percent($0, decimals: 3) } ?? "-"])
        table.add([
            "fuel",
            "strategy \(Figures.grouped(strategyFuel)), game \(Figures.grouped(gameFuel)) units",
        ])
        table.add(["digest", digest])
        return table.text
    }

    private var changes: String {
        var table = TextTable(
            header: ["from", "input", "to", "after round", "at"], rightAligned: [3])
        for each in transitions {
            table.add([each.from, each.input, each.to, Figures.grouped(each.rounds), each.at])
        }
        return table.text
    }

    private var texts: String {
        var table = TextTable(header: ["role", "plugin", "version", "hash", "rounds"])
        for each in versions {
            table.add([
                each.role, each.name, each.version, String(each.hash.prefix(12)), each.rounds,
            ])
        }
        return table.text
    }

    /// The newest ten; `--json` has all.
    private var refused: String {
        var table = TextTable(
            header: ["after round", "text not taken", "times", "where", "message"],
            rightAligned: [0, 2])
        for each in reloadRefusals.suffix(10) {
            let place = each.line.map { "\(each.file):\($0)" } ?? each.file
            table.add([
                Figures.grouped(each.round), String(each.hash.prefix(12)),
                Figures.grouped(each.times), "\(place) \(each.call)", each.message,
            ])
        }
        guard reloadRefusalsDropped > 0 else { return table.text }
        let dropped = Figures.grouped(reloadRefusalsDropped)
        return table.text + "\nearlier texts that were not taken came \(dropped) times"
    }

    /// The newest ten; `--json` has all.
    private var failures: String {
        var table = TextTable(header: ["round", "fault", "where", "message"], rightAligned: [0])
        for fault in faults.suffix(10) {
            let place = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
            table.add([
                Figures.grouped(fault.round), fault.kind, "\(place) \(fault.call)", fault.message,
            ])
        }
        return table.text
    }
}
