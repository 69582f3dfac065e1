// What to try after a fault: by its kind, and by where the fuel went.

extension PluginFault {
    /// One or two sentences; empty when the message says it all.
    public var advice: String {
        switch kind {
        case .fuel: ([fuelAdvice] + raisingAdvice("fuel")).joined(separator: "; ")
        case .memory: ([memoryAdvice] + raisingAdvice("memory")).joined(separator: "; ")
        case .wallTime: wallTimeAdvice
        case .log:
            "write short lines, and not in every call: log(memory.n) is enough to follow a number"
        case .hostCalls: "log less often: put the values of one call into one line"
        case .process:
            // Without a call the process never began.
            call.isEmpty
                ? "" : "this end came from outside the plugin's calls: the run is not reproducible"
        case .syntax, .error, .contract, .data, .aborted, .quarantined: ""
        }
    }

    /// Who set the budget, and whether it can be raised.
    var budgetOrigin: String {
        guard let exhausted, kind == .fuel || kind == .memory else { return "" }
        if exhausted.isSetByManifest {
            return "the manifest sets this budget; the configuration allows \(exhausted.allowed)"
        }
        return "this budget is the most that the configuration allows"
    }

    private func raisingAdvice(_ name: String) -> [String] {
        guard let exhausted, exhausted.isSetByManifest else { return [] }
        return [
            "or raise budget = { \(name) = \(exhausted.budget) } in the manifest, up to "
                + "\(exhausted.allowed)"
        ]
    }

    // MARK: Fuel

    private var fuelAdvice: String {
        guard let exhausted, let top = exhausted.topFunctions.first else {
            return "look for a loop that does not end; budget.left() tells in Lua what is left"
        }
        let share = top.percent(of: exhausted.used)
        if share >= 30, let library = top.library, let advice = libraryAdvice(library) {
            return "\(library) at \(top.place) took \(share) %: \(advice)"
        }
        if exhausted.fuelOfAllocation > exhausted.used / 2 {
            return "most of the fuel made new values: make tables once and not in every call, and "
                + "build long texts with table.concat instead of .. in a loop"
        }
        return "\(top.place) took \(share) %: does the loop there, or the one that calls it, end? "
            + "To stop in time, leave it when budget.left() is small"
    }

    private func libraryAdvice(_ library: String) -> String? {
        switch library {
        case "string.find", "string.match", "string.gmatch", "string.gsub", "gmatch iterator":
            "to look for plain text use string.find(s, text, 1, true); else anchor the pattern "
                + "with ^, and use few of * + - in it"
        case "table.insert", "table.remove":
            "each call at the front moves the whole list: work at its end"
        case "table.concat", "string.rep", "string.format":
            "make the text once and keep it, or make a shorter one"
        case "table.sort": "sort once and keep the order, or keep the list shorter"
        case "pairs", "next", "pairs iterator":
            "its price grows with the number of keys: keep a list beside them and use ipairs"
        case "load": "compile once, in the main chunk, and keep the function"
        default: nil
        }
    }

    // MARK: Memory and time

    private var memoryAdvice: String {
        guard let exhausted else { return "keep less in memory" }
        if exhausted.memoryRequestBytes > exhausted.budget / 8 {
            return "one value of \(exhausted.memoryRequestBytes) bytes was asked for: a list "
                + "doubles when it grows, a long text is copied by ..; use several short ones"
        }
        return "keep less: cut lists that grow with every round, and set what is no longer used "
            + "to nil"
    }

    private var wallTimeAdvice: String {
        "a smaller budget = { fuel = N } in the manifest ends such a call at the same place on "
            + "every machine; this end depends on the machine's speed"
    }
}
